using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>History rows, tier changes with their reason, pins and grace, through the database.</summary>
public sealed class HistoryTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();

        // The first purchase is 360 days old, so a sum of 90 is 91.25 a year and as many points: Platinum.
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("OLD,C1,2025-07-05,40", "NEW,C1,2026-06-01,50");
        await Crm.PublishAsync(TestPolicies.ByTurnover);
    }

    [Fact]
    public async Task TierChange_CorrectedFact_IsOfFacts()
    {
        await Crm.SalesAsync("NEW,C1,2026-06-01,20");

        (await ChangesAsync()).ShouldBe(["2026-06-30|Platinum>Silver|Platinum>Silver|1|Facts"]);
    }

    [Fact]
    public async Task TierChange_CalendarAlone_IsOfTime()
    {
        await Crm.RecomputeAsync(new DateOnly(2026, 7, 4));
        (await ChangesAsync()).ShouldBeEmpty();

        await Crm.RecomputeAsync(new DateOnly(2026, 7, 5)); // 365 days after OLD

        (await ChangesAsync()).ShouldBe(["2026-07-05|Platinum>Silver|Platinum>Silver|1|Time"]);
    }

    [Fact]
    public async Task TierChange_NewVersionAlone_IsOfRules()
    {
        await Crm.PublishAsync(TestPolicies.ByTurnover with { Cutoffs = new Cutoffs { Platinum = 95 } });

        (await ChangesAsync()).ShouldBe(["2026-06-30|Platinum>Gold|Platinum>Gold|2|Rules"]);
    }

    [Fact]
    public async Task TierChange_NewVersionOnFactsThatMovedTheOldOneToo_IsOfBoth()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        await Crm.DraftAsync(TestPolicies.ByTurnover with { Cutoffs = new Cutoffs { Platinum = 99, Gold = 98, Silver = 97, Develop = 25 } });
        var publishing = Crm.PublishAsync();
        await paused.ArrivedAsync();
        // More than are scored at once wait in the queue, for the switch.
        await Crm.ExecuteAsync("UPDATE orders SET net = 20, base_net = 20 WHERE order_no = 'NEW'");
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");
        await paused.OpenAsync();
        await publishing;

        (await ChangesAsync()).ShouldBe(["2026-06-30|Platinum>Develop|Platinum>Develop|2|Both"]);
    }

    [Fact]
    public async Task TierChange_FactScoredByItsOwnWriteWhileTheRunBuilds_IsOfTime()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var run = Crm.RecomputeAsync(new DateOnly(2026, 7, 5));
        await paused.ArrivedAsync();
        await Crm.SalesAsync("NEW,C1,2026-06-01,51"); // Platinum as before
        await paused.OpenAsync();
        await run;

        (await ChangesAsync()).ShouldBe(["2026-07-05|Platinum>Silver|Platinum>Silver|1|Time"]);
    }

    [Fact]
    public async Task TierChange_DrainedWhileTheRunIsAboutToSwitch_IsToldOnce()
    {
        await Crm.ExecuteAsync("UPDATE orders SET net = 20, base_net = 20 WHERE order_no = 'NEW'");
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");
        await using var paused = await PausedTable.CloseAsync(Crm, "score_history_next");
        var run = Crm.RecomputeAsync(Today.AddDays(1));
        await paused.ArrivedAsync();

        (await TouchedCustomers.DrainAsync(Crm.Source, Crm.Clock, default)).ShouldBe(1);
        await paused.OpenAsync();
        await run;

        (await ChangesAsync()).ShouldBe(["2026-06-30|Platinum>Silver|Platinum>Silver|1|Facts"]);
        (await Crm.RowsAsync("SELECT as_of, shown_tier FROM score_history ORDER BY as_of")).ShouldBe(["2026-06-30|3"]);
    }

    [Fact]
    public async Task TierChange_PinBeginsAndEnds_IsOfPinOnBothDates()
    {
        await PinAsync(Tier.Gold, "2026-07-01", "2026-07-02");

        foreach (var day in new[] { 0, 1, 2, 3 })
            await Crm.RecomputeAsync(Today.AddDays(day));

        (await ChangesAsync()).ShouldBe(
            ["2026-07-01|Platinum>Gold|Platinum>Platinum|1|Pin", "2026-07-03|Gold>Platinum|Platinum>Platinum|1|Pin"]);
    }

    [Fact]
    public async Task Pin_TwoThatHold_TheNewestCounts()
    {
        await PinAsync(Tier.Gold, "2026-07-01", "2026-07-31");
        await PinAsync(Tier.Silver, "2026-07-01", "2026-07-01");

        await Crm.RecomputeAsync(Today.AddDays(1));
        (await Crm.CurrentTiersAsync()).ShouldBe([$"C1|{(int)Tier.Silver}"]);
        await Crm.RecomputeAsync(Today.AddDays(2));

        (await Crm.CurrentTiersAsync()).ShouldBe([$"C1|{(int)Tier.Gold}"]);
        (await Crm.RowAsync("SELECT computed_tier, unpinned_tier FROM current_scores")).ShouldBe("5|5");
    }

    [Fact]
    public async Task TierChange_FallThatWaited_IsOfGraceOnTheDayItEnds()
    {
        await Crm.PublishAsync(TestPolicies.ByTurnover with { GraceDays = 10 });
        await Crm.RecomputeAsync(new DateOnly(2026, 7, 5));
        (await Crm.RowAsync("SELECT computed_tier, shown_tier, first_fall_on FROM current_scores")).ShouldBe("3|5|2026-07-05");
        await Crm.RecomputeAsync(new DateOnly(2026, 7, 14));
        (await ChangesAsync()).ShouldBeEmpty();

        await Crm.RecomputeAsync(new DateOnly(2026, 7, 15));

        (await ChangesAsync()).ShouldBe(["2026-07-15|Platinum>Silver|Silver>Silver|2|Grace"]);
        (await Crm.RowAsync("SELECT shown_tier, first_fall_on FROM current_scores")).ShouldBe("3|");
    }

    [Fact]
    public async Task TierChange_FirstScore_WritesNone()
    {
        await Crm.SalesAsync("X,C1,2026-06-02,1");
        await Crm.CustomersAsync("C2");
        await Crm.BuyerAsync("C3", 3, 10, Today);

        (await ChangesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task TierChange_LaterCorrection_KeepsTheMeasuresItWasMadeFrom()
    {
        await Crm.SalesAsync("NEW,C1,2026-06-01,20");

        await Crm.SalesAsync("NEW,C1,2026-06-01,50");

        (await Crm.RowsAsync("SELECT (measures->>'netRevenue')::numeric(14,2) FROM tier_changes ORDER BY id")).ShouldBe(["60.00", "90.00"]);
        (await ChangesAsync()).Last().ShouldBe("2026-06-30|Silver>Platinum|Silver>Platinum|1|Facts");
    }

    [Fact]
    public async Task History_DayByDay_HasARowAtChangesAndMonthEnds()
    {
        for (var day = new DateOnly(2026, 7, 1); day <= new DateOnly(2026, 8, 2); day = day.AddDays(1))
            await Crm.RecomputeAsync(day);

        (await Crm.RowsAsync("SELECT as_of, shown_tier FROM score_history ORDER BY as_of"))
            .ShouldBe(["2026-06-30|5", "2026-07-05|3", "2026-07-31|3"]);
    }

    [Fact]
    public async Task Hysteresis_AgainstTheRunBefore_KeepsTheTierUnderItsCutoff()
    {
        await Crm.PublishAsync(TestPolicies.ByTurnover with { HysteresisPoints = 5 });
        await Crm.SalesAsync("NEW,C1,2026-06-01,42"); // 82: no memory yet on this AsOf, plain cutoffs
        (await Crm.CurrentTiersAsync()).ShouldBe([$"C1|{(int)Tier.Gold}"]);
        await Crm.SalesAsync("NEW,C1,2026-06-01,50");

        await Crm.RecomputeAsync(Today.AddDays(1));
        await Crm.SalesAsync("NEW,C1,2026-06-01,42");
        (await Crm.CurrentTiersAsync()).ShouldBe([$"C1|{(int)Tier.Platinum}"]);
        await Crm.SalesAsync("NEW,C1,2026-06-01,39");

        (await Crm.CurrentTiersAsync()).ShouldBe([$"C1|{(int)Tier.Gold}"]);
    }

    private Task<int> PinAsync(Tier tier, string from, string until) => Crm.WithDbAsync(async db =>
    {
        db.PinnedTiers.Add(new PinnedTier
        {
            CustomerId = db.Customers.Single(c => c.CustomerKey == "C1").Id,
            Tier = tier,
            FromOn = DateOnly.Parse(from, null),
            UntilOn = DateOnly.Parse(until, null),
            Reason = "a promise",
            PinnedBy = "manager",
            PinnedAt = Crm.Clock.Now = Crm.Clock.Now.AddSeconds(1),
        });
        return await db.SaveChangesAsync();
    });

    private Task<List<string>> ChangesAsync() => Crm.WithDbAsync(db => Task.FromResult(db.TierChanges
        .OrderBy(c => c.Id)
        .AsEnumerable()
        .Select(c => $"{c.AsOf:yyyy-MM-dd}|{c.FromTier}>{c.ToTier}|{c.FromComputed}>{c.ToComputed}|{c.PolicyVersion}|{c.Reason}")
        .ToList()));
}
