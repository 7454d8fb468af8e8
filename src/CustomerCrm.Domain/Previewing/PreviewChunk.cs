using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>
/// A few thousand customers in columns, whole numbers throughout: what of a customer decides his tier under any policy that measures
/// alike, 65 bytes each. Never changed once it is filled; a correction makes another chunk.
/// </summary>
public sealed class PreviewChunk
{
    public const int Capacity = 16_384;

    internal const int LoyaltyParts = 6;

    private const byte EverBoughtBit = 1 << 6;
    private const byte GoneBit = 1 << 7;
    private const byte KnownBits = EverBoughtBit - 1;
    private const byte RememberedBit = 1 << 6;
    private const ushort ScoredBit = 1 << 6;
    private const int TierBits = 7;

    private readonly DateOnly asOf;
    private readonly ScoringPolicy kept;
    private readonly long[] ids;
    private readonly long[] netRevenue;
    private readonly long[] bookedProfit;
    private readonly long[] largestDay;
    private readonly ushort[] exposure;
    private readonly ushort[] occasions;
    private readonly ushort[] sinceFirst;
    private readonly ushort[] parts;
    private readonly byte[] known;
    private readonly byte[] memories;
    private readonly ushort[] waiting;
    private readonly ushort[] standing;
    private readonly GroupColumn owners;
    private readonly GroupColumn regions;
    private readonly Answers[] answers;
    private readonly PlacedScores valuePlaces = new();
    private readonly PlacedScores profitPlaces = new();

    /// <param name="rows">At most <see cref="Capacity"/>, by rising ids; all as of one date.</param>
    /// <param name="policy">Whose satisfaction thresholds the kept part is scored by; another's are applied as they are asked for.</param>
    public PreviewChunk(DateOnly asOf, IReadOnlyList<PreviewRow> rows, ScoringPolicy policy)
        : this(asOf, policy, rows.Count)
    {
        var asked = new List<Answers>();
        for (var i = 0; i < rows.Count; i++)
        {
            Fill(i, rows[i]);
            asked.AddRange(AnswersOf(i, rows[i]));
        }

        answers = [.. asked];
    }

    private PreviewChunk(DateOnly asOf, ScoringPolicy kept, int count)
    {
        (this.asOf, this.kept) = (asOf, kept);
        (ids, netRevenue, bookedProfit, largestDay) = (new long[count], new long[count], new long[count], new long[count]);
        (exposure, occasions, sinceFirst) = (new ushort[count], new ushort[count], new ushort[count]);
        (parts, known) = (new ushort[count * LoyaltyParts], new byte[count]);
        (memories, waiting, standing) = (new byte[count], new ushort[count], new ushort[count]);
        (owners, regions) = (new GroupColumn(count), new GroupColumn(count));
        answers = [];
    }

    /// <summary>Another chunk: some rows replaced, some gone.</summary>
    private PreviewChunk(PreviewChunk old, IReadOnlyDictionary<long, PreviewRow?> changes)
        : this(old.asOf, old.kept, old.Count)
    {
        foreach (var (from, to) in new (Array, Array)[]
        {
            (old.ids, ids), (old.netRevenue, netRevenue), (old.bookedProfit, bookedProfit), (old.largestDay, largestDay),
            (old.exposure, exposure), (old.occasions, occasions), (old.sinceFirst, sinceFirst), (old.parts, parts), (old.known, known),
            (old.memories, memories), (old.waiting, waiting), (old.standing, standing),
        })
        {
            Array.Copy(from, to, from.Length);
        }

        (owners, regions) = (old.owners.Copy(), old.regions.Copy());
        var asked = old.answers.Where(a => !changes.ContainsKey(old.ids[a.Row])).ToList();
        foreach (var (id, row) in changes)
        {
            var i = old.Find(id);
            if (i >= 0 && row is not null)
            {
                Fill(i, row);
                asked.AddRange(AnswersOf(i, row));
            }
            else if (i >= 0)
            {
                known[i] |= GoneBit;
            }
        }

        answers = [.. asked];
    }

    public int Count => ids.Length;

    /// <summary>Of who bought first; null where nobody ever bought.</summary>
    internal int? DaysSinceFirstPurchase => Enumerable.Range(0, Count).Where(row => EverBought(row) && !IsGone(row)).Max(row => (int?)sinceFirst[row]);

    internal ReadOnlySpan<long> Ids => ids;

    /// <summary>Another chunk with what changed: by id, null for who is gone. Who is not here is passed over.</summary>
    internal PreviewChunk With(IReadOnlyDictionary<long, PreviewRow?> changes) => new(this, changes);

    /// <summary>A customer's row, by halving, since chunks are filled in the order of ids; -1 where he is not here.</summary>
    internal int Find(long id) => Array.BinarySearch(ids, id) is >= 0 and var row && !IsGone(row) ? row : -1;

    /// <summary>Whether somebody may stand in both.</summary>
    internal bool Overlaps(PreviewChunk other) => Count > 0 && other.Count > 0 && ids[0] <= other.ids[^1] && other.ids[0] <= ids[^1];

    internal bool IsGone(int row) => (known[row] & GoneBit) != 0;

    internal bool EverBought(int row) => (known[row] & EverBoughtBit) != 0;

    internal int Known(int row) => known[row] & KnownBits;

    internal GroupColumn Owners => owners;

    internal GroupColumn Regions => regions;

    internal long NetRevenue(int row) => netRevenue[row];

    internal long BookedProfit(int row) => bookedProfit[row];

    internal int Occasions(int row) => occasions[row];

    internal StandingTiers? Standing(int row)
    {
        var bits = standing[row];
        return (bits & ScoredBit) != 0 ? new StandingTiers((Tier)(bits & TierBits), (Tier)((bits >> 3) & TierBits)) : null;
    }

    internal Tier? Pinned(int row) => standing[row] >> 7 is > 0 and var tier ? (Tier)tier : null;

    internal TierMemory? Memory(int row)
    {
        var bits = memories[row];
        return (bits & RememberedBit) != 0
            ? new TierMemory(
                asOf, (Tier)(bits & TierBits), (Tier)((bits >> 3) & TierBits), waiting[row] > 0 ? asOf.AddDays(1 - waiting[row]) : null)
            : null;
    }

    /// <param name="withMargin">Whether the margin is worth its division: only who is big can have a thin one.</param>
    internal GuardFacts Guards(int row, bool withMargin) => new(
        occasions[row],
        largestDay[row],
        netRevenue[row],
        bookedProfit[row] < 0 && Profit(row) < Money.Zero,
        withMargin ? MetricsCalculator.ProfitMargin(Money.OfCents(bookedProfit[row]), Money.OfCents(netRevenue[row])) : null,
        sinceFirst[row]);

    internal Money PurchaseValue(int row) =>
        occasions[row] > 0 ? MetricsCalculator.AYear(Money.OfCents(netRevenue[row]), exposure[row]) : Money.Zero;

    internal Money Profit(int row) => MetricsCalculator.AYear(Money.OfCents(bookedProfit[row]), exposure[row]);

    /// <summary>Of who bought in the window.</summary>
    internal Money AverageOrder(int row) => MetricsCalculator.AverageOrder(Money.OfCents(netRevenue[row]), occasions[row]);

    internal decimal AverageCycle(int row) => MetricsCalculator.AverageCycle(exposure[row], occasions[row]);

    /// <summary>The six parts of loyalty of each row, one after the other, in hundredths; 0 where a fact is missing.</summary>
    internal ReadOnlySpan<ushort> PartsUnder(ScoringPolicy policy)
    {
        if (answers.Length == 0 || (kept.SatisfactionLower, kept.SatisfactionUpper) == (policy.SatisfactionLower, policy.SatisfactionUpper))
        {
            return parts;
        }

        var scored = (ushort[])parts.Clone();
        foreach (var (row, sum, count) in answers)
        {
            scored[(row * LoyaltyParts) + (int)LoyaltyPart.Satisfaction] = (ushort)LoyaltyCalculator.FromAnswers(sum, count, policy).Hundredths;
        }

        return scored;
    }

    /// <summary>The places of purchase value and of profit on a policy's scales, in hundredths.</summary>
    internal (ushort[] Value, ushort[] Profit) PlacesUnder(ScoringPolicy policy) => (
        valuePlaces.On(policy.PurchaseValueScale, Count, (i, scale) => (ushort)ScorePlaces.OfPurchaseValue(scale, occasions[i], PurchaseValue(i)).Hundredths),
        profitPlaces.On(policy.ProfitScale, Count, (i, scale) => (ushort)ScorePlaces.OfProfit(scale, occasions[i], Profit(i)).Hundredths));

    private static IEnumerable<Answers> AnswersOf(int i, PreviewRow row) => row.Metrics.SatisfactionCount > 0
        ? [new Answers(i, row.Metrics.SatisfactionSum, row.Metrics.SatisfactionCount)]
        : [];

    private void Fill(int i, PreviewRow row)
    {
        var metrics = row.Metrics;
        ids[i] = row.CustomerId;
        (netRevenue[i], bookedProfit[i], largestDay[i]) = (metrics.NetRevenue.Cents, metrics.BookedProfit.Cents, metrics.LargestDaySales.Cents);
        (exposure[i], occasions[i]) = ((ushort)metrics.ExposureDays, (ushort)metrics.Occasions);

        // No policy asks for more days than fit.
        sinceFirst[i] = (ushort)Math.Min(metrics.DaysSinceFirstPurchase ?? 0, ushort.MaxValue);
        known[i] = metrics.EverBought ? EverBoughtBit : (byte)0;
        for (var part = 0; part < LoyaltyParts; part++)
        {
            var score = metrics.EverBought ? LoyaltyCalculator.FromFact((LoyaltyPart)part, metrics, kept) : null;
            parts[(i * LoyaltyParts) + part] = (ushort)(score?.Hundredths ?? 0);
            known[i] |= (byte)(score is null ? 0 : 1 << part);
        }

        memories[i] = row.Memory is { } memory ? (byte)(RememberedBit | (int)memory.MethodTier | ((int)memory.ShownTier << 3)) : (byte)0;
        waiting[i] = row.Memory?.FirstFallOn is { } fall ? (ushort)Math.Clamp(asOf.DayNumber - fall.DayNumber + 1, 1, ushort.MaxValue) : (ushort)0;
        standing[i] = (ushort)(
            (row.Now is { } now ? ScoredBit | (int)now.Computed | ((int)now.Shown << 3) : 0) | ((int)(row.Pinned ?? Tier.Unrated) << 7));
        owners.Set(i, row.Owner);
        regions.Set(i, row.Region);
    }

    private readonly record struct Answers(int Row, decimal Sum, int Count);
}
