using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// Does a job that was claimed, with a sign of life beside it. Where the lease is lost, or no sign gets through for its length,
/// the work is dropped: another node has it by then, and the fence keeps this one from committing.
/// </summary>
public sealed partial class JobRunner(IEnumerable<IJobWork> works, JobOptions options, ILogger<JobRunner> log)
{
    private const int MostAttempts = 5;
    private const int LongestReason = 300;
    private static readonly TimeSpan AfterAFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(5);

    internal async Task RunAsync(JobLease job, CancellationToken stopping)
    {
        using var dropped = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var signs = SignLifeAsync(job, dropped);
        var watch = Stopwatch.StartNew();
        var (state, outcome) = await EndAsync(job, dropped.Token, stopping);
        await dropped.CancelAsync();
        await signs;
        LogEnded(job.Id, job.Kind, job.Attempt, state, watch.ElapsedMilliseconds);
        using var soon = new CancellationTokenSource(LastWord);
        var pause = state == JobState.Queued && !stopping.IsCancellationRequested ? AfterAFailure * job.Attempt : TimeSpan.Zero;

        // Where the job is ended already, by the run's own transaction or as somebody else's, this changes nothing.
        await job.FinishAsync(state, outcome, pause, soon.Token);
    }

    private async Task<(JobState State, JobOutcome Outcome)> EndAsync(JobLease job, CancellationToken dropped, CancellationToken stopping)
    {
        try
        {
            if (job.CancelRequested)
            {
                return (JobState.Cancelled, JobOutcome.Of("Cancelled"));
            }

            if (job.Attempt > MostAttempts)
            {
                return (JobState.Failed, JobOutcome.Of("NeverEnded", ("times", MostAttempts)));
            }

            await job.EndWhatWasLeftAsync(dropped);
            var outcome = await works.Single(work => work.Kind == job.Kind).RunAsync(job, dropped);
            return (outcome.IsRefused ? JobState.Failed : JobState.Done, outcome);
        }
        catch (Exception e) when (e is OperationCanceledException || dropped.IsCancellationRequested)
        {
            // Cancelled by somebody, or given back: by a node that stops, or to whoever took the job over.
            return job.CancelRequested && !stopping.IsCancellationRequested
                ? (JobState.Cancelled, JobOutcome.Of("Cancelled")) : (JobState.Queued, JobOutcome.Of("GivenBack"));
        }
        catch (Exception e)
        {
            LogFailed(e, job.Id, job.Kind, job.Attempt);
            return (job.Attempt < MostAttempts ? JobState.Queued : JobState.Failed, JobOutcome.Of("Failed", ("reason", Short(e.Message))));
        }
    }

    private static string Short(string message) => message.Length <= LongestReason ? message : message[..LongestReason] + "…";

    private async Task SignLifeAsync(JobLease job, CancellationTokenSource dropped)
    {
        var sinceSign = Stopwatch.StartNew();
        while (!dropped.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.SignOfLife, dropped.Token);
                if (!await job.RenewAsync(dropped.Token) || job.CancelRequested)
                {
                    await dropped.CancelAsync();
                    return;
                }

                sinceSign.Restart();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                LogNoSign(e, job.Id);
                if (sinceSign.Elapsed > options.Lease)
                {
                    await dropped.CancelAsync();
                    return;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Id} ({Kind}), attempt {Attempt}: {State} after {Elapsed} ms")]
    private partial void LogEnded(long id, JobKind kind, int attempt, JobState state, long elapsed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Id} ({Kind}), attempt {Attempt}, failed")]
    private partial void LogFailed(Exception e, long id, JobKind kind, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Id}: no sign of life got through")]
    private partial void LogNoSign(Exception e, long id);
}
