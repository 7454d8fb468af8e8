using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>
/// Starts the server again when it was killed under a running application. It comes back at the same socket with the same
/// password, so the application's connections fail once and then work again.
/// </summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ending = new();
    private readonly Task _watching;

    // restart brings the server back, or finds that another application did, and tells its process id.
    public ServerWatch(int processId, Func<CancellationToken, Task<int>> restart, ILogger logger) =>
        _watching = WatchAsync(processId, restart, logger, _ending.Token);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _watching;
        _ending.Dispose();
    }

    private static async Task WatchAsync(
        int processId, Func<CancellationToken, Task<int>> restart, ILogger logger, CancellationToken ending)
    {
        var interval = Interval;
        while (true)
        {
            try
            {
                await Task.Delay(interval, ending);
                if (ServerProcesses.IsAlive(processId))
                    continue;
                logger.LogError("PostgreSQL, process {ProcessId}, is gone and is started again", processId);
                processId = await restart(ending);
                interval = Interval;
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
            {
                logger.LogError(e, "PostgreSQL could not be started again");
                interval = interval * 2 < LongestInterval ? interval * 2 : LongestInterval;
            }
        }
    }
}
