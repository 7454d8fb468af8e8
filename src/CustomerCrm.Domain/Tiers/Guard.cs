using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>The guards in the order they run; as a set of bits where several fired.</summary>
[Flags]
public enum Guard
{
    None = 0,
    GroupBuy = 1,
    ThinMargin = 2,
    BelowZero = 4,
    Provisional = 8,
}

/// <summary>What guards see of a customer; each value rounded as <see cref="CustomerMetrics"/> rounds it.</summary>
/// <param name="Occasions">In the window.</param>
/// <param name="LargestDayCents">Sales of the largest day, a whole number of cents.</param>
/// <param name="NetRevenueCents">A whole number of cents.</param>
/// <param name="IsBelowZero">Profit is a loss.</param>
/// <param name="ProfitMargin">Null where it is undefined.</param>
/// <param name="DaysSinceFirstPurchase">Null for who never bought.</param>
public readonly record struct GuardFacts(
    int Occasions, long LargestDayCents, long NetRevenueCents, bool IsBelowZero, decimal? ProfitMargin, int? DaysSinceFirstPurchase)
{
    public static GuardFacts Of(CustomerMetrics metrics) => new(
        metrics.Occasions, metrics.LargestDaySales.Cents, metrics.NetRevenue.Cents, metrics.Profit < Money.Zero, metrics.ProfitMargin,
        metrics.DaysSinceFirstPurchase);
}
