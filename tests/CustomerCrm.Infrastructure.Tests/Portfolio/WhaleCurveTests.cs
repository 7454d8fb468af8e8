using CustomerCrm.Infrastructure.Portfolio;

namespace CustomerCrm.Infrastructure.Tests.Portfolio;

public sealed class WhaleCurveTests
{
    [Fact]
    public void Of_FewWinnersAndSomeLosers_ClimbsToThePeakAndEndsAtTheTotal()
    {
        var curve = WhaleCurve.Of([new(2, 800), new(3, 300), new(3, 30), new(2, -130)]);

        curve.Points.ShouldBe([new(0, 0), new(2, 800), new(5, 1_100), new(8, 1_130), new(10, 1_000)]);
        curve.Peak.ShouldBe(new WhalePoint(8, 1_130));
        (curve.Customers, curve.Total).ShouldBe((10, 1_000m));
        curve.ProfitOfBest(20).ShouldBe(800);
        curve.ProfitOfBest(80).ShouldBe(1_130);
        curve.ProfitOfWorst(30).ShouldBe(-120);
        curve.ProfitOfBest(100).ShouldBe(1_000);
        curve.ProfitOfBest(0).ShouldBe(0);
    }

    [Fact]
    public void ProfitOfBest_InsideAStep_IsItsShareOfTheStep() => WhaleCurve.Of([new(10, 1_000)]).ProfitOfBest(25).ShouldBe(250);

    [Fact]
    public void Of_LossesAlone_PeaksAtNobody()
    {
        var curve = WhaleCurve.Of([new(1, -5), new(1, -10)]);

        curve.Peak.ShouldBe(default);
        curve.Total.ShouldBe(-15);
        curve.ProfitOfWorst(50).ShouldBe(-10);
    }

    [Fact]
    public void Of_Nobody_IsEmpty()
    {
        var curve = WhaleCurve.Of([]);

        (curve.Customers, curve.Total, curve.ProfitOfBest(20)).ShouldBe((0, 0m, 0m));
    }
}
