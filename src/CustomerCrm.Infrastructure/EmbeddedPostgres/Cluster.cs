using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>Makes a cluster where there is none, and refuses one that these programs cannot open.</summary>
internal sealed class Cluster(ServerFolder folder, PostgresBinaries binaries, EmbeddedServerOptions options)
{
    public const string Role = "crm";

    // From here on the server brings its own rules for text, whatever locales the system has.
    private const int FirstWithBuiltinLocale = 17;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!folder.HasCluster)
            await CreateAsync(cancellationToken);
        else if (folder.ClusterVersion is var made && made != binaries.Major.ToString(CultureInfo.InvariantCulture))
            throw new EmbeddedPostgresException(
                $"The data in {folder.Data} was made by PostgreSQL {made} and the programs in {binaries.BinFolder} are version "
                + $"{binaries.Version}: set {PostgresBinaries.Variable} to the bin folder of a PostgreSQL {made}, "
                + "or choose another data folder.");
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.Data) && Directory.EnumerateFileSystemEntries(folder.Data).Any())
            throw new EmbeddedPostgresException(
                $"{folder.Data} holds files but no PostgreSQL data: move them away or choose another data folder.");
        if (Directory.Exists(folder.Unfinished))
            Directory.Delete(folder.Unfinished, recursive: true);
        // The password is on the disk before the cluster gets its name: a cluster always has one.
        var forInitdb = WritePassword();
        Folders.Create(folder.Unfinished, Folders.Private);
        folder.Account.Own(folder.Unfinished);
        try
        {
            var initdb = binaries.Program("initdb");
            var answer = await Programs.RunAsync(folder.Account, initdb, Arguments(forInitdb), cancellationToken);
            Folders.AppendPrivate(folder.Log, answer.Output + Environment.NewLine);
            if (answer.ExitCode != 0)
            {
                options.Logger.LogError("initdb in {Folder} failed: {Output}", folder.Unfinished, answer.Output);
                throw new EmbeddedPostgresException(
                    $"PostgreSQL could not prepare its data in {folder.Unfinished}: {LogTail.Reason(answer.Output)}; "
                    + $"the log is {folder.Log}.");
            }
        }
        finally
        {
            File.Delete(forInitdb);
        }
        if (Directory.Exists(folder.Data))
            Directory.Delete(folder.Data);
        Directory.Move(folder.Unfinished, folder.Data);
        options.Logger.LogInformation("A new PostgreSQL {Version} cluster was made in {Folder}", binaries.Version, folder.Data);
    }

    /// <summary>A second copy that the server's account may read, for as long as initdb runs.</summary>
    private string WritePassword()
    {
        var copy = folder.PasswordFile + ".init";
        Folders.WritePrivate(copy, folder.NewPassword() + "\n");
        folder.Account.Own(copy);
        return copy;
    }

    private string[] Arguments(string passwordFile) =>
    [
        "-D", folder.Unfinished, "-U", Role, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
        "--no-instructions", "--lc-messages=C",
        // With plain C the trigram index sees no Chinese. Other systems may not know the name; there the server's own rules do.
        OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C",
        .. binaries.Major >= FirstWithBuiltinLocale ? (string[])["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [],
        // Version 18 has checksums anyway.
        .. options.Disposable ? (string[])["--no-sync"] : ["--data-checksums"],
    ];
}
