using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Section 2: Rhythm, the customer's own gap between purchases with silence left out, and Overdue.</summary>
public class RhythmTests
{
    // max(last - first, 90 days) / (n - 1), at least 14 days, of the occasions of the year that ends with the last purchase.
    [Theory]
    [InlineData(new[] { 200, 100, 0 }, "100")]
    [InlineData(new[] { 300, 200, 100 }, "100")]
    [InlineData(new[] { 30, 20, 10 }, "45")]
    [InlineData(new[] { 91, 2, 1 }, "45")]
    [InlineData(new[] { 92, 2, 1 }, "45.5")]
    [InlineData(new[] { 60, 50, 40, 30, 20, 10, 5 }, "15")]
    [InlineData(new[] { 60, 50, 40, 30, 20, 10, 5, 4 }, "14")]
    [InlineData(new[] { 120, 110, 100, 90, 80, 70, 60, 50, 40, 30 }, "14")]
    public void Rhythm_ThreeOrMoreInTheYearOfTheLastPurchase_IsTheirMeanGap(int[] daysAgo, string rhythm) =>
        A.CustomerBuying(daysAgo).Measured().Rhythm.ShouldBe(Number(rhythm));

    // The year ends with the last purchase, not with AsOf: silence is left out.
    [Fact]
    public void Rhythm_LongSilence_DoesNotStretchIt() =>
        A.CustomerBuying(1_200, 1_100, 1_000).Measured().Rhythm.ShouldBe(100);

    // Exactly WindowDays dates: the 365th day before the last purchase is already outside.
    [Fact]
    public void Rhythm_EdgeOfTheYearOfTheLastPurchase_IsWindowDaysDates()
    {
        A.CustomerBuying(374, 100, 10).Measured().Rhythm.ShouldBe(182);
        A.CustomerBuying(900, 374, 100, 10).Measured().Rhythm.ShouldBe(182);
        // 375 is outside, two are left inside: all four purchases ever count, 890 / 3.
        A.CustomerBuying(900, 375, 100, 10).Measured().Rhythm.ShouldBe(296.666667m);
    }

    // Else of the occasions ever, where they are 2 or more.
    [Theory]
    [InlineData(new[] { 1_000, 10 }, "990")]
    [InlineData(new[] { 1_000, 500, 10 }, "495")]
    [InlineData(new[] { 20, 10 }, "90")]
    [InlineData(new[] { 110, 20 }, "90")]
    [InlineData(new[] { 111, 20 }, "91")]
    public void Rhythm_FewerThanThreeInThatYear_IsOfAllPurchases(int[] daysAgo, string rhythm) =>
        A.CustomerBuying(daysAgo).Measured().Rhythm.ShouldBe(Number(rhythm));

    // With one purchase ever WindowDays / 3.
    [Theory]
    [InlineData(365, "121.666667")]
    [InlineData(90, "30")]
    public void Rhythm_OnePurchaseEver_IsAThirdOfTheWindow(int window, string rhythm) =>
        A.CustomerBuying(10).Measured(new ScoringPolicy { WindowDays = window }).Rhythm.ShouldBe(Number(rhythm));

    // The 90 here is the policy's exposureFloorDays, the 14 its rhythmFloorDays.
    [Fact]
    public void Rhythm_FloorsOfThePolicy_AreUsed()
    {
        A.CustomerBuying(30, 20, 10).Measured(new ScoringPolicy { ExposureFloorDays = 60 }).Rhythm.ShouldBe(30);
        A.CustomerBuying(30, 20, 10).Measured(new ScoringPolicy { ExposureFloorDays = 10 }).Rhythm.ShouldBe(14);
        A.CustomerBuying(30, 20, 10).Measured(new ScoringPolicy { RhythmFloorDays = 50 }).Rhythm.ShouldBe(50);
    }

    [Fact]
    public void Rhythm_SeveralOrdersADay_CountOnce() =>
        A.CustomerBuying(200, 200, 100, 100, 0).Measured().Rhythm.ShouldBe(100);

    [Fact]
    public void Rhythm_ReturnsAndSamples_AreNoPurchases() =>
        A.CustomerBuying(200, 100, 0).Returned("2026-08-01", 1m).Bought("2026-08-08", 0m).Measured().Rhythm.ShouldBe(100);

    // Days since the last purchase / Rhythm; the unrounded Rhythm is meant.
    [Theory]
    [InlineData(new[] { 200, 100, 0 }, "0")]
    [InlineData(new[] { 300, 200, 100 }, "1")]
    [InlineData(new[] { 350, 250, 150 }, "1.5")]
    [InlineData(new[] { 1_200, 1_100, 1_000 }, "10")]
    [InlineData(new[] { 73 }, "0.6")]
    [InlineData(new[] { 365 }, "3")]
    public void Overdue_DaysSinceLastPurchase_AreMeasuredInRhythms(int[] daysAgo, string overdue) =>
        A.CustomerBuying(daysAgo).Measured().Overdue.ShouldBe(Number(overdue));

    [Fact]
    public void Overdue_OnePurchaseAYearAgo_IsExactlyThreeAlthoughRhythmIsRounded()
    {
        var measured = A.CustomerBuying(365_000).Measured();
        measured.Rhythm.ShouldBe(121.666667m);
        measured.Overdue.ShouldBe(3_000);
    }

    // Undefined for who never bought.
    [Fact]
    public void Overdue_NeverBought_IsUndefined()
    {
        var measured = A.Customer().Returned("2026-01-05", 3m).Measured();
        measured.Rhythm.ShouldBeNull();
        measured.Overdue.ShouldBeNull();
    }
}
