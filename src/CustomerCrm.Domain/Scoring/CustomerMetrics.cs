namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// The measures of one customer, each rounded once, half to even: money to cents, ratios, days and years to 6 decimals.
/// Scales, thresholds, guards, flags and loyalty see these values and nothing finer, so that every decision can be redone
/// from the page. Null is "undefined", never zero.
/// </summary>
public sealed record CustomerMetrics
{
    public required DateOnly AsOf { get; init; }

    /// <summary>Distinct dates in the window with a sale of net &gt; 0.</summary>
    public int Occasions { get; init; }

    /// <summary>Distinct dates ever, up to AsOf, with a sale of net &gt; 0.</summary>
    public int OccasionsEver { get; init; }

    public DateOnly? FirstPurchaseOn { get; init; }

    public DateOnly? LastPurchaseOn { get; init; }

    /// <summary>Days the rates are taken over: between the policy's floor and its window.</summary>
    public int ExposureDays { get; init; }

    /// <summary>Purchases a year; 0 without an occasion.</summary>
    public decimal Frequency { get; init; }

    /// <summary>Net revenue an occasion; undefined without one.</summary>
    public Money? AverageOrder { get; init; }

    /// <summary>Money a year at this rate; 0 without an occasion.</summary>
    public Money PurchaseValue { get; init; }

    /// <summary>The same with the largest occasion left out; undefined without one.</summary>
    public Money? PurchaseValueWithoutLargest { get; init; }

    /// <summary>Days between purchases; undefined without one.</summary>
    public decimal? AverageCycle { get; init; }

    public Money NetRevenue { get; init; }

    public Money LargestDaySales { get; init; }

    public Money GrossProfit { get; init; }

    /// <summary>The share of turnover whose cost of goods was estimated, 0 to 1.</summary>
    public decimal EstimatedCostShare { get; init; }

    /// <summary>Cost entries and carrying cost.</summary>
    public Money CostToServe { get; init; }

    /// <summary>What financing late payments cost in the window.</summary>
    public Money CarryingCost { get; init; }

    /// <summary>Money a year at this rate, after cost to serve.</summary>
    public Money Profit { get; init; }

    /// <summary>Profit per net revenue; undefined where net revenue is not positive.</summary>
    public decimal? ProfitMargin { get; init; }

    /// <summary>Years since the first purchase; undefined for who never bought, like the next two.</summary>
    public decimal? Tenure { get; init; }

    /// <summary>The customer's own gap between purchases, days.</summary>
    public decimal? Rhythm { get; init; }

    /// <summary>Days since the last purchase per Rhythm.</summary>
    public decimal? Overdue { get; init; }

    /// <summary>1 for evenly spread occasions, towards 0 for one burst; undefined under 3 occasions.</summary>
    public decimal? Regularity { get; init; }

    /// <summary>0 to 1; undefined where no annual spend is estimated.</summary>
    public decimal? ShareOfWallet { get; init; }

    public Money? EstimatedAnnualSpend { get; init; }

    public decimal SatisfactionSum { get; init; }

    public int SatisfactionCount { get; init; }

    public int Referrals { get; init; }

    public bool Contacted { get; init; }

    /// <summary>Whether there ever was a sale of net &gt; 0; who never bought is Unrated.</summary>
    public bool EverBought => FirstPurchaseOn is not null;

    public int? DaysSinceFirstPurchase => AsOf.DayNumber - FirstPurchaseOn?.DayNumber;

    public int? DaysSinceLastPurchase => AsOf.DayNumber - LastPurchaseOn?.DayNumber;

    /// <summary>GrossProfit - CostToServe of the window: booked money, which totals add up.</summary>
    public Money BookedProfit => GrossProfit - CostToServe;
}
