using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>
/// What stands between a write and a switch, guard by guard: each of these tests was seen to fail with its guard taken out
/// (docs/reliability.md).
/// </summary>
public sealed class SwitchGuardTests : CrmTests
{
    private const string Correction = "UPDATE orders SET net = 20, base_net = 20 WHERE order_no = 'NEW'";

    private static readonly DateOnly Tomorrow = TestCrm.Today.AddDays(1);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("OLD,C1,2025-07-05,40", "NEW,C1,2026-06-01,50");
        await Crm.PublishAsync(TestPolicies.ByTurnover);
    }

    [Fact]
    public async Task Switch_WriteScoredButNotCommitted_WaitsForItAndKeepsIt()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "score_history_next");
        var run = Crm.RecomputeAsync(Tomorrow);
        await paused.ArrivedAsync();
        await using var writer = await OpenWriter.BeginAsync(Crm, Correction);
        await writer.ScoreAsync();

        await paused.OpenAsync();
        await OpenWriter.SomebodyWaitsAsync(Crm, run);
        await writer.CommitAsync();
        await run;

        (await RevenueAsync()).ShouldBe("2026-07-01|60.00");
    }

    [Fact]
    public async Task Start_WriteScoredBeforeTheRunWasNoted_WaitsForItAndMeasuresIt()
    {
        await using var writer = await OpenWriter.BeginAsync(Crm, Correction);
        await writer.ScoreAsync();

        var run = Crm.RecomputeAsync(Tomorrow);
        await OpenWriter.SomebodyWaitsAsync(Crm, run);
        await writer.CommitAsync();
        await run;

        (await RevenueAsync()).ShouldBe("2026-07-01|60.00");
    }

    [Fact]
    public async Task Write_WaitedForASwitch_ScoresIntoWhatIsCurrentAfterIt()
    {
        await Crm.RecomputeAsync(Tomorrow);
        await using var switching = await Crm.Source.OpenConnectionAsync();
        await using var transaction = await switching.BeginTransactionAsync();
        await ScoreTables.LockOutWritersAsync(switching, default);
        await ScoreTables.ExecuteAsync(switching, "UPDATE score_generation SET slot = 'a', run_id = 1, as_of = '2026-06-30'", default);

        var write = Crm.SalesAsync("NEW,C1,2026-06-01,20");
        await OpenWriter.SomebodyWaitsAsync(Crm, write);
        await transaction.CommitAsync();
        await write;

        (await RevenueAsync()).ShouldBe("2026-06-30|60.00");
    }

    [Fact]
    public async Task Switch_DrainUnderWay_WaitsForItAndTellsItsChangeOnce()
    {
        await Crm.ExecuteAsync(Correction + "; INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");
        await using var history = await PausedTable.CloseAsync(Crm, "score_history_next");
        var run = Crm.RecomputeAsync(Tomorrow);
        await history.ArrivedAsync();
        await using var scores = await PausedTable.CloseAsync(Crm, "customer_scores_a");
        var drain = TouchedCustomers.DrainAsync(Crm.Source, Crm.Clock, default);
        await scores.ArrivedAsync();

        await history.OpenAsync();
        await OpenWriter.SomebodyWaitsAsync(Crm, run);
        run.IsCompleted.ShouldBeFalse();
        await scores.OpenAsync();
        await Task.WhenAll(run, drain);

        (await Crm.RowsAsync("SELECT as_of, from_tier, to_tier FROM tier_changes")).ShouldBe(["2026-06-30|5|3"]);
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    [Fact]
    public async Task Drain_WordLeftForARun_LeavesItToTheRun()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "score_history_next");
        var run = Crm.RecomputeAsync(Tomorrow);
        await paused.ArrivedAsync();
        await using (var writer = await OpenWriter.BeginAsync(Crm, Correction))
        {
            await writer.ScoreAsync();
            await writer.CommitAsync();
        }

        using var queue = new DirtyQueue(Crm.Source, Crm.Clock);
        (await queue.DrainAsync(default)).ShouldBe(0);
        (await Crm.CountAsync("dirty_customers WHERE run_id IS NOT NULL")).ShouldBe(1);
        await paused.OpenAsync();
        await run;

        (await RevenueAsync()).ShouldBe("2026-07-01|60.00");
    }

    [Fact]
    public async Task Write_SameCustomerInAnotherWritersHands_WaitsAndMeasuresBothFacts()
    {
        await using var first = await OpenWriter.BeginAsync(Crm, Correction);
        await first.ScoreAsync();
        await using var second = await OpenWriter.BeginAsync(Crm, "UPDATE orders SET net = 5, base_net = 5 WHERE order_no = 'OLD'");
        var scoring = second.ScoreAsync();
        await Patience.UntilAsync(async () => scoring.IsCompleted || await Crm.CountAsync("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0);
        await first.CommitAsync();

        await scoring;
        await second.CommitAsync();

        (await RevenueAsync()).ShouldBe("2026-06-30|25.00");
    }

    [Theory]
    [InlineData("customer_scores_a", 1)]
    [InlineData("dirty_customers", 201)]
    public async Task Import_ScoringOrItsMarkFails_AppliesNothing(string table, int customers)
    {
        await RefuseAsync(table);
        var rows = Enumerable.Range(1, customers).Select(n => $"X{n},N{n},2026-06-29,1");

        await Should.ThrowAsync<PostgresException>(Crm.ImportAsync(
            ImportKind.Orders, TestCrm.Csv("order_no,customer_key,ordered_on,net", rows), new ImportOptions(CreateCustomers: true)));

        (await Crm.CountAsync("orders")).ShouldBe(2);
        (await Crm.CountAsync("customers")).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_SwitchFails_LeavesNoVersionAndNothingOfTheRun()
    {
        var before = await Crm.CurrentScoresAsync();
        await RefuseAsync("score_generation");

        await Should.ThrowAsync<PostgresException>(Crm.PublishAsync(TestPolicies.ByTurnover with { Cutoffs = new Cutoffs { Platinum = 95 } }));

        (await Crm.CountAsync("policy_versions")).ShouldBe(1);
        (await Crm.CountAsync("tier_changes")).ShouldBe(0);
        (await Crm.CurrentScoresAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Run_AfterOneThatDiedBeforeItsSwitch_KeepsNothingItPrepared()
    {
        await Crm.ExecuteAsync(
            """
            INSERT INTO score_history_next (customer_id, as_of, policy_version, composite, method_tier, computed_tier, unpinned_tier, shown_tier)
            SELECT id, '2026-06-29', 1, 0, 1, 1, 1, 1 FROM customers
            """);

        await Crm.RecomputeAsync(Tomorrow);

        (await Crm.RowsAsync("SELECT as_of, shown_tier FROM score_history")).ShouldBe(["2026-06-30|5"]);
    }

    private Task RefuseAsync(string table) => Crm.ExecuteAsync(
        $"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse();
        """);

    private Task<string> RevenueAsync() => Crm.RowAsync(
        "SELECT m.as_of, m.net_revenue FROM current_metrics m JOIN customers c ON c.id = m.customer_id WHERE customer_key = 'C1'");
}
