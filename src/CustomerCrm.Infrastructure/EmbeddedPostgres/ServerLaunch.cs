using System.Diagnostics;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>One attempt to bring the server's process up.</summary>
internal sealed class ServerLaunch(ServerFolder folder, PostgresBinaries binaries, EmbeddedServerOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>The server once it says it is ready; nothing when it ended instead, with the reason in its log.</returns>
    public async Task<PostmasterFile?> RunAsync(Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return await RunWithControlProgramAsync(settings, cancellationToken);
        var process = options.Disposable ? await StartBoundAsync(settings) : Start(settings);
        try
        {
            while (!process.HasExited)
            {
                if (PostmasterFile.Read(folder.Data) is { IsReady: true } server && server.ProcessId == process.Id)
                    return server;
                await Task.Delay(Pause, cancellationToken);
            }
            return null;
        }
        catch (OperationCanceledException)
        {
            _ = ServerProcesses.Signal(process.Id, ServerProcesses.Interrupt);
            throw;
        }
    }

    private Process Start(Dictionary<string, string> settings)
    {
        // The shell opens the log, because the server's account may not, and every program after it takes its place: the
        // process stays our child. A session of its own keeps the terminal's Ctrl-C away from the server, so that the
        // application can finish what it is doing.
        string[] command =
        [
            "sh", "-c", "umask 077; exec \"$@\" </dev/null >>\"$0\" 2>&1", folder.Log, "setsid", .. AsAccount(),
            binaries.Program("postgres"), "-D", folder.Data,
            .. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
        ];
        var process = Programs.Start(Programs.Describe(command));
        process.StandardInput.Dispose();
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
        return process;
    }

    private string[] AsAccount() => (options.Disposable, folder.Account.Prefix) switch
    {
        (false, var prefix) => prefix,
        (true, []) => ["setpriv", "--pdeathsig=INT"],
        (true, var prefix) => [.. prefix, "--pdeathsig=INT"],
    };

    /// <summary>
    /// The signal for a parent's death is sent when the thread that made the child ends, so this thread stays with it: it ends
    /// when the server does, or with this process.
    /// </summary>
    private Task<Process> StartBoundAsync(Dictionary<string, string> settings)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                var process = Start(settings);
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (EmbeddedPostgresException e)
            {
                started.TrySetException(e);
            }
        })
        { IsBackground = true, Name = "embedded PostgreSQL" };
        thread.Start();
        return started.Task;
    }

    /// <summary>
    /// Where there is no setsid the server's own control program does the same; on Windows it also leaves administrators'
    /// rights behind.
    /// </summary>
    private async Task<PostmasterFile?> RunWithControlProgramAsync(
        Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var quote = OperatingSystem.IsWindows() ? '"' : '\'';
        var options = string.Join(' ', settings.Select(setting => $"-c {quote}{setting.Key}={setting.Value}{quote}"));
        var answer = await Programs.RunAsync(
            folder.Account, binaries.Program("pg_ctl"),
            ["start", "-w", "-s", "-D", folder.Data, "-l", folder.Log, "-o", options], cancellationToken);
        return answer.ExitCode == 0 ? PostmasterFile.Read(folder.Data) : null;
    }
}
