using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>
/// Scores customers in columns under one policy: to the last hundredth and tier what <see cref="ScoreCalculator"/> makes of them, since
/// places, shares of points and tiers come from the same rules. Safe for several threads.
/// </summary>
/// <param name="policy">Frozen: its scales and thresholds are those it is published with.</param>
public sealed class PreviewScorer(ScoringPolicy policy)
{
    private readonly TierDecider tiers = new(policy);
    private readonly LoyaltyTables loyalty = new(policy);
    private readonly ushort[][] points = Points(policy);

    public ScoringPolicy Policy => policy;

    /// <summary>Hands on every customer of a chunk who is still there.</summary>
    internal void Score<TTaker>(PreviewChunk chunk, DateOnly asOf, ref TTaker taker)
        where TTaker : struct, ITakeScores
    {
        var (values, profits) = chunk.PlacesUnder(policy);
        var parts = chunk.PartsUnder(policy);
        for (var row = 0; row < chunk.Count; row++)
        {
            if (chunk.IsGone(row))
            {
                continue;
            }

            var bought = chunk.EverBought(row);
            var value = Scoring.Score.FromHundredths(values[row]);
            Score? composite = bought ? Composite(chunk, row, values[row], profits[row], parts) : null;
            GuardFacts? guards = bought ? chunk.Guards(row, policy.Guards.ThinMargin.On && GuardRules.IsBig(value, policy)) : null;
            taker.Take(row, tiers.Decide(guards, value, composite, CellOf(chunk, row), chunk.Memory(row), asOf, chunk.Pinned(row)), composite);
        }
    }

    private Score Composite(PreviewChunk chunk, int row, ushort value, ushort profit, ReadOnlySpan<ushort> parts)
    {
        var loyal = loyalty.Total(chunk.Known(row), parts.Slice(row * PreviewChunk.LoyaltyParts, PreviewChunk.LoyaltyParts));
        var sum = points[0][value] + points[1][profit] + points[2][loyal.Hundredths];

        // What passes 100 is given up by one part; the sum is all that is asked for here.
        return Scoring.Score.FromHundredths(Math.Min(sum, Scoring.Score.Hundred.Hundredths));
    }

    private MatrixCell? CellOf(PreviewChunk chunk, int row) =>
        policy.Method == TierMethod.ValueMatrix && chunk.Occasions(row) > 0
            ? ValueMatrix.CellOf(chunk.AverageOrder(row), chunk.AverageCycle(row), policy)
            : null;

    private static ushort[][] Points(ScoringPolicy policy)
    {
        decimal[] weights = [policy.PurchaseValueWeight, policy.ProfitWeight, policy.LoyaltyWeight];
        var sum = weights.Sum();
        return [.. weights.Select(weight => sum > 0 ? new WeightShare(weight, sum).Table() : new ushort[Scoring.Score.Hundred.Hundredths + 1])];
    }
}
