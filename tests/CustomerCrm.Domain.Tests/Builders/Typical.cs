using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Builders;

/// <summary>A customer on whom no guard fires and no flag stands, to be changed in the one thing a test is about.</summary>
internal static class Typical
{
    /// <summary>12 purchase days in the year, first bought 4 years ago, 8,000 a year, a fifth of it profit.</summary>
    public static CustomerMetrics Measures { get; } = new()
    {
        AsOf = Today,
        Occasions = 12,
        OccasionsEver = 48,
        FirstPurchaseOn = DaysAgo(1460),
        LastPurchaseOn = DaysAgo(10),
        ExposureDays = 365,
        Frequency = 12,
        AverageOrder = Money.Of(666.67m),
        PurchaseValue = Money.Of(8_000m),
        PurchaseValueWithoutLargest = Money.Of(7_000m),
        AverageCycle = 30.416667m,
        NetRevenue = Money.Of(8_000m),
        LargestDaySales = Money.Of(1_000m),
        GrossProfit = Money.Of(2_000m),
        CostToServe = Money.Of(400m),
        Profit = Money.Of(1_600m),
        ProfitMargin = 0.2m,
        Tenure = 4,
        Rhythm = 30,
        Overdue = 0.333333m,
        Regularity = 0.9m,
        ShareOfWallet = 0.5m,
        EstimatedAnnualSpend = Money.Of(16_000m),
        SatisfactionSum = 60,
        SatisfactionCount = 1,
        Referrals = 0,
        Contacted = true,
    };

    /// <summary>Who never bought anything.</summary>
    public static CustomerMetrics NeverBought { get; } = new() { AsOf = Today, ExposureDays = 365 };

    /// <summary>Breakpoint k at k x <paramref name="step"/>, so that a place is read off the measure.</summary>
    public static decimal[] Scale(decimal step) => [.. Enumerable.Range(0, 101).Select(k => k * step)];

    /// <summary>The default rules on straight scales: value 0 to 10,000 and profit 0 to 2,000 score 0 to 100.</summary>
    public static ScoringPolicy Policy { get; } = new()
    {
        PurchaseValueScale = Scale(100),
        ProfitScale = Scale(20),
        LargeOrder = 1_000,
        MediumOrder = 500,
        ShortCycle = 30,
        MediumCycle = 60,
    };

    /// <summary>The composite *is* the place of PurchaseValue: 8,000 a year is 80.00.</summary>
    public static ScoringPolicy ValueOnly { get; } = Policy with { ProfitWeight = 0, LoyaltyWeight = 0 };

    /// <summary>A typical customer whose composite under <see cref="ValueOnly"/> is the number given.</summary>
    public static CustomerMetrics WithComposite(decimal composite) =>
        Measures with { PurchaseValue = Money.Of(composite * 100) };

    public static CustomerScore Score(
        CustomerMetrics metrics, ScoringPolicy? policy = null, TierMemory? memory = null, TierPin? pin = null) =>
        new ScoreCalculator(policy ?? Policy).Score(metrics, memory, pin);
}
