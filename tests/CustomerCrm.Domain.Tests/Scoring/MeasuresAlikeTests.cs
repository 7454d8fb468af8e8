using System.Globalization;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Two policies measure alike exactly where no parameter that moves a measure differs.</summary>
public class MeasuresAlikeTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 30);

    public static TheoryData<string> Numbers => [.. typeof(ScoringPolicy).GetProperties()
        .Where(p => p.PropertyType == typeof(int) || p.PropertyType == typeof(decimal))
        .Select(p => p.Name)];

    // Each number of a policy, changed alone: the measures of some customer move exactly where the two are said to differ.
    [Theory]
    [MemberData(nameof(Numbers))]
    public void MeasuresAlike_OneNumberDiffers_IsWhetherAMeasureMoves(string name)
    {
        var property = typeof(ScoringPolicy).GetProperty(name)!;
        var (one, other) = (new ScoringPolicy(), new ScoringPolicy());
        var doubled = Convert.ToDecimal(property.GetValue(one), CultureInfo.InvariantCulture) * 2 + 1;
        property.SetValue(other, Convert.ChangeType(doubled, property.PropertyType, CultureInfo.InvariantCulture));

        var moves = MetricsCalculator.Measure(Facts(one), one) != MetricsCalculator.Measure(Facts(other), other);

        MetricsCalculator.MeasuresAlike(one, other).ShouldBe(!moves);
        MetricsCalculator.MeasuresAlike(one, one with { GraceDays = 9 }).ShouldBeTrue();
    }

    private static CustomerFacts Facts(ScoringPolicy policy) => new()
    {
        AsOf = AsOf,
        WindowDays = policy.WindowDays,

        // The first one longer ago than either window, so that it is the window a rate is taken over.
        PurchaseDays = [.. new[] { -1000, -60, -55, -50, -45, -40, -38, -37, -36, -35, -34 }.Select(AsOf.AddDays)],
        NetRevenue = Money.Of(1_000),
        NetWithoutCost = Money.Of(400),
        Turnover = Money.Of(1_000),
        TurnoverWithoutCost = Money.Of(400),
        LargestDaySales = Money.Of(200),
        KnownCostOfGoods = Money.Of(300),
        ReceivableDays = 40_000,
        EstimatedAnnualSpend = Money.Of(9_000),
        SatisfactionSum = 70,
        SatisfactionCount = 1,
        Referrals = 1,
    };
}
