using System.ComponentModel;
using System.Diagnostics;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

internal readonly record struct ProgramAnswer(int ExitCode, string Output);

/// <summary>Runs the short programs (initdb, --version, test) as a given account and collects what they say.</summary>
internal static class Programs
{
    private static readonly TimeSpan ShortRun = TimeSpan.FromSeconds(30);

    public static ProgramAnswer Run(ServerAccount account, string program, string[] arguments)
    {
        using var patience = new CancellationTokenSource(ShortRun);
        try
        {
            return RunAsync(account, program, arguments, patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            throw new EmbeddedPostgresException(
                $"The program {program} did not end within {ShortRun.TotalSeconds:0} seconds.", e);
        }
    }

    public static async Task<ProgramAnswer> RunAsync(
        ServerAccount account, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = Describe([.. account.Prefix, program, .. arguments]);
        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramAnswer(
                process.ExitCode, (await output.ConfigureAwait(false) + await errors.ConfigureAwait(false)).TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>All three streams are ours: a child that shares the terminal would change the terminal's settings.</summary>
    public static ProcessStartInfo Describe(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Any account may stand here; the application's own folder may be closed to the server's account.
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory is { Length: > 0 } system ? system : "/")!,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        // English messages: some of them are recognised. UTC also saves initdb its search for the system's time zone.
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            var package = start.FileName is "setpriv" or "setsid" ? " (package util-linux)" : "";
            throw new EmbeddedPostgresException($"The program {start.FileName}{package} could not be started: {e.Message}.", e);
        }
    }
}
