using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>The nightly audit finds what drifted, and takes nothing for drift that is none.</summary>
public sealed class ScoreAuditTests : CrmTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-2));
        await Crm.BuyerAsync("C2", 3, 50, TestCrm.Today.AddDays(-9));
        await Crm.CustomersAsync("C3");
        await Crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,20\n");
        await Crm.ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nX1,C1,visit,2026-06-01,2\n");
        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,customer_key,ordered_on,net\nL1,1,C2,2026-06-03,10\nL1,2,C2,2026-06-03,11\n");
        await Crm.RecomputeAsync();
    }

    [Fact]
    public async Task Run_NothingDrifted_FindsNothingAndLeavesNothing()
    {
        await Crm.SalesAsync("N1,C1,2026-06-29,70", "N2,C3,2026-06-29,10");
        var before = await Crm.FingerprintAsync();

        var report = await AuditAsync();

        report.ShouldBe(new AuditReport(TestCrm.Today, 3, 0));
        var after = await Crm.FingerprintAsync();
        after.Where(t => before[t.Key] != t.Value).Select(t => t.Key).ShouldBe(["audit_entries"]);
    }

    [Theory]
    [InlineData("UPDATE customer_scores_a SET composite = composite + 1 WHERE customer_id = (SELECT id FROM customers WHERE customer_key = 'C1')", "C1: scores")]
    [InlineData("UPDATE customer_scores_a SET shown_tier = 5 WHERE customer_id = (SELECT id FROM customers WHERE customer_key = 'C3')", "C3: scores")]
    [InlineData("UPDATE customer_metrics_a SET profit = profit + 0.01 WHERE customer_id = (SELECT id FROM customers WHERE customer_key = 'C2')", "C2: measures")]
    [InlineData("DELETE FROM customer_scores_a WHERE customer_id = (SELECT id FROM customers WHERE customer_key = 'C2')", "C2: scores")]
    [InlineData("UPDATE orders SET base_net = base_net + 1000 WHERE order_no = 'C1-0'", "C1: base amount of order C1-0, measures, scores")]
    [InlineData("UPDATE orders SET net = 22, base_net = 22 WHERE order_no = 'L1'", "C2: measures, net of order L1, scores")]
    [InlineData("UPDATE cost_entries SET amount = 41", "C1: amount of cost entry X1, measures, scores")]
    [InlineData("INSERT INTO orders SELECT 999, 'lost', customer_id, '2026-06-28', kind, gross, discount, net, cost_of_goods, currency, fx_rate, base_net, base_cost_of_goods FROM orders WHERE order_no = 'C2-0'", "C2: measures, scores")]
    public async Task Run_DriftPlanted_NamesTheCustomerAndScoresHimAnew(string plant, string named)
    {
        await Crm.ExecuteAsync(plant.Replace("INSERT INTO orders SELECT", "INSERT INTO orders (id, order_no, customer_id, ordered_on, kind, gross, discount, net, cost_of_goods, currency, fx_rate, base_net, base_cost_of_goods, from_lines) SELECT", StringComparison.Ordinal)
            .Replace("base_cost_of_goods FROM", "base_cost_of_goods, false FROM", StringComparison.Ordinal));

        var report = await AuditAsync();

        report!.Drifted.ShouldBe(1);
        (await Crm.RowAsync("SELECT action, subject, details->'named' FROM audit_entries WHERE action = 'audited'"))
            .ShouldBe($"audited|scores|[\"{named}\"]");
        await TouchedCustomers.DrainAsync(Crm.Source, Crm.Clock, default);
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
        var left = await AuditAsync();
        (left!.Drifted == 0 || named.Contains(" of ", StringComparison.Ordinal)).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_CustomerWrittenToMeanwhile_IsNoDrift()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "dated_scores");
        var audit = AuditAsync();
        await paused.ArrivedAsync();
        await Crm.SalesAsync("N1,C1,2026-06-29,70");
        await paused.OpenAsync();

        (await audit)!.Drifted.ShouldBe(0);
    }

    [Fact]
    public async Task Run_Audited_IsNoMemoryOfLaterRuns()
    {
        await AuditAsync();

        await Crm.RecomputeAsync(TestCrm.Today.AddDays(1));

        (await Crm.CountAsync("score_runs")).ShouldBe(2);
        (await Crm.CountAsync("dated_scores") + await Crm.CountAsync("dated_metrics")).ShouldBe(0);
    }

    private Task<AuditReport?> AuditAsync() => Crm.Services.GetRequiredService<ScoreAudit>().RunAsync(new RunWatch(), default);
}
