using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>A write scores the customers it touches; what it leaves is what a full run would have made.</summary>
public sealed class TouchedCustomersTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Import_RandomFacts_LeavesTheScoresOfAFullRun(int seed)
    {
        var facts = new RandomFacts(seed);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(12));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(40));
        await Crm.PublishAsync(new ScoringPolicy { GraceDays = 10, HysteresisPoints = 5 });
        var asOf = Today;
        for (var round = 0; round < 12; round++)
        {
            if (round % 3 == 2)
                await Crm.RecomputeAsync(asOf = asOf.AddDays(facts.Next(1, 20)));
            var (kind, csv) = facts.Any();

            await Crm.ImportAsync(kind, csv);
            var touched = await Crm.CurrentScoresAsync();
            await Crm.RecomputeAsync(asOf);

            (await Crm.CurrentScoresAsync()).ShouldBe(touched, $"seed {seed}, round {round}: {kind}");
        }
    }

    [Fact]
    public async Task Import_MoreThan200Customers_GoesThroughTheQueueToTheSameScores()
    {
        await Crm.BuyerAsync("FIRST", 4, 100, Today);
        await Crm.RecomputeAsync();
        var rows = Enumerable.Range(1, 230).Select(n => $"O{n},C{n:000},2026-06-{n % 28 + 1:00},{n}.50,{n / 2}");
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_a");

        var import = Crm.ImportAsync(
            ImportKind.Orders, TestCrm.Csv("order_no,customer_key,ordered_on,net,cost_of_goods", rows), new ImportOptions(CreateCustomers: true));
        await paused.ArrivedAsync();
        (await Crm.CountAsync("dirty_customers")).ShouldBe(230);
        (await Crm.CountAsync("orders")).ShouldBe(234);
        await paused.OpenAsync();
        await import;

        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
        var drained = await Crm.CurrentScoresAsync();
        await Crm.RecomputeAsync();
        (await Crm.CurrentScoresAsync()).ShouldBe(drained);
    }

    [Fact]
    public async Task Drain_ManyBatches_LeavesTheScoresOfAFullRunAndNobodyTwice()
    {
        var facts = new RandomFacts(7);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(60));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(200));
        await Crm.RecomputeAsync();
        await Crm.ExecuteAsync("UPDATE orders SET base_net = base_net + 1, net = net + 1");
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers, generate_series(1, 2)");
        using var queue = new DirtyQueue(Crm.Source, Crm.Clock, batch: 7);

        (await queue.DrainAsync(default)).ShouldBe(60);

        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
        var drained = await Crm.CurrentScoresAsync();
        await Crm.RecomputeAsync();
        (await Crm.CurrentScoresAsync()).ShouldBe(drained);
    }

    [Fact]
    public async Task Drain_WhoIsHeldStandsFirst_ScoresThoseBehindHim()
    {
        await Crm.BuyerAsync("C1", 4, 100, Today);
        await Crm.BuyerAsync("C2", 4, 100, Today);
        await Crm.RecomputeAsync();
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");
        await using var connection = await Crm.Source.OpenConnectionAsync();
        await using var writer = await connection.BeginTransactionAsync();
        await ScoreTables.ExecuteAsync(connection, "SELECT 1 FROM customers WHERE customer_key = 'C1' FOR NO KEY UPDATE", default);
        using var queue = new DirtyQueue(Crm.Source, Crm.Clock, batch: 1);

        (await queue.DrainAsync(default).WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);

        (await Crm.RowAsync("SELECT customer_key FROM dirty_customers d JOIN customers c ON c.id = d.customer_id")).ShouldBe("C1");
    }

    [Fact]
    public async Task Import_OrderOfAReferredCustomer_ScoresHisReferrerToo()
    {
        await Crm.BuyerAsync("C0", 4, 100, Today);
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,referred_by_key\nREFERRER,R,\nREFERRED,S,REFERRER\n");
        await Crm.SalesAsync("O1,REFERRER,2026-06-01,100");
        await Crm.RecomputeAsync();
        (await ReferralsAsync()).ShouldBe("0");

        await Crm.SalesAsync("O2,REFERRED,2026-06-02,100");
        (await ReferralsAsync()).ShouldBe("1");
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,referred_by_key\nREFERRED,S,\n");

        (await ReferralsAsync()).ShouldBe("0");
    }

    [Fact]
    public async Task Import_BeforeTheFirstRun_LeavesNothingInTheQueue()
    {
        await Crm.BuyerAsync("C1", 4, 100, Today);

        (await Crm.CountAsync("dirty_customers")).ShouldBe(0);
        (await TouchedCustomers.DrainAsync(Crm.Source, Crm.Clock, default)).ShouldBe(0);
    }

    private Task<string> ReferralsAsync() => Crm.RowAsync("""
        SELECT referrals FROM current_metrics m JOIN customers c ON c.id = m.customer_id WHERE customer_key = 'REFERRER'
        """);
}
