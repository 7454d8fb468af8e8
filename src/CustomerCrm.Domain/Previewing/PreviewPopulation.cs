using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>
/// All customers as of one date, measured one way, held in columns: what any policy that measures alike would make of them is a walk
/// through memory. Never changed; corrections make another population that shares the chunks they did not touch.
/// </summary>
/// <param name="asOf">The date of the measures.</param>
/// <param name="measuredBy">The policy whose window, floors, margin and cost of capital measured them.</param>
/// <param name="chunks">Full but for the last ones.</param>
public sealed class PreviewPopulation(DateOnly asOf, ScoringPolicy measuredBy, IReadOnlyList<PreviewChunk> chunks)
{
    private readonly Lazy<BuyerPopulation> buyers = new(() => BuyersOf(chunks));

    public DateOnly AsOf => asOf;

    /// <summary>The buyers that scales and band thresholds are taken from.</summary>
    public BuyerPopulation Buyers => buyers.Value;

    public ScoringPolicy MeasuredBy => measuredBy;

    /// <summary>How many chunks corrections have put at its end.</summary>
    public int AddedChunks { get; private init; }

    public int Count => chunks.Sum(c => c.Count);

    /// <summary>The first purchase anybody made; null where nobody ever bought.</summary>
    public DateOnly? FirstPurchaseOn => chunks.Max(c => c.DaysSinceFirstPurchase) is { } days ? asOf.AddDays(-days) : null;

    internal IReadOnlyList<PreviewChunk> Chunks => chunks;

    /// <summary>How many of them have a current score.</summary>
    public long CountStanding()
    {
        long standing = 0;
        foreach (var chunk in chunks)
        {
            for (var row = 0; row < chunk.Count; row++)
            {
                standing += !chunk.IsGone(row) && chunk.Standing(row) is not null ? 1 : 0;
            }
        }

        return standing;
    }

    /// <summary>A population of customers at hand.</summary>
    public static PreviewPopulation Of(
        DateOnly asOf, ScoringPolicy measuredBy, IEnumerable<PreviewRow> rows, int rowsAChunk = PreviewChunk.Capacity) =>
        new(asOf, measuredBy, [.. rows.Chunk(rowsAChunk).Select(some => new PreviewChunk(asOf, some, measuredBy))]);

    /// <summary>Whether a policy can be previewed on these measures.</summary>
    public bool Measures(ScoringPolicy policy) => MetricsCalculator.MeasuresAlike(measuredBy, policy);

    /// <summary>Does beforehand what the first preview would wait for: places everybody on the scales of a policy and on those of today.</summary>
    public void Warm(ScoringPolicy policy)
    {
        ScoringPolicy[] both = [policy, Buyers.Freeze(policy with { PurchaseValueScale = null, ProfitScale = null })];
        Parallel.ForEach(chunks, chunk =>
        {
            foreach (var one in both)
            {
                chunk.PlacesUnder(one);
            }
        });
    }

    /// <summary>A policy's scorer, as it would be published now: what it leaves open is taken from these buyers.</summary>
    /// <exception cref="ArgumentException">The policy measures otherwise.</exception>
    public PreviewScorer Freeze(ScoringPolicy policy) => Measures(policy)
        ? new PreviewScorer(Buyers.Freeze(policy))
        : throw new ArgumentException("The policy measures otherwise than this population was.", nameof(policy));

    /// <summary>The population after a correction.</summary>
    /// <param name="changes">Customers by id, with what holds of them now; null for who is gone.</param>
    public PreviewPopulation With(IReadOnlyDictionary<long, PreviewRow?> changes)
    {
        var missing = new HashSet<long>(changes.Where(c => c.Value is not null).Select(c => c.Key));
        var patched = chunks.ToArray();
        for (var i = 0; i < patched.Length; i++)
        {
            var touched = false;
            foreach (var id in changes.Keys)
            {
                if (patched[i].Find(id) >= 0)
                {
                    (touched, _) = (true, missing.Remove(id));
                }
            }

            patched[i] = touched ? patched[i].With(changes) : patched[i];
        }

        PreviewRow[] added = [.. missing.Order().Select(id => changes[id]!)];
        PreviewChunk[] tail = [.. added.Chunk(PreviewChunk.Capacity).Select(some => new PreviewChunk(asOf, some, measuredBy))];
        return new PreviewPopulation(asOf, measuredBy, [.. patched, .. tail]) { AddedChunks = AddedChunks + tail.Length };
    }

    /// <summary>Who moves where under a scorer's policy, from the tiers that stand or from those under another policy.</summary>
    /// <param name="ownerId">Only this owner's customers; 0 for nobody's, null for all.</param>
    /// <param name="named">So many movers at most.</param>
    /// <param name="only">Names the movers of this cell alone; the counts are of all.</param>
    public Preview Preview(
        PreviewScorer after, PreviewScorer? before = null, int? ownerId = null, (Tier? From, Tier To)? only = null,
        int named = Previewing.Preview.MoversNamed) =>
        Preview(after, before is null ? null : new PreviewBefore(this, before), ownerId, only, named);

    /// <summary>The same from where the customers stand, or stood under rules that measure otherwise.</summary>
    /// <param name="before">Null for the tiers that stand.</param>
    /// <exception cref="ArgumentException">They are of another date.</exception>
    public Preview Preview(
        PreviewScorer after, PreviewBefore? before, int? ownerId, (Tier? From, Tier To)? only, int named = Previewing.Preview.MoversNamed,
        CancellationToken cancellation = default)
    {
        ThrowIfOfAnotherDate(before);
        var tally = new PreviewTally(only, named);
        Parallel.ForEach(
            chunks,
            new ParallelOptions { CancellationToken = cancellation },
            () => new PreviewTally(only, named),
            (chunk, _, mine) =>
            {
                mine.Begin(chunk);
                var counting = new Counting(chunk, before?.Of(chunk), ownerId, mine);
                after.Score(chunk, asOf, ref counting);
                mine.End(chunk);
                return mine;
            },
            mine =>
            {
                lock (tally)
                {
                    tally.Add(mine);
                }
            });
        return tally.Result(asOf);
    }

    /// <summary>Everybody who moves, by chunk: never more of them in memory than a chunk holds.</summary>
    /// <param name="before">Null for the tiers that stand.</param>
    /// <param name="ownerId">Only this owner's customers; 0 for nobody's, null for all.</param>
    public IEnumerable<Mover> Movers(PreviewScorer after, PreviewBefore? before = null, int? ownerId = null)
    {
        ThrowIfOfAnotherDate(before);
        return chunks.SelectMany(chunk =>
        {
            var movers = new List<Mover>();
            var naming = new Naming(chunk, before?.Of(chunk), ownerId, movers);
            after.Score(chunk, asOf, ref naming);
            return movers;
        });
    }

    /// <summary>Every customer's tiers under a scorer's policy, by chunk.</summary>
    public IEnumerable<(long CustomerId, TierDecision Tiers, Score? Composite)> Decide(PreviewScorer scorer)
    {
        foreach (var chunk in chunks)
        {
            foreach (var one in Decided(chunk, scorer))
            {
                yield return one;
            }
        }
    }

    /// <summary>The value matrix under a policy's thresholds, whatever its method.</summary>
    public MatrixTotals Matrix(ScoringPolicy policy)
    {
        // The last one is for who stands in no cell.
        var totals = new PreviewTotals[MatrixCell.All.Count + 1];
        foreach (var chunk in chunks)
        {
            for (var row = 0; row < chunk.Count; row++)
            {
                if (!chunk.IsGone(row))
                {
                    var cell = chunk.Occasions(row) > 0 ? ValueMatrix.CellOf(chunk.AverageOrder(row), chunk.AverageCycle(row), policy) : null;
                    totals[cell?.Index ?? MatrixCell.All.Count] += new PreviewTotals(
                        1, Money.OfCents(chunk.NetRevenue(row)), Money.OfCents(chunk.BookedProfit(row)));
                }
            }
        }

        return new MatrixTotals(totals[..^1], totals[^1]);
    }

    private void ThrowIfOfAnotherDate(PreviewBefore? before)
    {
        if (before is { AsOf: var other } && other != asOf)
        {
            throw new ArgumentException($"The tiers compared with are as of {other}, these as of {asOf}.", nameof(before));
        }
    }

    private List<(long CustomerId, TierDecision Tiers, Score? Composite)> Decided(PreviewChunk chunk, PreviewScorer scorer)
    {
        var listing = new Listing(chunk, new List<(long, TierDecision, Score?)>(chunk.Count));
        scorer.Score(chunk, asOf, ref listing);
        return listing.Found;
    }

    /// <summary>Where a customer comes from; nowhere else asks whose customers are meant.</summary>
    private static bool IsMeant(
        PreviewChunk chunk, int row, PreviewBefore.Stood[]? stood, int? ownerId, out PreviewBefore.Stood from)
    {
        from = stood is null ? new PreviewBefore.Stood(chunk.Standing(row)?.Shown, null) : stood[row];
        return ownerId is null || chunk.Owners.Id(row) == ownerId;
    }

    private static BuyerPopulation BuyersOf(IReadOnlyList<PreviewChunk> chunks)
    {
        var found = new BuyerPopulation();
        foreach (var chunk in chunks)
        {
            for (var row = 0; row < chunk.Count; row++)
            {
                if (!chunk.IsGone(row) && chunk.Occasions(row) > 0)
                {
                    found.Add(chunk.PurchaseValue(row), chunk.Profit(row), chunk.AverageOrder(row), chunk.AverageCycle(row));
                }
            }
        }

        return found.Settle();
    }

    private readonly struct Counting(PreviewChunk chunk, PreviewBefore.Stood[]? stood, int? ownerId, PreviewTally tally) : ITakeScores
    {
        public void Take(int row, in TierDecision tiers, Score? composite)
        {
            if (IsMeant(chunk, row, stood, ownerId, out var from))
            {
                tally.Count(chunk, row, from, tiers.Shown, composite);
            }
        }
    }

    private readonly struct Naming(PreviewChunk chunk, PreviewBefore.Stood[]? stood, int? ownerId, List<Mover> movers) : ITakeScores
    {
        public void Take(int row, in TierDecision tiers, Score? composite)
        {
            if (IsMeant(chunk, row, stood, ownerId, out var from) && from.Shown != tiers.Shown)
            {
                movers.Add(PreviewTally.MoverOf(chunk, row, from, tiers.Shown, composite));
            }
        }
    }

    private readonly struct Listing(PreviewChunk chunk, List<(long CustomerId, TierDecision Tiers, Score? Composite)> found) : ITakeScores
    {
        public List<(long CustomerId, TierDecision Tiers, Score? Composite)> Found => found;

        public void Take(int row, in TierDecision tiers, Score? composite) => found.Add((chunk.Ids[row], tiers, composite));
    }
}
