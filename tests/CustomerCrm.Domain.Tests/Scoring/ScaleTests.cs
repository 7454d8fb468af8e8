using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Section 4: quantiles, breakpoints and the place of a measure on them.</summary>
public class ScaleTests
{
    // Position k (n - 1) / 100 of the sorted measures, linear between: Excel's PERCENTILE.INC.
    [Theory]
    [InlineData(0, "1")]
    [InlineData(10, "1.3")]
    [InlineData(50, "2.5")]
    [InlineData(75, "3.25")]
    [InlineData(99, "3.97")]
    [InlineData(100, "4")]
    public void Quantile_OneToFour_IsPercentileInc(int k, string value) =>
        Quantile.Of([1, 2, 3, 4], k, 100).ShouldBe(Number(value));

    // Terciles likewise.
    [Theory]
    [InlineData(0, "10")]
    [InlineData(1, "23")]
    [InlineData(2, "55")]
    [InlineData(3, "100")]
    public void Quantile_Terciles_AreTheSameInterpolation(int third, string value) =>
        Quantile.Of([10, 20, 29, 68, 100], third, 3).ShouldBe(Number(value));

    [Fact]
    public void Quantile_OneValue_IsThatValueEverywhere()
    {
        Quantile.Of([7], 0, 100).ShouldBe(7);
        Quantile.Of([7], 63, 100).ShouldBe(7);
        Quantile.Of([7], 100, 100).ShouldBe(7);
    }

    // Breakpoints are rounded as the measure; the order of the population does not matter.
    [Fact]
    public void Of_Population_HasRoundedBreakpointsInOrder()
    {
        var scale = Scale.Of([2m, 0m, 1m])!;
        scale.Breakpoints.Count.ShouldBe(101);
        (scale.Breakpoints[0], scale.Breakpoints[1], scale.Breakpoints[50], scale.Breakpoints[100]).ShouldBe((0m, 0.02m, 1m, 2m));
        Scale.Of([0m, 0.5m])!.Breakpoints[1].ShouldBe(0m);
        Scale.Of([0m, 1.5m])!.Breakpoints[1].ShouldBe(0.02m);
    }

    // No population leaves no scale.
    [Fact]
    public void Of_Nobody_IsNoScale() => Scale.Of([]).ShouldBeNull();

    [Theory]
    [InlineData(100)]
    [InlineData(102)]
    [InlineData(0)]
    public void Constructor_NotAHundredAndOne_IsRefused(int count)
    {
        Should.Throw<ArgumentException>(() => new Scale(new decimal[count]));
        Scale.IsScale(new decimal[count]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(100)]
    public void Constructor_FallingBreakpoint_IsRefused(int at)
    {
        var breakpoints = Typical.Scale(10);
        breakpoints[at] = breakpoints[at - 1] - 0.01m;
        Should.Throw<ArgumentException>(() => new Scale(breakpoints));
    }

    [Fact]
    public void Constructor_AllEqual_IsAScale() => Scale.IsScale(new decimal[101]).ShouldBeTrue();

    // Below the first 0, above the last 100, on one its index, between linear.
    [Theory]
    [InlineData("-0.01", "0.00")]
    [InlineData("0", "0.00")]
    [InlineData("0.01", "0.00")]
    [InlineData("1", "0.10")]
    [InlineData("10", "1.00")]
    [InlineData("855", "85.50")]
    [InlineData("999.99", "100.00")]
    [InlineData("999.94", "99.99")]
    [InlineData("1000", "100.00")]
    [InlineData("1000.01", "100.00")]
    [InlineData("5000000", "100.00")]
    public void Place_StraightScale_IsLinear(string measure, string place) =>
        new Scale(Typical.Scale(10)).Place(Number(measure)).ToString().ShouldBe(place);

    // Half to even: 0.005 of a step of 1 is 0.00, 0.015 is 0.02.
    [Theory]
    [InlineData("0.005", "0.00")]
    [InlineData("0.015", "0.02")]
    [InlineData("40.025", "40.02")]
    public void Place_HalfAHundredth_IsRoundedToEven(string measure, string place) =>
        new Scale(Typical.Scale(1)).Place(Number(measure)).ToString().ShouldBe(place);

    // A measure equal to breakpoints i..j scores (i + j) / 2.
    [Theory]
    [InlineData("7", "15.00")]
    [InlineData("6.99", "9.99")]
    [InlineData("7.01", "20.01")]
    public void Place_RunOfEqualBreakpoints_IsItsMiddle(string measure, string place)
    {
        // 0 to 9 rise by ones from -2 to 7, 10 to 20 stay at 7, then by ones again.
        var breakpoints = Enumerable.Range(0, 101).Select(k => k <= 10 ? k - 3m : k <= 20 ? 7m : k - 13m);
        new Scale(breakpoints).Place(Number(measure)).ToString().ShouldBe(place);
    }

    [Fact]
    public void Place_EvenRun_IsAHalf() =>
        new Scale(Enumerable.Range(0, 101).Select(k => k < 2 ? 0m : k)).Place(0).ToString().ShouldBe("0.50");

    [Fact]
    public void Place_RunAtTheTop_IsItsMiddle()
    {
        var scale = new Scale(Enumerable.Range(0, 101).Select(k => Math.Min(k, 60m)));
        (scale.Place(60).ToString(), scale.Place(60.01m).ToString()).ShouldBe(("80.00", "100.00"));
    }

    // A scale works from 1 customer up: the single buyer stands at 50.
    [Theory]
    [InlineData("499.99", "0.00")]
    [InlineData("500", "50.00")]
    [InlineData("500.01", "100.00")]
    public void Place_SingleBuyer_IsFifty(string measure, string place) =>
        Scale.Of([500m])!.Place(Number(measure)).ToString().ShouldBe(place);

    [Fact]
    public void Place_FiveBuyers_AreAQuarterApart()
    {
        var scale = Scale.Of([1_200m, 3_000m, 6_000m, 10_000m, 26_000m])!;
        decimal[] measures = [1_200, 3_000, 6_000, 8_550, 10_000, 26_000];
        measures.Select(measure => scale.Place(measure).ToString())
            .ShouldBe(["0.00", "25.00", "50.00", "65.94", "75.00", "100.00"]);
    }
}
