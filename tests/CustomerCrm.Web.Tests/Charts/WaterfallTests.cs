using CustomerCrm.Domain;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Web.Charts;

namespace CustomerCrm.Web.Tests.Charts;

public sealed class WaterfallTests
{
    [Theory]
    [InlineData(8550, 2530, 654.46, 23.96)]
    [InlineData(1000, 200, 900, 0)]
    [InlineData(-50, -20, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0, 120.5, 3.25)]
    public void Bars_StepsFromNetRevenue_AddUpToTheBookedProfit(decimal revenue, decimal gross, decimal serve, decimal carrying)
    {
        var metrics = Metrics(revenue, gross, serve, carrying);
        var bars = Waterfall.Of(metrics).Bars;

        (bars[0].Amount + bars.Where(b => !b.IsSum).Sum(b => b.Amount)).ShouldBe(metrics.BookedProfit.Amount);
        bars.Single(b => b.Term == "GrossProfit").Amount.ShouldBe(gross);
        bars[^1].Amount.ShouldBe(metrics.BookedProfit.Amount);
        bars[^1].To.ShouldBe(bars[^2].To);
    }

    [Fact]
    public void Bars_EachStep_BeginsWhereTheOneBeforeEnded()
    {
        var waterfall = Waterfall.Of(Metrics(1000, 400, 600, 100));
        foreach (var (before, step) in waterfall.Bars.Zip(waterfall.Bars.Skip(1)).Where(pair => !pair.Second.IsSum))
            step.From.ShouldBe(before.To);
        waterfall.Zero.ShouldBeGreaterThan(0, "a loss needs room to the left of nothing");
        waterfall.Bars.ShouldAllBe(b => b.X >= 0 && b.X + b.Width <= 101 && b.Width > 0);
    }

    private static CustomerMetrics Metrics(decimal revenue, decimal gross, decimal serve, decimal carrying) => new()
    {
        AsOf = new DateOnly(2026, 6, 30),
        NetRevenue = Money.Of(revenue),
        GrossProfit = Money.Of(gross),
        CostToServe = Money.Of(serve),
        CarryingCost = Money.Of(carrying),
    };
}
