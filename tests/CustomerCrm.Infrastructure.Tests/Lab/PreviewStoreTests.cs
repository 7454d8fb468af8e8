using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Lab.Columns;
using CustomerCrm.Infrastructure.Tests.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Lab;

/// <summary>
/// "Not one customer is in another tier than the preview said": a draft is previewed, then published on the same facts, and every
/// customer's tiers and composite are compared with the scores that stand then.
/// </summary>
public sealed class PreviewStoreTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    private static readonly ScoringPolicy[] Drafts =
    [
        new ScoringPolicy { ProfitWeight = 70, PurchaseValueWeight = 20, LoyaltyWeight = 10 },
        new ScoringPolicy { LoyaltyWeight = 90, SatisfactionLower = 20, SatisfactionUpper = 60, GraceDays = 30, HysteresisPoints = 6 },
        new ScoringPolicy { Method = TierMethod.ValueMatrix, Guards = new GuardSettings { GroupBuy = new GroupBuySettings { MaxShare = 0.4m, Cap = Tier.Develop } } },
        new ScoringPolicy { Cutoffs = new Cutoffs { Platinum = 60, Gold = 45, Silver = 40, Develop = 30 }, Guards = new GuardSettings { Provisional = new ProvisionalSettings { On = false } } },
        new ScoringPolicy { WindowDays = 120, DefaultMargin = 0.6m, CostOfCapital = 0.2m },
        TestPolicies.ByTurnover,
    ];

    private PreviewStore Store => Crm.Services.GetRequiredService<PreviewStore>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Preview_ThenPublished_NobodyIsInAnotherTier(int seed)
    {
        var facts = await RandomFacts.FirmAsync(Crm, seed, pinnedUntil: "2026-12-05");
        foreach (var days in new[] { 2, 9, 40 })
        {
            await Crm.RecomputeAsync(Today.AddDays(days));
            var (kind, csv) = facts.Any();
            await Crm.ImportAsync(kind, csv);
        }

        foreach (var draft in Drafts)
        {
            var said = await SaidAsync(draft);
            await Crm.DraftAsync(draft);
            await Crm.PublishAsync(Today.AddDays(40));
            (await StandingAsync()).ShouldBe(said);
        }
    }

    // A hundred thousand customers whom nobody drew by hand, weights and method changed.
    [Fact]
    public async Task Preview_HundredThousandThenPublished_NobodyIsInAnotherTier()
    {
        await Crm.ExecuteAsync(
            """
            INSERT INTO customers (customer_key, name, kind, first_contact_on, created_at, changed_at, estimated_annual_spend)
            SELECT 'G' || n, 'Generated ' || n, 1, '2025-01-01', now(), now(), CASE WHEN n % 3 = 0 THEN n % 9000 END FROM generate_series(1, 100000) n;
            INSERT INTO orders (order_no, customer_id, ordered_on, kind, net, cost_of_goods, currency, fx_rate, base_net, base_cost_of_goods, due_on, paid_on, from_lines)
            SELECT
                'G' || c.id || '-' || k, c.id, date '2026-06-30' - (hashint8(c.id * 31 + k) & 1023) % 900, CASE WHEN (c.id + k) % 19 = 0 THEN 2 ELSE 1 END,
                x.net, x.cost, 'EUR', 1, x.net, x.cost, date '2026-06-01', CASE WHEN k % 2 = 0 THEN date '2026-06-20' END, false
            FROM customers c
            CROSS JOIN generate_series(1, 4) k
            CROSS JOIN LATERAL (
                SELECT r.net, CASE WHEN c.id % 4 <> 0 THEN round(r.net * (c.id % 13) / 11, 2) END AS cost
                FROM (SELECT round(((hashint8(c.id * 7 + k) & 65535)::numeric / (1 + (c.id % 10))) / 10, 2) AS net) r) x
            WHERE (c.id * 5 + k) % (1 + c.id % 4) = 0;
            """);
        await Crm.PublishAsync(new ScoringPolicy());
        foreach (var draft in new[] { Drafts[0] with { HysteresisPoints = 0 }, Drafts[2] })
        {
            var said = await SaidAsync(draft);
            said.Count.ShouldBe(100_000);
            await Crm.PublishAsync(draft);
            (await StandingAsync()).Zip(said).Where(pair => pair.First != pair.Second).Take(5).ShouldBeEmpty();
        }
    }

    // Whatever is written, the next look knows it: facts, owners, regions, pins, archived and new customers, imports undone.
    [Fact]
    public async Task Ask_AfterWrites_IsAsReadAnew()
    {
        await Crm.BuyerAsync("C1", 5, 100, Today);
        await Crm.BuyerAsync("C2", 3, 40, Today);
        await Crm.BuyerAsync("C3", 9, 10, Today);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.ExecuteAsync("INSERT INTO regions (name) VALUES ('North')");
        await ShouldBeCurrentAsync();

        await Crm.SalesAsync("MORE,C2,2026-06-01,500");
        await ShouldBeCurrentAsync();
        await Crm.ExecuteAsync("UPDATE customers SET region_id = (SELECT id FROM regions) WHERE customer_key = 'C1'");
        (await ShouldBeCurrentAsync()).Preview(new PreviewScorer(TestPolicies.ByTurnover)).Regions.Count.ShouldBe(2);
        await Crm.CustomersAsync("C4", "C5");
        (await ShouldBeCurrentAsync()).Decide(new PreviewScorer(TestPolicies.ByTurnover)).Count().ShouldBe(5);
        await Crm.Services.GetRequiredService<ImportUndo>()
            .UndoAsync(await Crm.ScalarAsync<long>("SELECT max(id)::bigint FROM imports"), new UndoOptions(), "tester", null, default);
        (await ShouldBeCurrentAsync()).Decide(new PreviewScorer(TestPolicies.ByTurnover)).Count().ShouldBe(3);
        await Crm.RecomputeAsync(Today.AddDays(1));
        await ShouldBeCurrentAsync();
    }

    // A writer whose transaction is still open when others have gone on is not forgotten when he commits.
    [Fact]
    public async Task Ask_WriterThatCommitsLate_IsNotForgotten()
    {
        await Crm.BuyerAsync("C1", 5, 100, Today);
        await Crm.BuyerAsync("C2", 5, 100, Today);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.ExecuteAsync("INSERT INTO regions (name) VALUES ('North')");
        await ShouldBeCurrentAsync();
        await using var connection = await Crm.Source.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        await using (var write = connection.CreateCommand())
        {
            write.CommandText = "UPDATE customers SET region_id = (SELECT id FROM regions) WHERE customer_key = 'C1'";
            await write.ExecuteNonQueryAsync();
        }

        await Crm.SalesAsync("MORE,C2,2026-06-01,500");
        await ShouldBeCurrentAsync();
        await late.CommitAsync();

        (await ShouldBeCurrentAsync()).Preview(new PreviewScorer(TestPolicies.ByTurnover)).Regions.Count.ShouldBe(2);
    }

    // "Very many" was told while a long transaction is open: read anew once, not again and again until it ends.
    [Fact]
    public async Task Ask_VeryManyBesideALongTransaction_IsReadAnewOnce()
    {
        await Crm.BuyerAsync("C1", 5, 100, Today);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        var first = await HeldAsync(TestPolicies.ByTurnover);
        await using var connection = await Crm.Source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using (var write = connection.CreateCommand())
        {
            write.CommandText = "INSERT INTO regions (name) VALUES ('North')";
            await write.ExecuteNonQueryAsync();
        }

        await Crm.ExecuteAsync("INSERT INTO rescored_customers (xid, customer_id) VALUES (pg_current_xact_id(), 0)");
        var second = await HeldAsync(TestPolicies.ByTurnover);
        var third = await HeldAsync(TestPolicies.ByTurnover);

        second.Population.ShouldNotBeSameAs(first.Population);
        third.Population.ShouldBeSameAs(second.Population);
        third.ReadAt.ShouldBeGreaterThan(second.ReadAt);
    }

    // Archived, and without a fact in the window that is tried: the publication would score him no more, and the preview says so.
    [Fact]
    public async Task Ask_WindowThatLeavesSomebodyOut_SaysHowMany()
    {
        await Crm.BuyerAsync("C1", 5, 100, Today);
        await Crm.CustomersAsync("OLD");
        await Crm.SalesAsync("O1,OLD,2025-12-01,90");
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.ExecuteAsync("UPDATE customers SET archived_at = now() WHERE customer_key = 'OLD'");
        (await HeldAsync(TestPolicies.ByTurnover)).Leaving.ShouldBe(0);
        var shorter = TestPolicies.ByTurnover with { WindowDays = 120 };

        var held = await HeldAsync(shorter);

        held.Leaving.ShouldBe(1);
        await Crm.PublishAsync(shorter);
        (await Crm.CountAsync("current_scores")).ShouldBe(held.Population.Decide(held.Population.Freeze(shorter)).Count());
    }

    // A read that failed is told, not begun again at once, and forgotten when it works.
    [Fact]
    public async Task Ask_ReadThatFails_IsToldAndTriedAgainLater()
    {
        await Crm.BuyerAsync("C1", 5, 100, Today);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.ExecuteAsync("ALTER TABLE rescored_customers RENAME TO hidden; ALTER TABLE score_runs RENAME TO hidden_runs");

        await Should.ThrowAsync<Npgsql.PostgresException>(() => HeldAsync(TestPolicies.ByTurnover));
        await Crm.ExecuteAsync("ALTER TABLE hidden RENAME TO rescored_customers; ALTER TABLE hidden_runs RENAME TO score_runs");
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Store.AskAsync(TestPolicies.ByTurnover, null, TimeSpan.FromMinutes(2), default));
        await HeldAsync(TestPolicies.ByTurnover);
    }

    [Fact]
    public async Task Ask_BeforeTheFirstScores_SaysSo() =>
        (await Store.AskAsync(new ScoringPolicy(), null, TimeSpan.FromMinutes(1), default)).ShouldBeOfType<PreviewAnswer.NoScores>();

    [Fact]
    public async Task Ask_ManyAtOnce_ReadOnce()
    {
        await Crm.BuyerAsync("C1", 5, 100, Today);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HeldAsync(TestPolicies.ByTurnover)));
        answers.Select(a => a.Population).Distinct().Count().ShouldBe(1);
    }

    // A past date under any version: what a dated run of that date would write.
    [Fact]
    public async Task Ask_PastDate_IsTheDatedRun()
    {
        var facts = new RandomFacts(7, customers: 30);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(30));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(75));
        await Crm.PublishAsync(new ScoringPolicy { GraceDays = 20, HysteresisPoints = 6 });
        var policy = (await Crm.WithDbAsync(async db => (await db.PolicyVersions.FindAsync(1))!)).Content;
        var past = Today.AddDays(-100);
        var held = await HeldAsync(policy, past);
        var said = Said(held.Population, new PreviewScorer(policy));

        await Crm.RecomputeAsync(past);

        said.ShouldBe(await Crm.RowsAsync(
            "SELECT customer_id, method_tier, computed_tier, shown_tier, composite FROM dated_scores ORDER BY customer_id"));
    }

    private async Task<PreviewPopulation> ShouldBeCurrentAsync()
    {
        var held = await HeldAsync(TestPolicies.ByTurnover);
        var anew = (await Crm.Services.GetRequiredService<PopulationReader>().ReadAsync(
            new PopulationRequest(null, TestPolicies.ByTurnover), new Infrastructure.Scoring.RunWatch(), default))!;
        var scorer = new PreviewScorer(TestPolicies.ByTurnover);
        Said(held.Population, scorer).ShouldBe(Said(anew.Population, scorer));
        held.Population.Preview(scorer).Regions.ShouldBe(anew.Population.Preview(scorer).Regions, new GroupComparer());
        return held.Population;
    }

    private async Task<List<string>> SaidAsync(ScoringPolicy draft)
    {
        var population = (await HeldAsync(draft)).Population;
        return Said(population, population.Freeze(draft));
    }

    private static List<string> Said(PreviewPopulation population, PreviewScorer scorer) =>
    [
        .. population.Decide(scorer).OrderBy(d => d.CustomerId).Select(d =>
            $"{d.CustomerId}|{(int)d.Tiers.Method}|{(int)d.Tiers.Computed}|{(int)d.Tiers.Shown}|{d.Composite?.Hundredths}"),
    ];

    private async Task<HeldPopulation> HeldAsync(ScoringPolicy policy, DateOnly? asOf = null)
    {
        Crm.Clock.Now += TimeSpan.FromMinutes(1);
        return (await Store.AskAsync(policy, asOf, TimeSpan.FromMinutes(2), default)).ShouldBeOfType<PreviewAnswer.Ready>().Held;
    }

    private Task<List<string>> StandingAsync() => Crm.RowsAsync(
        "SELECT customer_id, method_tier, computed_tier, shown_tier, composite FROM current_scores ORDER BY customer_id");

    private sealed class GroupComparer : IEqualityComparer<PreviewGroup>
    {
        public bool Equals(PreviewGroup? x, PreviewGroup? y) =>
            x is not null && y is not null && (x.Id, x.All, x.Up, x.Down) == (y.Id, y.All, y.Up, y.Down) && x.Then.SequenceEqual(y.Then);

        public int GetHashCode(PreviewGroup obj) => obj.Id;
    }
}
