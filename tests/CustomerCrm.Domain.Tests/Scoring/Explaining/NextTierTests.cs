using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Scoring.Explaining;

/// <summary>Section 6: the smallest n &lt;= 24 of orders that earns the next tier, else what prevents it, by name.</summary>
public class NextTierTests
{
    // PurchaseValue 5,500 is 55.00; each order adds 500, five points; Gold begins at 70.
    private static readonly CustomerMetrics FiveHundredEach = Typical.WithComposite(55) with { AverageOrder = Money.Of(500) };

    [Theory]
    [InlineData("55", 500, 3)]
    [InlineData("65", 500, 1)]
    [InlineData("64.99", 500, 2)]
    [InlineData("69.99", 500, 1)]
    [InlineData("50", 100, 20)]
    [InlineData("50", 83.32, 24)]
    public void Find_MoreOrders_IsTheSmallestNumberThatEarnsIt(string composite, double order, int orders) =>
        Find(Typical.WithComposite(Number(composite)) with { AverageOrder = Money.Of((decimal)order) })
            .ShouldBe(new NextTierAnswer(Tier.Gold, orders));

    // n <= 24: with 83.31 each the 24 bring 69.99.
    [Fact]
    public void Find_TwentyFourAreNotEnough_NamesTheMeasure() =>
        Find(Typical.WithComposite(50) with { AverageOrder = Money.Of(83.31m) })
            .ShouldBe(new NextTierAnswer(Tier.Gold, null, NextTierObstacle.PurchaseValue));

    // Hysteresis counts: from Silver, Gold begins at 72.
    [Fact]
    public void Find_Hysteresis_RaisesTheBoundary() =>
        Find(FiveHundredEach, memory: new TierMemory(DaysAgo(1), Tier.Silver, Tier.Silver, null))
            .ShouldBe(new NextTierAnswer(Tier.Gold, 4));

    // Guards included: the group-buy guard lets go at three occasions, and the answer names the tier above the computed one.
    [Fact]
    public void Find_GuardThatMoreOrdersLift_CountsThem() =>
        Find(Typical.WithComposite(90) with { Occasions = 1, LargestDaySales = Money.Of(100), AverageOrder = Money.Of(500) })
            .ShouldBe(new NextTierAnswer(Tier.Gold, 2));

    [Fact]
    public void Find_LargestDateAboveTheShare_NeedsTheRevenueToDiluteIt() =>
        // 650 of 1,000 in one date; with n orders of 100: 650 <= 60 % of 1,000 + 100 n from n = 1 on.
        Find(Typical.WithComposite(90) with
        {
            NetRevenue = Money.Of(1_000),
            LargestDaySales = Money.Of(650),
            AverageOrder = Money.Of(100),
        }).ShouldBe(new NextTierAnswer(Tier.Gold, 1));

    // Else the guard that prevents it, by name.
    [Fact]
    public void Find_GuardThatStays_IsNamed()
    {
        Find(Typical.WithComposite(86) with { FirstPurchaseOn = DaysAgo(10) })
            .ShouldBe(new NextTierAnswer(Tier.Platinum, null, NextTierObstacle.Guard, Guard.Provisional));
        Find(Typical.WithComposite(90) with { ProfitMargin = 0.02m, GrossProfit = Money.Of(560) })
            .ShouldBe(new NextTierAnswer(Tier.Gold, null, NextTierObstacle.Guard, Guard.ThinMargin));
        Find(Typical.WithComposite(90) with { Profit = Money.Of(-900), ProfitMargin = -0.1m })
            .ShouldBe(new NextTierAnswer(Tier.Develop, null, NextTierObstacle.Guard, Guard.BelowZero));
    }

    // Guards that do not stand in the way of that tier are passed over: Silver is allowed by ThinMargin, not by BelowZero.
    [Fact]
    public void Find_SeveralGuards_NamesTheOneUnderTheNextTier() =>
        Find(Typical.WithComposite(90) with
        {
            Profit = Money.Of(-90_000),
            GrossProfit = Money.Of(-9_000),
            ProfitMargin = -0.01m,
            LargestDaySales = Money.Of(7_999),
        }).ShouldBe(new NextTierAnswer(Tier.Develop, null, NextTierObstacle.Guard, Guard.BelowZero));

    // Else the measure: the part that leaves most points.
    [Theory]
    [InlineData(1, 0, 0, NextTierObstacle.PurchaseValue)]
    [InlineData(0, 1, 0, NextTierObstacle.Profit)]
    [InlineData(0, 0, 1, NextTierObstacle.Loyalty)]
    [InlineData(1, 1, 0, NextTierObstacle.PurchaseValue)]
    [InlineData(1, 2, 1, NextTierObstacle.Profit)]
    public void Find_NoNumberOfOrders_NamesThePartThatLeavesMost(int value, int profit, int loyalty, NextTierObstacle obstacle) =>
        Find(
            Typical.WithComposite(10) with
            {
                AverageOrder = Money.Of(0.01m),
                Profit = Money.Of(200),
                Tenure = 0,
                Regularity = 0.01m,
                ShareOfWallet = 0,
                EstimatedAnnualSpend = Money.Of(1_000_000_000),
                SatisfactionSum = 0,
            },
            Typical.Policy with
            {
                PurchaseValueWeight = value,
                ProfitWeight = profit,
                LoyaltyWeight = loyalty,
                Cutoffs = new Cutoffs { Platinum = 99, Gold = 98, Silver = 97, Develop = 96 },
            }).ShouldBe(new NextTierAnswer(Tier.Develop, null, obstacle));

    // No order in the window to take a size from.
    [Fact]
    public void Find_NoOrderInTheWindow_SaysSo() =>
        Find(A.CustomerBuying("2025-01-05", "2025-06-05").Measured())
            .ShouldBe(new NextTierAnswer(Tier.Develop, null, NextTierObstacle.NoOrder));

    // Nothing above Platinum, nothing for who never bought.
    [Fact]
    public void Find_AtTheTop_IsNothing() => Find(Typical.WithComposite(85)).ShouldBeNull();

    [Fact]
    public void Find_NeverBought_IsNothing() => Find(Typical.NeverBought).ShouldBeNull();

    // Method B: more orders shorten the cycle (365 / (12 + n)); they do not enlarge the order.
    [Theory]
    [InlineData(600, 40, 1, null, Tier.Gold)]
    [InlineData(600, 20, null, NextTierObstacle.OrderSize, Tier.Platinum)]
    [InlineData(1_500, 70, 1, null, Tier.Gold)]
    [InlineData(100, 70, 1, null, Tier.Develop)]
    public void Find_MethodB_IsOrdersOrOrderSize(int order, int cycle, int? orders, NextTierObstacle? obstacle, Tier next) =>
        Find(
            Typical.Measures with { AverageOrder = Money.Of(order), AverageCycle = cycle },
            Typical.Policy with { Method = TierMethod.ValueMatrix }).ShouldBe(new NextTierAnswer(next, orders, obstacle));

    [Fact]
    public void Find_MethodBLargeOrders_NamesTheCycle() =>
        // 365 / (12 + 24) is 10.14 days, still above 10.
        Find(
            Typical.Measures with { AverageOrder = Money.Of(1_500), AverageCycle = 30 },
            Typical.Policy with { Method = TierMethod.ValueMatrix, ShortCycle = 10 })
            .ShouldBe(new NextTierAnswer(Tier.Platinum, null, NextTierObstacle.Cycle));

    // His average order and margin, evenly spaced over the year to come: what changes and what stays.
    [Fact]
    public void WithMoreOrders_ThreeMore_AddsTheirMoneyAndNothingElse()
    {
        var metrics = Typical.Measures with { AverageOrder = Money.Of(333.33m), ProfitMargin = 0.1m, Overdue = 2 };
        NextTier.WithMoreOrders(metrics, 3).ShouldBe(metrics with
        {
            Occasions = 15,
            OccasionsEver = 51,
            LastPurchaseOn = Today,
            Frequency = 15,
            PurchaseValue = Money.Of(8_999.99m),
            AverageCycle = 24.333333m,
            NetRevenue = Money.Of(8_999.99m),
            GrossProfit = Money.Of(2_100),
            Profit = Money.Of(1_700),
            ProfitMargin = 0.188889m,
            Overdue = 0,
            ShareOfWallet = 0.562499m,
        });
    }

    // Undefined stays undefined: no margin earns nothing, no estimate has no share; a share never passes 1.
    [Fact]
    public void WithMoreOrders_UndefinedMeasures_StayUndefined()
    {
        var returned = Typical.Measures with
        {
            NetRevenue = Money.Of(-10_000),
            ProfitMargin = null,
            EstimatedAnnualSpend = null,
            ShareOfWallet = null,
        };
        var more = NextTier.WithMoreOrders(returned, 1);
        (more.ProfitMargin, more.ShareOfWallet).ShouldBe(((decimal?)null, (decimal?)null));
        more.Profit.ShouldBe(returned.Profit);
        NextTier.WithMoreOrders(Typical.Measures with { EstimatedAnnualSpend = Money.Of(1) }, 1).ShareOfWallet.ShouldBe(1);
        NextTier.WithMoreOrders(Typical.Measures with { EstimatedAnnualSpend = Money.Zero }, 1).ShareOfWallet.ShouldBeNull();
    }

    private static NextTierAnswer? Find(CustomerMetrics metrics, ScoringPolicy? policy = null, TierMemory? memory = null) =>
        Explainer.Explain(metrics, policy ?? Typical.ValueOnly, 1, memory).NextTier;
}
