using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>Finds, starts and stops the server of one data folder. The caller holds the start lock.</summary>
internal sealed class ServerControl(DataFolder data, EmbeddedServerOptions options)
{
    private const int SocketPort = 5432;

    // Remains of a killed server that pass by themselves: backends that still hold its memory, a dead server whose number
    // nobody has collected yet, a port somebody else was given in the meantime.
    private static readonly string[] PassingReasons =
        ["pre-existing shared memory block", "lock file \"", "could not create any TCP/IP sockets", "Address already in use"];

    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UntilCollected = TimeSpan.FromSeconds(2);

    private readonly ServerFolder _folder = data.Server;
    private readonly ServerProcesses _processes = new(data.Server);

    /// <summary>The running server, after its recovery if it is at that; nothing when none runs or it has just stopped.</summary>
    public async Task<PostmasterFile?> FindAsync(CancellationToken cancellationToken)
    {
        var told = false;
        while (PostmasterFile.Read(_folder.Data) is { } server && _processes.IsServer(server.ProcessId))
        {
            if (server.IsReady)
                return server;
            if (server.Status == "stopping" && !told && !OperatingSystem.IsWindows())
            {
                // Somebody asked it to wait for its clients; nobody new gets in meanwhile.
                told = ServerProcesses.Signal(server.ProcessId, ServerProcesses.Interrupt);
            }
            await Task.Delay(Pause, cancellationToken);
        }
        return null;
    }

    public async Task<PostmasterFile> StartAsync(CancellationToken cancellationToken)
    {
        var binaries = PostgresBinaries.Locate(options.BinFolder, data, options.Logger);
        await ClearRemainsAsync(cancellationToken);
        await new Cluster(_folder, binaries, options).EnsureAsync(cancellationToken);
        LogTail.Rotate(_folder.Log);
        var launch = new ServerLaunch(_folder, binaries, options);
        var trying = Stopwatch.StartNew();
        while (true)
        {
            var socketFolder = options.UseTcp ? "" : _folder.CreateSocketFolder();
            RemoveSocket(socketFolder);
            var settings = ServerSettings.For(options, socketFolder, options.UseTcp ? FreePort() : SocketPort);
            var log = new LogTail(_folder.Log);
            if (await launch.RunAsync(settings, cancellationToken) is { } server)
            {
                options.Logger.LogInformation(
                    "PostgreSQL {Version} runs on {Folder} as process {ProcessId}, ready after {Elapsed} ms",
                    binaries.Version, _folder.Data, server.ProcessId, trying.ElapsedMilliseconds);
                return server;
            }
            var said = log.Read();
            options.Logger.LogWarning("PostgreSQL did not start: {Output}", said);
            if (trying.Elapsed > Passing || !PassingReasons.Any(reason => said.Contains(reason, StringComparison.Ordinal)))
                throw new EmbeddedPostgresException(
                    $"PostgreSQL did not start: {LogTail.Reason(said)}; the log is {_folder.Log}.");
            await Task.Delay(Pause * 5, cancellationToken);
            await ClearRemainsAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(_folder.Data) is not { } server || !_processes.IsServer(server.ProcessId))
            return;
        if (OperatingSystem.IsWindows())
        {
            var binaries = PostgresBinaries.Locate(options.BinFolder, data, options.Logger);
            await Programs.RunAsync(
                _folder.Account, binaries.Program("pg_ctl"), ["stop", "-D", _folder.Data, "-m", "fast"], cancellationToken);
            return;
        }
        var stopping = Stopwatch.StartNew();
        foreach (var signal in (int[])[ServerProcesses.Interrupt, ServerProcesses.Quit])
        {
            _ = ServerProcesses.Signal(server.ProcessId, signal);
            if (await _processes.GoneAsync([server.ProcessId], TimeSpan.FromSeconds(20), cancellationToken))
            {
                options.Logger.LogInformation(
                    "PostgreSQL on {Folder} stopped after {Elapsed} ms", _folder.Data, stopping.ElapsedMilliseconds);
                return;
            }
        }
        options.Logger.LogWarning("PostgreSQL on {Folder} did not stop, process {ProcessId}", _folder.Data, server.ProcessId);
    }

    /// <summary>No server of this cluster answers any more; what a killed one left behind goes.</summary>
    private async Task ClearRemainsAsync(CancellationToken cancellationToken)
    {
        await _processes.EndAllAsync(cancellationToken);
        if (PostmasterFile.Read(_folder.Data) is not { } remains)
            return;
        var waiting = Stopwatch.StartNew();
        while (ServerProcesses.IsZombie(remains.ProcessId) && waiting.Elapsed < UntilCollected)
            await Task.Delay(Pause, cancellationToken);
        // The server clears a dead one's file by itself, with a look at its memory first; it only stumbles over a living
        // stranger with the same number.
        if (ServerProcesses.Exists(remains.ProcessId) && !_processes.IsServer(remains.ProcessId))
        {
            var file = PostmasterFile.PathIn(_folder.Data);
            options.Logger.LogInformation(
                "Process {ProcessId} in {File} is not this server's: the file is removed", remains.ProcessId, file);
            File.Delete(file);
        }
    }

    /// <summary>The socket's own lock file has the same number in it; the folder is ours alone.</summary>
    private static void RemoveSocket(string socketFolder)
    {
        if (socketFolder.Length == 0)
            return;
        foreach (var file in Directory.EnumerateFiles(socketFolder, ".s.PGSQL.*"))
            File.Delete(file);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
