using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Sections 1 and 2: the window, occasions, first, last and "ever".</summary>
public class OccasionTests
{
    // Ten orders on one day are one occasion.
    [Fact]
    public void Occasions_TenOrdersOnOneDay_AreOne()
    {
        var customer = A.Customer();
        for (var i = 0; i < 10; i++)
        {
            customer.Bought("2026-05-05", 10m);
        }

        var measured = customer.Measured();
        (measured.Occasions, measured.OccasionsEver).ShouldBe((1, 1));
        measured.AverageOrder.ShouldBe(Money.Of(100));
    }

    [Fact]
    public void Occasions_DistinctDates_AreCountedEach() =>
        A.CustomerBuying("2026-05-05", "2026-05-06", "2026-05-05").Measured().Occasions.ShouldBe(2);

    // Neither a return nor a sale of net 0 is an occasion.
    [Fact]
    public void Occasions_ReturnOrSampleOfNetZero_IsNone()
    {
        var measured = A.Customer().Returned("2026-05-05", 10m).Bought("2026-05-06", 0m, cost: 4m).Measured();
        (measured.Occasions, measured.OccasionsEver, measured.EverBought).ShouldBe((0, 0, false));
        measured.FirstPurchaseOn.ShouldBeNull();
        measured.LastPurchaseOn.ShouldBeNull();
    }

    [Fact]
    public void Occasions_ReturnOnTheDayOfASale_LeavesTheOccasion() =>
        A.Customer().Bought("2026-05-05", 10m).Returned("2026-05-05", 10m).Measured().Occasions.ShouldBe(1);

    // AsOf - WindowDays < date <= AsOf: exactly WindowDays dates.
    [Theory]
    [InlineData("2025-12-31", 0)]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-12-31", 1)]
    public void Occasions_EdgesOfTheWindow_CountAsOfAndNotAsOfLessWindow(string bought, int occasions) =>
        A.CustomerBuying(bought).Measured().Occasions.ShouldBe(occasions);

    [Theory]
    [InlineData(90, 90)]
    [InlineData(365, 365)]
    [InlineData(400, 400)]
    public void Occasions_PurchaseOnEveryDate_AreTheWindowsDays(int windowDays, int occasions)
    {
        var customer = A.Customer();
        for (var ago = 0; ago < 500; ago++)
        {
            customer.Bought(DaysAgo(ago), 1m);
        }

        customer.Measured(new ScoringPolicy { WindowDays = windowDays }).Occasions.ShouldBe(occasions);
    }

    // The same dates for every kind of fact: orders, costs, answers.
    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void Facts_EdgesOfTheWindow_HoldForEveryKindOfFact(string on, bool inWindow)
    {
        var facts = A.Customer().Bought(on, 10m).Returned(on, 3m).CostToServe(on, 5m).Answered(on, 70m).Facts();
        facts.NetRevenue.ShouldBe(Money.Of(inWindow ? 7 : 0));
        facts.CostEntries.ShouldBe(Money.Of(inWindow ? 5 : 0));
        facts.SatisfactionCount.ShouldBe(inWindow ? 1 : 0);
    }

    // Later facts do not exist yet.
    [Fact]
    public void Measure_FactsAfterAsOf_DoNotExist()
    {
        var told = A.CustomerBuying("2026-02-02", "2026-03-03");
        var before = told.Measured(asOf: Day("2026-06-30"));
        told.Bought("2026-07-01", 900m).CostToServe("2026-07-01", 5m).Answered("2026-07-01", 3m).Referred("2026-07-01");
        told.Measured(asOf: Day("2026-06-30")).ShouldBe(before);
    }

    // First, last and "ever" mean dates with a sale of net > 0, before the window too.
    [Fact]
    public void Purchases_BeforeTheWindow_CountEver()
    {
        var measured = A.Customer().Bought("2020-01-01", 0m).Bought("2021-06-01", 5m).Bought("2026-03-01", 5m)
            .Returned("2026-04-01", 2m).Measured();
        measured.FirstPurchaseOn.ShouldBe(Day("2021-06-01"));
        measured.LastPurchaseOn.ShouldBe(Day("2026-03-01"));
        (measured.Occasions, measured.OccasionsEver).ShouldBe((1, 2));
    }

    // A measure is taken over the policy's window or not at all.
    [Fact]
    public void Measure_FactsOfAnotherWindow_AreRefused() =>
        Should.Throw<ArgumentException>(() => MetricsCalculator.Measure(A.Customer().Facts(windowDays: 90), new ScoringPolicy()));

    // Facts that are not measures go through unchanged.
    [Fact]
    public void Measure_PlainFacts_AreKept()
    {
        var measured = A.CustomerBuying("2026-02-02").SpendsAYear(5_000).Answered("2026-02-03", 70).Answered("2026-02-03", 75)
            .Referred("2026-02-02").CostToServe("2026-03-01", 7).Measured();
        measured.AsOf.ShouldBe(Today);
        measured.EstimatedAnnualSpend.ShouldBe(Money.Of(5_000));
        (measured.SatisfactionSum, measured.SatisfactionCount).ShouldBe((145m, 2));
        measured.Referrals.ShouldBe(1);
        measured.Contacted.ShouldBeTrue();
        measured.LargestDaySales.ShouldBe(Money.Of(100));
        measured.DaysSinceFirstPurchase.ShouldBe(332);
        measured.DaysSinceLastPurchase.ShouldBe(332);
    }
}
