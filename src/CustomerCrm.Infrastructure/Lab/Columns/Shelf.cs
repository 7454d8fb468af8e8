using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>One population, read once and then kept current: who asks while it is brought up to date gets the one before.</summary>
internal sealed class Shelf(PopulationReader reader, PopulationRequest request, TimeProvider clock, CancellationToken closing)
{
    /// <summary>A population younger than this is current enough.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>So long a look waits for what was just written; then it is answered by the population before, which says of when it is.</summary>
    private static readonly TimeSpan PatienceForNews = TimeSpan.FromMilliseconds(150);

    /// <summary>Of the time a refresh takes, so long until the next: it may not take the machine for itself.</summary>
    private const int RestAfterRefresh = 5;

    private readonly Lock gate = new();
    private HeldPopulation? held;
    private Task? working;
    private RunWatch watch = new();
    private DateTimeOffset lastAsked;
    private DateTimeOffset nextRefresh;
    private bool foundNothing;

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
        if (work.IsFaulted)
        {
            await work;
        }

        return held is { } population ? new PreviewAnswer.Ready(population)
            : work.IsCompleted && foundNothing ? new PreviewAnswer.NoScores()
            : new PreviewAnswer.Reading(watch.Total == 0 ? 0 : Math.Min(1, (double)watch.Done / watch.Total));
    }

    private Task Begin()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            lastAsked = now;
            if (working is { IsCompleted: false })
            {
                return working;
            }

            if (held is not null && now < nextRefresh)
            {
                return Task.CompletedTask;
            }

            return working = Task.Run(WorkAsync, closing);
        }
    }

    private async Task WorkAsync()
    {
        var begun = clock.GetTimestamp();
        var next = held is { } before ? await reader.RefreshAsync(before, closing) : null;
        if (next is null)
        {
            // A run has switched, or too much was written: what stands in memory is of another generation.
            (held, watch) = (null, new RunWatch());
            next = await reader.ReadAsync(request, watch, closing);
        }

        var took = clock.GetElapsedTime(begun);
        lock (gate)
        {
            (held, foundNothing) = (next, next is null);
            nextRefresh = clock.GetUtcNow() + (took * RestAfterRefresh > Fresh ? took * RestAfterRefresh : Fresh);
        }
    }
}
