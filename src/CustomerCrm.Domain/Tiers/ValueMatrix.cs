using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>A customer's band, best first; for orders large, medium, small, for cycles short, medium, long.</summary>
public enum Band
{
    Best = 0,
    Middle = 1,
    Last = 2,
}

/// <summary>A cell of the value matrix.</summary>
public readonly record struct MatrixCell(Band Order, Band Cycle)
{
    /// <summary>Each step away from large orders at a short cycle costs a tier.</summary>
    public Tier Tier => ((int)Order + (int)Cycle) switch
    {
        0 => Tier.Platinum,
        1 => Tier.Gold,
        2 => Tier.Silver,
        3 => Tier.Develop,
        _ => Tier.Adjust,
    };

    /// <summary>Which of the three Silver cells it is; null elsewhere.</summary>
    public SilverReason? SilverReason => Tier != Tier.Silver ? null : Order switch
    {
        Band.Best => Tiers.SilverReason.LongCycle,
        Band.Middle => Tiers.SilverReason.Middle,
        Band.Last => Tiers.SilverReason.SmallOrder,
    };
}

/// <summary>
/// Method B: average order band by average cycle band; a value on a threshold belongs to the better band. Without thresholds,
/// and for who did not buy in the window, there is no cell, and the tier is Adjust.
/// </summary>
public static class ValueMatrix
{
    public static MatrixCell? CellOf(CustomerMetrics metrics, ScoringPolicy policy) =>
        metrics.AverageOrder is { } order && metrics.AverageCycle is { } cycle ? CellOf(order, cycle, policy) : null;

    /// <summary>The cell of who bought in the window; null without thresholds.</summary>
    public static MatrixCell? CellOf(Money averageOrder, decimal averageCycle, ScoringPolicy policy) =>
        policy is { LargeOrder: { } large, MediumOrder: { } medium, ShortCycle: { } shortest, MediumCycle: { } middle }
            ? new MatrixCell(
                averageOrder.Amount >= large ? Band.Best : averageOrder.Amount >= medium ? Band.Middle : Band.Last,
                averageCycle <= shortest ? Band.Best : averageCycle <= middle ? Band.Middle : Band.Last)
            : null;
}
