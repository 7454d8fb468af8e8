using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>A customer's band, best first; for orders large, medium, small, for cycles short, medium, long.</summary>
public enum Band
{
    Best = 0,
    Middle = 1,
    Last = 2,
}

/// <summary>What a cell of the value matrix asks its people to do.</summary>
public enum MatrixTactic
{
    /// <summary>Large orders, short cycle.</summary>
    Keep,

    /// <summary>Large orders, medium cycle.</summary>
    RemindInTime,

    /// <summary>Large orders, long cycle.</summary>
    ShortenCycle,

    /// <summary>Medium orders, short cycle.</summary>
    EnlargeOrder,

    /// <summary>Medium orders, medium cycle.</summary>
    NextStep,

    /// <summary>Medium orders, long cycle.</summary>
    BuildRhythm,

    /// <summary>Small orders, short cycle.</summary>
    ServeSimply,

    /// <summary>Small orders, medium cycle.</summary>
    BuildOrder,

    /// <summary>Small orders, long cycle.</summary>
    AdjustTerms,
}

/// <summary>A cell of the value matrix.</summary>
public readonly record struct MatrixCell(Band Order, Band Cycle)
{
    /// <summary>All nine, large orders first, short cycles first.</summary>
    public static IReadOnlyList<MatrixCell> All { get; } =
        [.. Enum.GetValues<Band>().SelectMany(order => Enum.GetValues<Band>().Select(cycle => new MatrixCell(order, cycle)))];

    /// <summary>Its place among <see cref="All"/>.</summary>
    public int Index => ((int)Order * 3) + (int)Cycle;

    public MatrixTactic Tactic => (MatrixTactic)Index;

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
