using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Sections 4 and 5: what is taken from the buyers of the window when a policy is published.</summary>
public class PopulationTests
{
    [Fact]
    public void Freeze_OpenScalesAndThresholds_AreTakenFromTheBuyers()
    {
        var frozen = Population(1, 2, 3, 4).Freeze(new ScoringPolicy());
        var (value, profit) = (frozen.PurchaseValueScale!, frozen.ProfitScale!);
        (value.Count, value[0], value[50], value[100]).ShouldBe((101, 1_000m, 2_500m, 4_000m));
        (profit.Count, profit[0], profit[50], profit[100]).ShouldBe((101, -400m, -250m, -100m));
        (frozen.LargeOrder, frozen.MediumOrder).ShouldBe((30m, 20m));
        (frozen.ShortCycle, frozen.MediumCycle).ShouldBe((200m, 300m));
    }

    // Thresholds are rounded as the measure: money to cents, days to millionths.
    [Fact]
    public void Freeze_Thresholds_AreRoundedAsTheirMeasure()
    {
        var population = new BuyerPopulation();
        population.Add(Buyer(1));
        population.Add(Buyer(2) with { AverageOrder = Money.Of(20.01m), AverageCycle = 100.000001m });
        var frozen = population.Freeze(new ScoringPolicy());
        (frozen.MediumOrder, frozen.LargeOrder).ShouldBe((13.34m, 16.67m));
        (frozen.ShortCycle, frozen.MediumCycle).ShouldBe((100m, 100.000001m));
    }

    // The customers who bought in the window, losses included; who did not is no part of it.
    [Fact]
    public void Add_NotBoughtInTheWindow_IsNoBuyer()
    {
        var population = Population(1, 2);
        population.Add(Buyer(9) with { Occasions = 0 });
        population.Add(Typical.NeverBought);
        population.Count.ShouldBe(2);
        population.Freeze(new ScoringPolicy()).PurchaseValueScale![100].ShouldBe(2_000);
    }

    // An admin may enter fixed breakpoints and thresholds instead; those are taken as entered.
    [Fact]
    public void Freeze_EnteredScalesAndThresholds_AreKept()
    {
        var entered = Typical.Policy;
        Population(1, 2, 3).Freeze(entered).ShouldBe(entered);
    }

    [Fact]
    public void Freeze_OneScaleEntered_LeavesTheOtherToTheBuyers()
    {
        var frozen = Population(1, 3).Freeze(new ScoringPolicy { ProfitScale = Typical.Scale(7), LargeOrder = 99 });
        frozen.ProfitScale.ShouldBe(Typical.Scale(7));
        frozen.PurchaseValueScale![100].ShouldBe(3_000);
        (frozen.LargeOrder, frozen.MediumOrder).ShouldBe((99m, 16.67m));
    }

    // No population leaves no scale and no thresholds.
    [Fact]
    public void Freeze_Nobody_LeavesThemOpen() =>
        new BuyerPopulation().Freeze(new ScoringPolicy()).ShouldBe(new ScoringPolicy());

    // With fewer than 30 buyers the page says that places are coarse.
    [Fact]
    public void CoarseBelow_Limit_IsThirty() => BuyerPopulation.CoarseBelow.ShouldBe(30);

    private static BuyerPopulation Population(params int[] sizes)
    {
        var population = new BuyerPopulation();
        foreach (var size in sizes)
        {
            population.Add(Buyer(size));
        }

        return population;
    }

    private static CustomerMetrics Buyer(int size) => Typical.Measures with
    {
        PurchaseValue = Money.Of(size * 1_000),
        Profit = Money.Of(size * -100),
        AverageOrder = Money.Of(size * 10),
        AverageCycle = size * 100,
    };
}
