using CustomerCrm.Domain.Scoring;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>What holds for the measures of every customer.</summary>
public class MeasureProperties
{
    // The two forms of PurchaseValue are equal before rounding: with the rounded factors they agree within their rounding.
    [Fact]
    public void PurchaseValue_BothForms_AreEqual() => Holds((facts, policy, m) =>
    {
        if (m.Occasions == 0)
        {
            return m.PurchaseValue == Money.Zero;
        }

        var frequency = (decimal)m.Occasions * 365 / m.ExposureDays;
        var averageOrder = facts.NetRevenue.Amount / m.Occasions;
        var exact = facts.NetRevenue.Amount * 365 / m.ExposureDays;
        return Math.Abs((frequency * averageOrder) - exact) < 1e-15m * (1 + Math.Abs(exact))
            && m.PurchaseValue == Money.Rounded(exact);
    });

    // AverageCycle is 365 / Frequency, undefined exactly where there is no occasion.
    [Fact]
    public void AverageCycle_Anybody_IsTheInverseOfFrequency() => Holds((_, _, m) => m.Occasions == 0
        ? m is { Frequency: 0, AverageCycle: null, AverageOrder: null, PurchaseValueWithoutLargest: null }
        : m.AverageCycle == Rounding.Ratio((decimal)m.ExposureDays / m.Occasions) && m.Frequency > 0);

    [Fact]
    public void Exposure_Anybody_IsBetweenFloorAndWindow() => Holds((_, policy, m) =>
        m.ExposureDays >= policy.ExposureFloorDays && m.ExposureDays <= policy.WindowDays
        && (m.Occasions >= 2 || m.ExposureDays == policy.WindowDays));

    // Ratios stay in 0..1; what is undefined is undefined exactly where the page says so.
    [Fact]
    public void Measures_Undefined_ExactlyWhereThePageSaysSo() => Holds((facts, _, m) =>
        (m.Regularity is null) == (m.Occasions < 3) && m.Regularity is null or (>= 0 and <= 1)
        && (m.ShareOfWallet is null) == !(facts.EstimatedAnnualSpend > Money.Zero) && m.ShareOfWallet is null or (>= 0 and <= 1)
        && (m.ProfitMargin is null) == (m.NetRevenue <= Money.Zero)
        && (m.Tenure is null) == !m.EverBought && (m.Overdue is null) == !m.EverBought && (m.Rhythm is null) == !m.EverBought
        && m.EstimatedCostShare is >= 0 and <= 1);

    // Rhythm is at least its floor, and Overdue is the days since the last purchase in rhythms.
    [Fact]
    public void Overdue_Anybody_IsSilenceInRhythms() => Holds((_, policy, m) =>
        !m.EverBought || (m.Rhythm >= policy.RhythmFloorDays
            && Math.Abs((m.Overdue!.Value * m.Rhythm!.Value) - m.DaysSinceLastPurchase!.Value) < 0.01m));

    // Sums come first: what is booked adds up, and Profit starts from the rounded sums.
    [Fact]
    public void Profit_Anybody_StartsFromRoundedSums() => Holds((facts, policy, m) =>
        m.GrossProfit == m.NetRevenue - facts.KnownCostOfGoods - Money.Rounded(facts.NetWithoutCost.Amount * 0.7m)
        && m.CostToServe == facts.CostEntries + m.CarryingCost
        && m.Profit == Money.Rounded((m.GrossProfit.Amount - m.CostToServe.Amount) * 365 / m.ExposureDays));

    // A buyer's scale place and terciles can always be taken: whoever bought in the window is in the population.
    [Fact]
    public void Population_Buyer_HasEveryMeasureItNeeds() => Holds((_, _, m) =>
    {
        var population = new BuyerPopulation();
        population.Add(m);
        return population.Count == (m.Occasions > 0 ? 1 : 0);
    });

    private static void Holds(Func<CustomerFacts, ScoringPolicy, CustomerMetrics, bool> property) =>
        Prop.ForAll(
            Gen.Zip(ByChance.Customers, ByChance.Policies).ToArbitrary(),
            given =>
            {
                var facts = given.Item1.Facts(windowDays: given.Item2.WindowDays);
                return property(facts, given.Item2, MetricsCalculator.Measure(facts, given.Item2));
            }).QuickCheckThrowOnFailure();
}
