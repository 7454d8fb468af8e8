using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Section 2: Exposure, Frequency, AverageOrder, PurchaseValue, AverageCycle.</summary>
public class RateTests
{
    // clamp(AsOf - max(first purchase ever, AsOf - WindowDays), 90, WindowDays).
    [Theory]
    [InlineData(10, 90)]
    [InlineData(89, 90)]
    [InlineData(90, 90)]
    [InlineData(91, 91)]
    [InlineData(200, 200)]
    [InlineData(364, 364)]
    [InlineData(365, 365)]
    [InlineData(366, 365)]
    [InlineData(3000, 365)]
    public void Exposure_FirstPurchaseDaysAgo_IsHeldBetweenFloorAndWindow(int firstDaysAgo, int exposure) =>
        A.Customer().Bought(DaysAgo(firstDaysAgo), 1m).Bought(DaysAgo(3), 1m).Bought(DaysAgo(1), 1m)
            .Measured().ExposureDays.ShouldBe(exposure);

    // WindowDays with fewer than 2 occasions in the window: one order is not a rate.
    [Fact]
    public void Exposure_OneOccasionInTheWindow_IsTheWindow() =>
        A.Customer().Bought(DaysAgo(20), 1m).Measured().ExposureDays.ShouldBe(365);

    [Fact]
    public void Exposure_OneOccasionInTheWindowAndEarlierOnes_IsTheWindow() =>
        A.Customer().Bought(DaysAgo(500), 1m).Bought(DaysAgo(400), 1m).Bought(DaysAgo(20), 1m)
            .Measured().ExposureDays.ShouldBe(365);

    [Fact]
    public void Exposure_NoOccasion_IsTheWindow() => A.Customer().Measured().ExposureDays.ShouldBe(365);

    [Theory]
    [InlineData(30, 40, 40)]
    [InlineData(50, 40, 50)]
    [InlineData(120, 40, 100)]
    public void Exposure_PolicysFloorAndWindow_AreUsed(int floor, int firstDaysAgo, int exposure) =>
        A.Customer().Bought(DaysAgo(firstDaysAgo), 1m).Bought(DaysAgo(1), 1m)
            .Measured(new ScoringPolicy { WindowDays = 100, ExposureFloorDays = Math.Min(floor, 100) })
            .ExposureDays.ShouldBe(exposure);

    // Occasions x 365 / Exposure; AverageCycle is 365 / Frequency.
    [Theory]
    [InlineData(365, 1, "1", "365")]
    [InlineData(365, 12, "12", "30.416667")]
    [InlineData(300, 7, "8.516667", "42.857143")]
    [InlineData(90, 3, "12.166667", "30")]
    public void Frequency_OccasionsOverExposure_IsAYear(int exposure, int occasions, string frequency, string cycle)
    {
        var customer = A.Customer().Bought(DaysAgo(exposure), 1m);
        // The first purchase of exactly 365 days ago lies a day before the window.
        for (var i = exposure == 365 ? 0 : 1; i < occasions; i++)
        {
            customer.Bought(DaysAgo(i + 1), 1m);
        }

        var measured = customer.Measured();
        measured.ExposureDays.ShouldBe(exposure);
        measured.Frequency.ShouldBe(Number(frequency));
        measured.AverageCycle.ShouldBe(Number(cycle));
    }

    // Net revenue in the window / Occasions, after returns.
    [Fact]
    public void AverageOrder_SalesAndAReturn_IsNetRevenueAnOccasion() =>
        A.Customer().Bought("2026-02-01", 100m).Bought("2026-03-01", 60m).Returned("2026-03-15", 10m)
            .Measured().AverageOrder.ShouldBe(Money.Of(75));

    [Fact]
    public void AverageOrder_ThirdsOfACent_AreRoundedOnce() =>
        A.Customer().Bought("2026-02-01", 100m).Bought("2026-03-01", 0.02m).Bought("2026-04-01", 0.03m)
            .Measured().AverageOrder.ShouldBe(Money.Of(33.35m));

    // Net revenue x 365 / Exposure.
    [Theory]
    [InlineData(365, "1234.56")]
    [InlineData(300, "1502.05")]
    [InlineData(90, "5006.83")]
    public void PurchaseValue_Exposure_BringsRevenueToAYear(int exposure, string expected) =>
        A.Customer().Bought(DaysAgo(exposure), exposure == 365 ? 99m : 234.56m).Bought(DaysAgo(2), 1_000m)
            .Bought(DaysAgo(1), exposure == 365 ? 234.56m : 0m).Measured().PurchaseValue.ShouldBe(Money.Of(Number(expected)));

    // Value is shown with and without its largest occasion; two orders of a day are one occasion.
    [Fact]
    public void PurchaseValueWithoutLargest_BulkDay_IsLeftOut()
    {
        var measured = A.Customer().Bought("2020-01-01", 9_999m).Bought("2026-02-01", 100m).Bought("2026-03-01", 600m)
            .Bought("2026-03-01", 500m).Bought("2026-04-01", 700m).Returned("2026-05-01", 50m).Measured();
        measured.PurchaseValue.ShouldBe(Money.Of(1_850));
        measured.LargestDaySales.ShouldBe(Money.Of(1_100));
        measured.PurchaseValueWithoutLargest.ShouldBe(Money.Of(750));
    }

    // Without an occasion: Frequency 0, PurchaseValue 0, AverageOrder and cycle undefined; money keeps returns and costs.
    [Fact]
    public void Measure_NoOccasionInTheWindow_IsZeroOrUndefinedNeverMadeUp()
    {
        var measured = A.Customer().Bought("2025-06-01", 500m).Returned("2026-01-10", 80m, cost: 50m)
            .CostToServe("2026-02-01", 12m).SpendsAYear(1_000).Measured();
        (measured.Occasions, measured.Frequency).ShouldBe((0, 0m));
        measured.PurchaseValue.ShouldBe(Money.Zero);
        measured.AverageOrder.ShouldBeNull();
        measured.AverageCycle.ShouldBeNull();
        measured.PurchaseValueWithoutLargest.ShouldBeNull();
        measured.Regularity.ShouldBeNull();
        measured.ProfitMargin.ShouldBeNull();
        measured.ShareOfWallet.ShouldBe(0);
        measured.NetRevenue.ShouldBe(Money.Of(-80));
        measured.GrossProfit.ShouldBe(Money.Of(-30));
        measured.Profit.ShouldBe(Money.Of(-42));
    }

    // Who never bought has nothing that hangs on a purchase.
    [Fact]
    public void Measure_NeverBought_LeavesEverythingThatNeedsAPurchaseUndefined()
    {
        var measured = A.Customer().Measured();
        measured.ShouldBe(new CustomerMetrics { AsOf = Today, ExposureDays = 365 });
        measured.DaysSinceFirstPurchase.ShouldBeNull();
        measured.DaysSinceLastPurchase.ShouldBeNull();
    }

    // (AsOf - first purchase ever) / 365.
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.00274")]
    [InlineData(365, "1")]
    [InlineData(910, "2.493151")]
    public void Tenure_DaysSinceFirstPurchase_AreYearsOf365(int days, string years) =>
        A.Customer().Bought(DaysAgo(days), 1m).Measured().Tenure.ShouldBe(Number(years));
}
