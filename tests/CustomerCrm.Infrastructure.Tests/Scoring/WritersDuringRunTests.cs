using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>"No write is lost to a switch": imports while a full run builds.</summary>
public sealed class WritersDuringRunTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    [Fact]
    public async Task Import_WhileARunHasReadTheFacts_IsInItsScores()
    {
        await Crm.BuyerAsync("C1", 4, 100, Today);
        await Crm.RecomputeAsync();

        await ImportWhileBuildingAsync("customer_scores_b", () => Crm.RecomputeAsync(Today.AddDays(1)));

        (await RevenueAsync("C1")).ShouldBe("1399.00");
        (await Crm.RowAsync("SELECT DISTINCT as_of FROM current_scores")).ShouldBe("2026-07-01");
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    [Fact]
    public async Task Import_WhileTheFirstRunHasReadTheFacts_IsInItsScoresAndNoTierChange()
    {
        await Crm.BuyerAsync("C1", 4, 100, Today);

        await ImportWhileBuildingAsync("customer_scores_a", () => Crm.RecomputeAsync());

        (await RevenueAsync("C1")).ShouldBe("1399.00");
        (await RevenueAsync("NEW")).ShouldBe("1.00");
        (await Crm.CountAsync("tier_changes")).ShouldBe(0);
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    [Fact]
    public async Task Switch_WhileAnImportHoldsACustomerItMustRescore_DoesNotWaitForIt()
    {
        await Crm.BuyerAsync("C1", 4, 100, Today);
        await Crm.RecomputeAsync();
        await using var scores = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var run = Crm.RecomputeAsync(Today.AddDays(1));
        await scores.ArrivedAsync();
        await Crm.SalesAsync("LATE,C1,2026-06-29,999");
        await using var tags = await PausedTable.CloseAsync(Crm, "customer_tags");
        var import = Crm.ImportAsync(ImportKind.Customers, "customer_key,name,estimated_annual_spend\nC1,Renamed,77\n");
        await tags.ArrivedAsync();

        await scores.OpenAsync();
        (await run.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeOfType<RunOutcome.Scored>();
        await tags.OpenAsync();

        (await import).Changed.ShouldBe(1);
        (await Crm.RowAsync("SELECT as_of, net_revenue, estimated_annual_spend FROM current_metrics")).ShouldBe("2026-07-01|1399.00|77.00");
    }

    [Fact]
    public async Task Drain_WhileAnImportHoldsACustomer_LeavesHimToIt()
    {
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,referred_by_key\nREFERRER,R,\nC1,C,REFERRER\n");
        await Crm.SalesAsync("O1,REFERRER,2026-06-01,10", "O2,C1,2026-06-02,10");
        await Crm.RecomputeAsync();
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");
        await using var tags = await PausedTable.CloseAsync(Crm, "customer_tags");
        var import = Crm.ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Renamed\n");
        await tags.ArrivedAsync();

        var drained = await TouchedCustomers.DrainAsync(Crm.Source, Crm.Clock, default).WaitAsync(TimeSpan.FromMinutes(1));
        await tags.OpenAsync();
        await import;

        drained.ShouldBe(1);
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    [Fact]
    public async Task Run_StartedWhileAnImportOlderThanTheLastSwitchIsUnderWay_WaitsForTheImportAlone()
    {
        await Crm.BuyerAsync("C1", 4, 100, Today);
        await Crm.RecomputeAsync();
        await using var tags = await PausedTable.CloseAsync(Crm, "customer_tags");

        // A transaction older than that switch, of another test's database too, would count for the import's snapshot.
        await Patience.UntilAsync(() => Crm.ScalarAsync<bool>(
            "SELECT pg_snapshot_xmin(pg_current_snapshot()) > switched_xid FROM score_generation"));
        var import = Crm.ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Renamed\n");
        await tags.ArrivedAsync();
        await Crm.RecomputeAsync(Today.AddDays(1)).WaitAsync(TimeSpan.FromMinutes(1));

        var run = Crm.RecomputeAsync(Today.AddDays(2));
        await Patience.UntilAsync(async () => await Crm.CountAsync("score_runs WHERE state = 1") > 0);
        await tags.OpenAsync();
        await import;

        (await run.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeOfType<RunOutcome.Scored>().AsOf.ShouldBe(Today.AddDays(2));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Import_AgainAndAgainWhileRunsRun_EndsAsAFullRebuild(int seed)
    {
        var facts = new RandomFacts(seed, customers: 30);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(30));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(70));
        await Crm.RecomputeAsync();
        var imports = 0;
        using var enough = new CancellationTokenSource();

        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var (kind, csv) = facts.Any();
                await Crm.ImportAsync(kind, csv);
                imports++;
            }
        });
        var asOf = Today;
        for (var run = 0; run < 15; run++)
            await Crm.RecomputeAsync(asOf = asOf.AddDays(run % 4 == 3 ? 1 : 0));
        await enough.CancelAsync();
        await writing;

        imports.ShouldBeGreaterThan(0);
        var written = await Crm.CurrentScoresAsync();
        await Crm.RecomputeAsync(asOf);
        (await Crm.CurrentScoresAsync()).ShouldBe(written);
        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
    }

    private async Task ImportWhileBuildingAsync(string table, Func<Task<RunOutcome>> start)
    {
        await using var paused = await PausedTable.CloseAsync(Crm, table);
        var run = start();
        await paused.ArrivedAsync();
        await Crm.ImportAsync(
            ImportKind.Orders, "order_no,customer_key,ordered_on,net\nLATE,C1,2026-06-29,999\nLATE2,NEW,2026-06-29,1\n",
            new ImportOptions(CreateCustomers: true));
        await paused.OpenAsync();
        (await run).ShouldBeOfType<RunOutcome.Scored>();
    }

    private Task<string> RevenueAsync(string key) => Crm.RowAsync(
        $"SELECT net_revenue FROM current_metrics m JOIN customers c ON c.id = m.customer_id WHERE customer_key = '{key}'");
}
