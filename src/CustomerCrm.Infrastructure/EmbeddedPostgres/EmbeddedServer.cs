using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>
/// The PostgreSQL server the application brings along. Any number of applications share the server of one data folder: the
/// first starts it, the last one out stops it. An application that was killed stops nothing; the next one attaches.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ServerFolder _folder;
    private readonly ServerControl _control;
    private readonly EmbeddedServerOptions _options;
    private readonly IDisposable _use;
    private readonly ServerWatch? _watch;
    private int _disposed;

    private EmbeddedServer(
        ServerFolder folder, ServerControl control, EmbeddedServerOptions options, IDisposable use, PostmasterFile server)
    {
        _folder = folder;
        _control = control;
        _options = options;
        _use = use;
        ProcessId = server.ProcessId;
        ConnectionString = EmbeddedDatabase.ConnectionString(server, folder.ReadPassword());
        // A free port would be another one next time.
        if (OperatingSystem.IsLinux() && !options.Disposable && !options.UseTcp)
            _watch = new ServerWatch(ProcessId, RestartAsync, options.Logger);
    }

    /// <summary>For the database crm, which exists.</summary>
    public string ConnectionString { get; }

    public int ProcessId { get; private set; }

    /// <exception cref="EmbeddedPostgresException">Whatever went wrong, as one sentence.</exception>
    public static async Task<EmbeddedServer> StartOrAttachAsync(
        EmbeddedServerOptions options, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StartTimeout);
        var data = DataFolder.Resolve(options.DataFolder);
        var folder = data.Server;
        try
        {
            folder.Create();
            using var starting = await FolderLock.ExclusiveAsync(folder.StartLock, patience.Token);
            return await StartOrAttachAsync(data, options, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLate(folder, options, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.Logger.LogError(e, "The embedded server could not be started in {Folder}", folder.Root);
            throw new EmbeddedPostgresException($"The folder {folder.Root} cannot be used for PostgreSQL: {e.Message}", e);
        }
        catch (NpgsqlException e)
        {
            options.Logger.LogError(e, "The embedded server in {Folder} could not be used", folder.Root);
            throw new EmbeddedPostgresException(
                $"PostgreSQL started but cannot be used: {e.Message}; the log is {folder.Log}.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_watch is not null)
            await _watch.DisposeAsync();
        // Its idle connections would be broken ones to whoever starts the server again in this process.
        await using (var pool = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pool);
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            using var starting = await FolderLock.ExclusiveAsync(_folder.StartLock, patience.Token);
            await LeaveAsync(_folder, _control, _use, patience.Token);
        }
        catch (Exception e) when (
            e is OperationCanceledException or IOException or UnauthorizedAccessException or EmbeddedPostgresException)
        {
            // The data is safe either way, and the next application attaches or recovers.
            _options.Logger.LogWarning(e, "The embedded server in {Folder} was left running", _folder.Root);
            _use.Dispose();
        }
    }

    private static async Task<EmbeddedServer> StartOrAttachAsync(
        DataFolder data, EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        var folder = data.Server;
        var control = new ServerControl(data, options);
        var use = await FolderLock.SharedAsync(folder.UsersLock, cancellationToken);
        try
        {
            while (true)
            {
                var server = await control.FindAsync(cancellationToken) ?? await control.StartAsync(cancellationToken);
                try
                {
                    await EmbeddedDatabase.EnsureAsync(server, folder, cancellationToken);
                    return new EmbeddedServer(folder, control, options, use, server);
                }
                catch (NpgsqlException e) when (e.IsTransient)
                {
                    options.Logger.LogWarning(e, "The embedded server in {Folder} does not answer yet", folder.Root);
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
        catch
        {
            using var patience = new CancellationTokenSource(StopTimeout);
            await LeaveAsync(folder, control, use, patience.Token);
            throw;
        }
    }

    private async Task<int> RestartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.StartTimeout);
        try
        {
            using var starting = await FolderLock.ExclusiveAsync(_folder.StartLock, patience.Token);
            var server = await _control.FindAsync(patience.Token) ?? await _control.StartAsync(patience.Token);
            return ProcessId = server.ProcessId;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLate(_folder, _options, e);
        }
    }

    private static EmbeddedPostgresException TooLate(ServerFolder folder, EmbeddedServerOptions options, Exception e) => new(
        $"PostgreSQL was not ready within {options.StartTimeout.TotalSeconds:0} seconds; the log is {folder.Log}.", e);

    /// <summary>Under the start lock nobody can come in between: alone here means the last one out.</summary>
    private static async Task LeaveAsync(
        ServerFolder folder, ServerControl control, IDisposable use, CancellationToken cancellationToken)
    {
        use.Dispose();
        using var alone = FolderLock.TryExclusive(folder.UsersLock);
        if (alone is not null)
            await control.StopAsync(cancellationToken);
    }
}
