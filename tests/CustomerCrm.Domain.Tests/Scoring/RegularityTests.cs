using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Section 2: Regularity = 1 - clumpiness, and ShareOfWallet.</summary>
public class RegularityTests
{
    // Over days 1..N: x_i = gap / (N + 1), H = 1 + sum x ln x / ln(n + 1).
    [Fact]
    public void Clumpiness_EvenGaps_IsZero() =>
        // N = 7, events on 2, 4, 6: four gaps of 2 in 8; each x = 1/4, the sum is -ln 4.
        ClumpinessOf(7, 2, 4, 6).ShouldBe(0, 1e-12);

    [Fact]
    public void Clumpiness_HandWorked_IsTheEntropy() =>
        // N = 7, events on 1, 2, 4: gaps 1, 1, 2, 4 in 8: 1/8, 1/8, 1/4, 1/2.
        // sum x ln x = -(2/8 ln 8 + 1/4 ln 4 + 1/2 ln 2) = -(0.75 + 0.5 + 0.5) ln 2 = -1.75 ln 2; over ln 4 = 2 ln 2: -0.875.
        ClumpinessOf(7, 1, 2, 4).ShouldBe(0.125, 1e-12);

    [Fact]
    public void Clumpiness_OneEventInTheMiddle_IsZero() => ClumpinessOf(3, 2).ShouldBe(0, 1e-12);

    [Fact]
    public void Clumpiness_OneBurst_GoesTowardsOne() => ClumpinessOf(10_000, 1, 2, 3).ShouldBeGreaterThan(0.99);

    // The gaps before the first and after the last event count.
    [Fact]
    public void Clumpiness_SilenceAtTheEnd_Counts() =>
        ClumpinessOf(31, 2, 4, 6).ShouldBeGreaterThan(ClumpinessOf(7, 2, 4, 6));

    [Fact]
    public void Clumpiness_NoEvent_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Clumpiness.Of([], 0, Today, Today));

    // The N days run from max(first purchase ever, first date of the window) to AsOf, both included: 2026 has 365 of them,
    // an older customer buying on days 61, 122, 183, 244 and 305 has six gaps of 61 in 366.
    [Fact]
    public void Regularity_EvenlySpreadOverTheYear_IsOne() =>
        A.CustomerBuying(2_000, 304, 243, 182, 121, 60).Measured().Regularity.ShouldBe(1);

    // A newcomer's days begin with his first purchase, which is day 1.
    [Fact]
    public void Regularity_Newcomer_IsMeasuredFromHisFirstPurchase() =>
        // First purchase 6 days ago: N = 7, events on days 1, 2, 4: 1 - 0.125.
        A.CustomerBuying(6, 5, 3).Measured().Regularity.ShouldBe(0.875m);

    // Occasions before the window do not count as events.
    [Fact]
    public void Regularity_OlderPurchases_OnlyOpenTheWindow() =>
        A.CustomerBuying(900, 800, 700, 304, 243, 182, 121, 60).Measured().Regularity.ShouldBe(1);

    // Undefined under 3 occasions in the window.
    [Theory]
    [InlineData(new[] { 10 }, false)]
    [InlineData(new[] { 20, 10 }, false)]
    [InlineData(new[] { 900, 800, 20, 10 }, false)]
    [InlineData(new[] { 30, 20, 10 }, true)]
    public void Regularity_UnderThreeOccasions_IsUndefined(int[] daysAgo, bool defined) =>
        (A.CustomerBuying(daysAgo).Measured().Regularity is not null).ShouldBe(defined);

    // Held to 0..1.
    [Fact]
    public void Regularity_PurchaseOnEveryDay_IsHeldToOne()
    {
        var customer = A.Customer();
        for (var ago = 0; ago < 365; ago++)
        {
            customer.Bought(DaysAgo(ago), 1m);
        }

        customer.Measured().Regularity.ShouldBe(1);
    }

    // Net revenue x 365 / Exposure / estimated annual spend, held to 0..1; undefined where no estimate > 0.
    [Theory]
    [InlineData(100, "2000", "0.1825")]
    [InlineData(365, "800", "0.25")]
    [InlineData(365, "200", "1")]
    [InlineData(365, "199.99", "1")]
    [InlineData(365, "0", null)]
    [InlineData(365, null, null)]
    public void ShareOfWallet_RevenueAYear_IsAShareOfTheEstimate(int exposure, string? spend, string? share) =>
        A.Customer().Bought(DaysAgo(exposure), exposure == 365 ? 77m : 40m).Bought(DaysAgo(2), exposure == 365 ? 140m : 40m)
            .Bought(DaysAgo(1), exposure == 365 ? 60m : 20m)
            .SpendsAYear(spend is null ? null : Number(spend)).Measured()
            .ShareOfWallet.ShouldBe(share is null ? null : Number(share));

    [Fact]
    public void ShareOfWallet_ReturnsAboveSales_IsHeldToZero() =>
        A.Customer().Bought("2026-02-01", 10m).Returned("2026-02-02", 30m).SpendsAYear(100).Measured().ShareOfWallet.ShouldBe(0);

    // 0 without an occasion.
    [Fact]
    public void ShareOfWallet_NoOccasionInTheWindow_IsZero()
    {
        A.Customer().SpendsAYear(100).Measured().ShareOfWallet.ShouldBe(0);
        A.Customer().Bought("2025-02-01", 10m).SpendsAYear(100).Measured().ShareOfWallet.ShouldBe(0);
    }

    private static double ClumpinessOf(int days, params int[] events)
    {
        var first = Day("2026-01-01");
        return Clumpiness.Of([.. events.Select(day => first.AddDays(day - 1))], 0, first, first.AddDays(days - 1));
    }
}
