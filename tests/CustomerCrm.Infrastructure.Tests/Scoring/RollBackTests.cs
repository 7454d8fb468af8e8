using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>"On the same AsOf every tier is as before" (value model, section 7): whole tables, whatever happened on the way there.</summary>
public sealed class RollBackTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    private static readonly ScoringPolicy Other = new()
    {
        WindowDays = 120,
        DefaultMargin = 0.6m,
        LoyaltyWeight = 70,
        HysteresisPoints = 0,
        GraceDays = 3,
        Cutoffs = new Cutoffs { Platinum = 60, Gold = 45, Silver = 40, Develop = 30 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RollBack_AfterRunsWritesAndPins_GivesEveryMeasureAndScoreBack(int seed)
    {
        var facts = await RandomFacts.FirmAsync(Crm, seed, pinnedUntil: "2026-07-05");
        foreach (var days in new[] { 2, 3, 9, 100, 101, 400, 402 })
        {
            await Crm.RecomputeAsync(Today.AddDays(days));
            var (kind, csv) = facts.Any();
            await Crm.ImportAsync(kind, csv);
        }

        await Crm.RecomputeAsync(Today.AddDays(60)); // a dated run is remembered from too
        await Crm.RecomputeAsync(Today.AddDays(402));
        var before = await TablesAsync();
        await Crm.PublishAsync(Other);
        (await TablesAsync()).ShouldNotBe(before);

        await Crm.PublishAsync(rollBackTo: 1);

        (await TablesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task RollBack_CustomerWhomTheRunBeforeDidNotHold_GetsPlainCutoffsAsBefore()
    {
        await Crm.CustomersAsync("C1", "C2");
        await Crm.SalesAsync("OLD,C1,2025-07-01,90", "STAYS,C2,2026-06-01,90");
        await Crm.PublishAsync(TestPolicies.ByTurnover with { HysteresisPoints = 6 });
        await Crm.ExecuteAsync("UPDATE customers SET archived_at = now() WHERE customer_key = 'C1'");
        await Crm.RecomputeAsync(Today.AddDays(2)); // archived, and his only fact is out of the window
        (await Crm.CountAsync("current_scores")).ShouldBe(1);
        await Crm.SalesAsync("NEW,C1,2026-07-03,80");
        await Crm.RecomputeAsync(Today.AddDays(3));
        var before = await TablesAsync();
        (await Crm.CurrentTiersAsync())[0].ShouldBe($"C1|{(int)Tier.Gold}"); // 80: Platinum, had he been it the day before

        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.PublishAsync(rollBackTo: 1);

        (await TablesAsync()).ShouldBe(before);
        (await Crm.RowsAsync("SELECT h.as_of, h.shown_tier FROM score_history h JOIN customers c ON c.id = h.customer_id WHERE customer_key = 'C1' ORDER BY 1"))
            .ShouldBe(["2026-06-30|5", "2026-07-02|0", "2026-07-03|4"]);
    }

    [Fact]
    public async Task Run_PastDateUnderTheVersionOfThen_IsWhatWasCurrentThen()
    {
        var facts = new RandomFacts(5, customers: 30);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(30));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(75));
        await Crm.PublishAsync(new ScoringPolicy { GraceDays = 20, HysteresisPoints = 6 });
        await Crm.RecomputeAsync(Today.AddDays(60));
        await Crm.RecomputeAsync(Today.AddDays(70));
        var then = await Crm.ExportLinesAsync(ExportKind.Scores);
        await Crm.RecomputeAsync(Today.AddDays(150));
        await Crm.PublishAsync(Other);

        await Crm.RecomputeAsync(Today.AddDays(70), version: 1);

        (await Crm.ExportLinesAsync(ExportKind.Scores, Today.AddDays(70))).ShouldBe(then);
        await Crm.RecomputeAsync(Today.AddDays(70), version: 2);
        (await Crm.ExportLinesAsync(ExportKind.Scores, Today.AddDays(70))).ShouldNotBe(then);
    }

    private Task<List<string>> TablesAsync() => Crm.RowsAsync(
        """
        SELECT c.customer_key, to_jsonb(m) - 'run_id' - 'slot', to_jsonb(s) - 'run_id' - 'slot' - 'policy_version'
        FROM customers c
        LEFT JOIN current_metrics m ON m.customer_id = c.id
        LEFT JOIN current_scores s ON s.customer_id = c.id
        ORDER BY c.customer_key
        """);
}
