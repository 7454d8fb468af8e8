using CustomerCrm.Domain.Scoring;
using Microsoft.Extensions.Logging;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>What the store has for who asks.</summary>
public abstract record PreviewAnswer
{
    private PreviewAnswer()
    {
    }

    /// <summary>Everybody, as of a moment ago.</summary>
    public sealed record Ready(HeldPopulation Held) : PreviewAnswer;

    /// <summary>It is being read; ask again.</summary>
    /// <param name="Progress">0 to 1.</param>
    public sealed record Reading(double Progress) : PreviewAnswer;

    /// <summary>There are no scores yet.</summary>
    public sealed record NoScores : PreviewAnswer;
}

/// <summary>
/// The populations in memory, one of today's measures and a few measured otherwise. Whoever looks shares them: one reader however many
/// ask. Kept current while they are looked at, by what writers left word of; let go when nobody has looked for a while.
/// </summary>
public sealed class PreviewStore(PopulationReader reader, TimeProvider clock, ILogger<PreviewStore> log) : IDisposable
{
    /// <summary>So many besides today's: a window that is being tried, a past date, two versions that measure otherwise. Fewer would push each other out.</summary>
    private const int HeldBesides = 4;

    /// <summary>Reading everybody is heavy, above all from the facts: so many at once.</summary>
    private const int ReadAtOnce = 2;

    private static readonly TimeSpan KeptUnused = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly List<(PopulationRequest Request, Shelf Shelf)> shelves = [];
    private readonly SemaphoreSlim turns = new(ReadAtOnce);
    private readonly CancellationTokenSource closing = new();
    private ITimer? sweeping;

    /// <param name="policy">What is to be previewed; how it measures decides which population it needs.</param>
    /// <param name="asOf">Null for the date of the current scores.</param>
    /// <param name="patience">How long to wait for a population that is not there yet.</param>
    public async Task<PreviewAnswer> AskAsync(ScoringPolicy policy, DateOnly? asOf, TimeSpan patience, CancellationToken cancellation)
    {
        var shelf = Of(new PopulationRequest(asOf, MeasuresOf(policy)));
        return await shelf.AskAsync(patience, cancellation);
    }

    public void Dispose()
    {
        closing.Cancel();
        sweeping?.Dispose();
        closing.Dispose();
        turns.Dispose();
    }

    /// <summary>Only what decides the measures: policies that measure alike share a population.</summary>
    private static ScoringPolicy MeasuresOf(ScoringPolicy policy) => new()
    {
        WindowDays = policy.WindowDays,
        ExposureFloorDays = policy.ExposureFloorDays,
        RhythmFloorDays = policy.RhythmFloorDays,
        CostOfCapital = policy.CostOfCapital,
        DefaultMargin = policy.DefaultMargin,
    };

    private Shelf Of(PopulationRequest request)
    {
        lock (gate)
        {
            sweeping ??= clock.CreateTimer(_ => Sweep(), null, KeptUnused, KeptUnused);
            var at = shelves.FindIndex(s => s.Request == request);
            var found = at >= 0 ? shelves[at] : (request, new Shelf(reader, request, clock, turns, log, closing.Token));
            if (at >= 0)
            {
                shelves.RemoveAt(at);
            }

            shelves.Add(found);

            // Never one that is being read: several pages in turn would push each other out for ever.
            while (shelves.Count > HeldBesides + 1 && shelves.FindIndex(s => s.Shelf != found.Item2 && !s.Shelf.IsReading) is >= 0 and var idle)
            {
                shelves.RemoveAt(idle);
            }

            return found.Item2;
        }
    }

    private void Sweep()
    {
        lock (gate)
        {
            shelves.RemoveAll(s => s.Shelf.IsUnusedFor(KeptUnused));
        }
    }
}
