using System.Runtime.ExceptionServices;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>
/// One population, read once and then kept current: who asks while it is brought up to date gets the one before. A read that nobody
/// asks for any more is given up; one that failed is told to who asks next, and tried again after a rest.
/// </summary>
/// <param name="turns">So many are read at once on this node.</param>
internal sealed class Shelf(
    PopulationReader reader, PopulationRequest request, TimeProvider clock, SemaphoreSlim turns, ILogger log, CancellationToken closing)
{
    /// <summary>A population younger than this is current enough.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>So long a look waits for what was just written; then it is answered by the population before, which says of when it is.</summary>
    private static readonly TimeSpan PatienceForNews = TimeSpan.FromMilliseconds(150);

    /// <summary>A page that waits asks every second; after this nobody does.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>Of the time a refresh takes, so long until the next: it may not take the machine for itself.</summary>
    private const int RestAfterRefresh = 5;

    private readonly Lock gate = new();
    private HeldPopulation? held;
    private Task? working;
    private CancellationTokenSource? reading;
    private ExceptionDispatchInfo? failed;
    private RunWatch watch = new();
    private DateTimeOffset lastAsked;
    private DateTimeOffset nextRefresh;
    private bool foundNothing;

    public bool IsReading
    {
        get
        {
            lock (gate)
            {
                return reading is not null;
            }
        }
    }

    public bool IsUnusedFor(TimeSpan time) => clock.GetUtcNow() - lastAsked > time;

    public async Task<PreviewAnswer> AskAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var work = Begin();
        if (held is not null)
        {
            await Task.WhenAny(work, Task.Delay(PatienceForNews, clock, cancellation));
        }

        if (held is null)
        {
            await Task.WhenAny(work, Task.Delay(patience, clock, cancellation));
        }

        cancellation.ThrowIfCancellationRequested();
        if (held is { } population)
        {
            return new PreviewAnswer.Ready(population);
        }

        failed?.Throw();
        return work.IsCompletedSuccessfully && foundNothing
            ? new PreviewAnswer.NoScores()
            : new PreviewAnswer.Reading(watch.Total == 0 ? 0 : Math.Min(1, (double)watch.Done / watch.Total));
    }

    private Task Begin()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            lastAsked = now;
            reading?.CancelAfter(Abandoned);
            if (working is { IsCompleted: false })
            {
                return working;
            }

            if ((held is not null || failed is not null) && now < nextRefresh)
            {
                return Task.CompletedTask;
            }

            return working = Task.Run(WorkAsync, closing);
        }
    }

    private async Task WorkAsync()
    {
        var begun = clock.GetTimestamp();
        try
        {
            var next = held is { } before ? await reader.RefreshAsync(before, closing) : null;
            next ??= await ReadAsync();
            var took = clock.GetElapsedTime(begun);
            lock (gate)
            {
                (held, foundNothing, failed) = (next, next is null, null);
                nextRefresh = clock.GetUtcNow() + (took * RestAfterRefresh > Fresh ? took * RestAfterRefresh : Fresh);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops, or nobody waits any more.
        }
        catch (Exception e)
        {
            Failures.PopulationNotRead(log, e);
            lock (gate)
            {
                (held, failed, nextRefresh) = (null, ExceptionDispatchInfo.Capture(e), clock.GetUtcNow() + RestAfterFailure);
            }
        }
    }

    /// <summary>A run has switched, or too much was written, or nothing was read yet: what stands in memory is of another generation.</summary>
    private async Task<HeldPopulation?> ReadAsync()
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(closing);
        mine.CancelAfter(Abandoned);
        lock (gate)
        {
            (held, watch, reading) = (null, new RunWatch(), mine);
        }

        try
        {
            await turns.WaitAsync(mine.Token);
            try
            {
                return await reader.ReadAsync(request, watch, mine.Token);
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            lock (gate)
            {
                reading = null;
            }
        }
    }
}

/// <summary>What goes wrong behind a preview.</summary>
internal static partial class Failures
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Customers could not be read for a preview")]
    public static partial void PopulationNotRead(ILogger log, Exception exception);
}
