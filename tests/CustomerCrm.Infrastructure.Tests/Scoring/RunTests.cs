using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>Runs and versions (value model, section 7).</summary>
public sealed class RunTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    [Fact]
    public async Task Run_NobodyBought_LeavesNoRun()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-06-01,0.00");

        (await Crm.RecomputeAsync()).ShouldBe(new RunOutcome.NoBuyer(Today));

        (await Crm.CountAsync("score_runs") + await Crm.CountAsync("policy_versions") + await Crm.CountAsync("current_scores")).ShouldBe(0);
    }

    [Fact]
    public async Task Run_FirstThatFindsABuyer_PublishesVersion1ByTheSystem()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.CustomersAsync("C2");

        (await Crm.RecomputeAsync()).ShouldBe(new RunOutcome.Scored(RunKind.Current, Today, 1, 2, PublishedVersion: true));

        (await Crm.RowAsync("SELECT number, author, note, scales_as_of, scale_population FROM policy_versions"))
            .ShouldBe("1|system||2026-06-30|1");
        (await Crm.RowAsync("SELECT slot, policy_version, as_of FROM score_generation")).ShouldBe("a|1|2026-06-30");
        (await Crm.CurrentTiersAsync()).Last().ShouldBe($"C2|{(int)Tier.Unrated}");
    }

    [Fact]
    public async Task Run_LaterDate_BecomesCurrentUnderTheSameVersion()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.RecomputeAsync();

        (await Crm.RecomputeAsync(Today.AddDays(1))).ShouldBe(
            new RunOutcome.Scored(RunKind.Current, Today.AddDays(1), 1, 1, PublishedVersion: false));

        (await Crm.RowAsync("SELECT DISTINCT as_of FROM current_scores")).ShouldBe("2026-07-01");
        (await Crm.CountAsync("policy_versions")).ShouldBe(1);
    }

    [Fact]
    public async Task Run_NothingSaid_IsAsOfTheFirmsToday()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.ExecuteAsync("UPDATE firm SET time_zone = 'Pacific/Auckland'");
        Crm.Clock.Now = new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero); // midnight in Auckland

        (await Crm.RecomputeAsync()).ShouldBeOfType<RunOutcome.Scored>().AsOf.ShouldBe(new DateOnly(2026, 7, 1));
    }

    [Fact]
    public async Task Run_ScoringDateFixed_IsAsOfIt()
    {
        await Crm.BuyerAsync("C1", 3, 100, new DateOnly(2025, 3, 1));
        await Crm.ExecuteAsync("UPDATE firm SET scoring_date = DATE '2025-03-09'");

        (await Crm.RecomputeAsync()).ShouldBeOfType<RunOutcome.Scored>().AsOf.ShouldBe(new DateOnly(2025, 3, 9));
    }

    [Fact]
    public async Task Run_ScoringDateConfigured_WinsOverTheStoredOne()
    {
        await using var crm = await TestCrm.CreateAsync(("Firm:ScoringDate", "2025-03-10"));
        await crm.BuyerAsync("C1", 3, 100, new DateOnly(2025, 3, 1));
        await crm.ExecuteAsync("UPDATE firm SET scoring_date = DATE '2025-03-09'");

        (await crm.RecomputeAsync()).ShouldBeOfType<RunOutcome.Scored>().AsOf.ShouldBe(new DateOnly(2025, 3, 10));
    }

    [Fact]
    public async Task Publish_TimeAfterTime_NumbersWithoutAGap()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.PublishAsync();
        await Crm.PublishAsync(rollBackTo: 9);
        await Crm.PublishAsync();
        await Crm.PublishAsync(rollBackTo: 1);

        (await Crm.RowsAsync("SELECT number, rolled_back_to, author, note FROM policy_versions ORDER BY 1"))
            .ShouldBe(["1||tester|a note", "2||tester|a note", "3|1|tester|a note"]);
        (await Crm.CountAsync("audit_entries WHERE action = 'published'")).ShouldBe(3);
    }

    [Fact]
    public async Task Publish_CancelledRun_UsesUpNoNumber()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await using (var paused = await PausedTable.CloseAsync(Crm, "customer_scores_a"))
        {
            using var stop = new CancellationTokenSource();
            var publishing = Crm.PublishAsync(cancellation: stop.Token);
            await paused.ArrivedAsync();
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(publishing);
        }

        (await Crm.CountAsync("policy_versions")).ShouldBe(0);
        (await Crm.PublishAsync()).ShouldBeOfType<RunOutcome.Scored>().PolicyVersion.ShouldBe(1);
    }

    [Fact]
    public async Task Publish_NobodyBought_PublishesWithoutScales()
    {
        await Crm.CustomersAsync("C1");

        (await Crm.PublishAsync()).ShouldBe(new RunOutcome.Scored(RunKind.Current, Today, 1, 1, PublishedVersion: true));

        (await Crm.RowAsync("SELECT content->>'purchaseValueScale', scale_population FROM policy_versions")).ShouldBe("|0");
    }

    [Fact]
    public async Task Scales_FactsAfterwards_StayFrozen()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.BuyerAsync("C2", 3, 200, Today);
        await Crm.PublishAsync();
        var scale = await Crm.RowAsync("SELECT content->'purchaseValueScale' FROM policy_versions WHERE number = 1");

        await Crm.BuyerAsync("C3", 3, 900, Today);
        await Crm.RecomputeAsync(Today.AddDays(1));

        (await Crm.RowAsync("SELECT content->'purchaseValueScale' FROM policy_versions WHERE number = 1")).ShouldBe(scale);
        (await Crm.RowAsync("""
            SELECT purchase_value_score FROM current_scores s JOIN customers c ON c.id = s.customer_id WHERE customer_key = 'C3'
            """)).ShouldBe("10000");
        await Crm.PublishAsync();
        (await Crm.RowAsync("SELECT content->'purchaseValueScale' FROM policy_versions WHERE number = 2")).ShouldNotBe(scale);
    }

    [Fact]
    public async Task Publish_ScalesAsOfAnEarlierDate_ScoresAtTheCurrentOne()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today.AddDays(-40));
        await Crm.BuyerAsync("C2", 3, 100, Today);
        await Crm.RecomputeAsync();

        (await Crm.PublishAsync(Today.AddDays(-40))).ShouldBe(new RunOutcome.Scored(RunKind.Current, Today, 2, 2, PublishedVersion: true));

        (await Crm.RowAsync("SELECT scales_as_of, scale_population FROM policy_versions WHERE number = 2")).ShouldBe("2026-05-21|1");
    }

    [Fact]
    public async Task RollBack_OnTheSameAsOf_GivesEveryTierAndScoreBack()
    {
        for (var n = 1; n <= 12; n++)
            await Crm.BuyerAsync($"C{n:00}", n, 30 * n, Today.AddDays(-11 * n), costShare: 0.05m * n);
        await Crm.RecomputeAsync(Today.AddDays(-20));
        await Crm.RecomputeAsync();
        var before = await ScoresWithoutVersionAsync();
        await Crm.PublishAsync(new ScoringPolicy
        {
            PurchaseValueWeight = 1,
            ProfitWeight = 0,
            LoyaltyWeight = 9,
            HysteresisPoints = 0,
            Cutoffs = new Cutoffs { Platinum = 60, Gold = 55, Silver = 51, Develop = 50 },
        });
        (await ScoresWithoutVersionAsync()).ShouldNotBe(before);

        await Crm.PublishAsync(rollBackTo: 1);

        (await ScoresWithoutVersionAsync()).ShouldBe(before);
        (await Crm.RowAsync("SELECT DISTINCT policy_version FROM current_scores")).ShouldBe("3");
        (await Crm.RowAsync("SELECT (SELECT content FROM policy_versions WHERE number = 1) = content FROM policy_versions WHERE number = 3")).ShouldBe("True");
    }

    [Fact]
    public async Task Run_VersionForTheCurrentDateOrLater_IsRefused()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.RecomputeAsync();

        (await Crm.RecomputeAsync(Today, version: 1)).ShouldBe(new RunOutcome.VersionOnlyForPast(Today));
        (await Crm.RecomputeAsync(Today.AddDays(1), version: 1)).ShouldBe(new RunOutcome.VersionOnlyForPast(Today));
        (await Crm.RecomputeAsync(Today.AddDays(-1), version: 7)).ShouldBe(new RunOutcome.UnknownVersion(7));
        (await Crm.PublishAsync(rollBackTo: 7)).ShouldBe(new RunOutcome.UnknownVersion(7));
    }

    [Fact]
    public async Task Run_Each_IsAuditedOnce()
    {
        await Crm.BuyerAsync("C1", 3, 100, Today);
        await Crm.ExecuteAsync("DELETE FROM audit_entries");

        await Crm.RecomputeAsync();
        await Crm.RecomputeAsync(Today.AddDays(1));

        (await Crm.RowsAsync("SELECT user_name, action, subject, details->>'kind', details->>'asOf', details->>'customers' FROM audit_entries ORDER BY id"))
            .ShouldBe(["tester|published|score run|Current|2026-06-30|1", "tester|recomputed|score run|Current|2026-07-01|1"]);
    }

    private Task<List<string>> ScoresWithoutVersionAsync() => Crm.RowsAsync(
        "SELECT to_jsonb(s) - 'run_id' - 'slot' - 'policy_version' FROM current_scores s ORDER BY customer_id");
}
