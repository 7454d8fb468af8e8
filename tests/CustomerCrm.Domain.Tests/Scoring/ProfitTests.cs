using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Section 2: GrossProfit, CostToServe with carrying cost, Profit, ProfitMargin; sums come first.</summary>
public class ProfitTests
{
    // Net revenue - cost of goods.
    [Fact]
    public void GrossProfit_KnownCosts_AreSubtracted()
    {
        var measured = A.Customer().Bought("2026-02-01", 100m, cost: 60m).Bought("2026-03-01", 50m, cost: 35m).Measured();
        measured.GrossProfit.ShouldBe(Money.Of(55));
        measured.EstimatedCostShare.ShouldBe(0);
    }

    // Where an order lacks cost of goods, the policy's default margin for that order; the share estimated is kept.
    [Fact]
    public void GrossProfit_OrderWithoutCost_GetsTheDefaultMarginForThatOrder()
    {
        var measured = A.Customer().Bought("2026-02-01", 100m, cost: 60m).Bought("2026-03-01", 300m).Measured();
        measured.GrossProfit.ShouldBe(Money.Of(40 + 90));
        measured.EstimatedCostShare.ShouldBe(0.75m);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.30", "30")]
    [InlineData("1", "100")]
    [InlineData("-0.50", "-50")]
    public void GrossProfit_DefaultMarginOfThePolicy_IsUsed(string margin, string profit) =>
        A.Customer().Bought("2026-03-01", 100m).Measured(new ScoringPolicy { DefaultMargin = Number(margin) })
            .GrossProfit.ShouldBe(Money.Of(Number(profit)));

    // A return lowers revenue and cost of goods; one without a cost the estimate too.
    [Fact]
    public void GrossProfit_Returns_LowerRevenueAndCost()
    {
        var known = A.Customer().Bought("2026-02-01", 100m, cost: 60m).Returned("2026-03-01", 20m, cost: 12m).Measured();
        (known.NetRevenue, known.GrossProfit).ShouldBe((Money.Of(80), Money.Of(32)));

        var unknown = A.Customer().Bought("2026-02-01", 100m, cost: 60m).Returned("2026-03-01", 20m).Measured();
        unknown.GrossProfit.ShouldBe(Money.Of(100 - 20 - 60 + 14));
        unknown.EstimatedCostShare.ShouldBe(0.166667m);
    }

    // A return counts on its own date, in full, linked to no sale.
    [Fact]
    public void NetRevenue_ReturnOfAnOlderSale_CountsOnItsOwnDate() =>
        A.Customer().Bought("2025-06-01", 100m).Returned("2026-01-01", 100m).Measured().NetRevenue.ShouldBe(Money.Of(-100));

    // A sale of net 0 costs its goods.
    [Fact]
    public void GrossProfit_SampleOfNetZero_CostsItsGoods() =>
        A.Customer().Bought("2026-02-01", 100m, cost: 60m).Bought("2026-03-01", 0m, cost: 15m)
            .Measured().GrossProfit.ShouldBe(Money.Of(25));

    // Estimated cost of goods is summed over the customer, then rounded: three of 0.05 at 70 % are 0.105, not 3 x 0.04.
    [Fact]
    public void GrossProfit_EstimatedCosts_AreSummedBeforeRounding() =>
        A.Customer().Bought("2026-02-01", 0.05m).Bought("2026-03-01", 0.05m).Bought("2026-04-01", 0.05m)
            .Measured().GrossProfit.ShouldBe(Money.Of(0.05m));

    // Cost entries of the window, those before the first purchase too.
    [Fact]
    public void CostToServe_CostBeforeTheFirstPurchase_Counts() =>
        A.Customer().CostToServe("2026-01-01", 40m).Bought("2026-02-01", 100m).CostToServe("2026-12-31", 2m)
            .CostToServe("2025-12-31", 500m).Measured().CostToServe.ShouldBe(Money.Of(42));

    // Carrying cost = net x days late in the window / 365 x 8 %; days late = min(paid or AsOf, AsOf) - max(due, AsOf - 365).
    [Theory]
    [InlineData("2026-06-01", "2026-07-01", "2026-06-30", "0.00")]
    [InlineData("2026-06-01", "2026-07-01", "2026-07-01", "0.00")]
    [InlineData("2026-06-01", "2026-07-01", "2026-07-02", "8.00")]
    [InlineData("2026-06-01", "2026-12-21", null, "80.00")]
    [InlineData("2026-06-01", "2026-12-21", "2027-01-15", "80.00")]
    [InlineData("2026-06-01", "2027-01-05", null, "0.00")]
    [InlineData("2026-06-01", null, null, "0.00")]
    [InlineData("2025-10-01", "2025-12-01", "2026-01-10", "80.00")]
    [InlineData("2025-10-01", "2025-12-30", "2025-12-31", "0.00")]
    [InlineData("2024-01-01", "2024-02-01", null, "2920.00")]
    public void CarryingCost_DaysLateInTheWindow_AreChargedWhateverTheOrdersDate(
        string ordered, string? due, string? paid, string cost)
    {
        var measured = A.Customer().Bought(ordered, 36_500m, due: due, paid: paid).Measured();
        measured.CarryingCost.ToString().ShouldBe(cost);
        measured.CostToServe.ShouldBe(measured.CarryingCost);
    }

    [Fact]
    public void CarryingCost_Return_CarriesNothing() =>
        A.Customer().Bought("2026-01-05", 100m).Returned("2026-02-01", 36_500m, due: "2026-03-01")
            .Measured().CarryingCost.ShouldBe(Money.Zero);

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("0.08", "80.00")]
    [InlineData("0.12", "120.00")]
    public void CarryingCost_CostOfCapitalOfThePolicy_IsUsed(string rate, string cost) =>
        A.Customer().Bought("2026-06-01", 36_500m, due: "2026-12-21")
            .Measured(new ScoringPolicy { CostOfCapital = Number(rate) }).CarryingCost.ToString().ShouldBe(cost);

    [Fact]
    public void CarryingCost_ShorterWindow_CountsOnlyItsDays() =>
        A.Customer().Bought("2026-01-05", 36_500m, due: "2026-01-06")
            .Measured(new ScoringPolicy { WindowDays = 90 }).CarryingCost.ShouldBe(Money.Of(8 * 90));

    // Summed over the customer, then rounded: three sales of 0.4 cents are 0.01, not 0.
    [Fact]
    public void CarryingCost_SmallAmounts_AreSummedBeforeRounding() =>
        A.Customer().Bought("2026-06-01", 18.25m, due: "2026-12-30").Bought("2026-06-02", 18.25m, due: "2026-12-30")
            .Bought("2026-06-03", 18.25m, due: "2026-12-30").Measured().CarryingCost.ShouldBe(Money.Of(0.01m));

    // (GrossProfit - CostToServe) x 365 / Exposure, margin on net revenue; both from the rounded sums.
    [Fact]
    public void Profit_GrossProfitLessCostToServe_IsBroughtToAYear()
    {
        var measured = A.Customer().Bought(DaysAgo(100), 1_000m, cost: 700m).Bought(DaysAgo(10), 500m, cost: 350m)
            .CostToServe("2026-11-01", 130m).Measured();
        measured.ExposureDays.ShouldBe(100);
        measured.BookedProfit.ShouldBe(Money.Of(320));
        measured.Profit.ShouldBe(Money.Of(1_168));
        measured.ProfitMargin.ShouldBe(0.213333m);
    }

    // Estimated cost 0.077 is rounded to 0.08 first: 1.23 x 365 / 90 = 4.99, from 1.233 it would be 5.00.
    [Fact]
    public void Profit_RoundedGrossProfit_IsWhatItStartsFrom()
    {
        var measured = A.Customer().Bought(DaysAgo(20), 2.00m, cost: 0.80m).Bought(DaysAgo(10), 0.11m).Measured();
        measured.GrossProfit.ShouldBe(Money.Of(1.23m));
        measured.Profit.ShouldBe(Money.Of(4.99m));
        measured.ProfitMargin.ShouldBe(0.582938m);
    }

    // Margin is undefined where net revenue <= 0.
    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(101, false)]
    public void ProfitMargin_NetRevenueNotPositive_IsUndefined(int returned, bool defined) =>
        (A.Customer().Bought("2026-02-01", 100m).Returned("2026-02-02", returned).Measured().ProfitMargin is not null)
            .ShouldBe(defined);

    // Every nought on the way is a plain one.
    [Fact]
    public void Measure_SumsThatCancelOut_AreNeverMinusZero()
    {
        var measured = A.Customer().Bought("2026-02-01", 100m, cost: 100m).Returned("2026-02-02", 100m, cost: 100m)
            .CostToServe("2026-03-01", -5m).CostToServe("2026-03-02", 5m).SpendsAYear(10).Measured();
        decimal[] figures =
        [
            measured.NetRevenue.Amount, measured.GrossProfit.Amount, measured.CostToServe.Amount, measured.Profit.Amount,
            measured.BookedProfit.Amount, measured.PurchaseValue.Amount, measured.AverageOrder!.Value.Amount,
            measured.ShareOfWallet!.Value,
        ];
        figures.ShouldAllBe(figure => figure == 0 && !decimal.IsNegative(figure));
    }
}
