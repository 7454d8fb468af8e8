using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// A node at work, one round after the other: put the clock right, ask for what the day needs, score what waits in the queue,
/// do jobs while there are some. What goes wrong in a round is logged, and the next one tries again: the database may be away.
/// </summary>
public sealed partial class JobWorker(
    NpgsqlDataSource database, JobQueue queue, DailyScoring daily, JobRunner runner, JobOptions options, JobBell bell, TimeProvider clock, ILogger<JobWorker> log)
    : BackgroundService
{
    /// <summary>Told beside a job; means something to people who know their machines.</summary>
    private static readonly string Node = $"{Environment.MachineName}/{Environment.ProcessId}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Enabled && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                await bell.WaitAsync(options.Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogRoundFailed(e);
                await Task.Delay(options.Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    internal async Task RoundAsync(CancellationToken cancellation)
    {
        if (clock is DatabaseClock databaseClock)
        {
            await databaseClock.SetAsync(cancellation);
        }

        await daily.AskAsync(cancellation);
        await TouchedCustomers.DrainAsync(database, clock, cancellation);
        bell.Silence();
        while (await queue.ClaimAsync(Node, options.Lease, cancellation) is { } job)
        {
            await runner.RunAsync(job, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of jobs failed and is tried again")]
    private partial void LogRoundFailed(Exception e);
}
