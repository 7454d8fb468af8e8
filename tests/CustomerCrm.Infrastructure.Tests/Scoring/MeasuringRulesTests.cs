using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>
/// "Rules if the old version on today's facts gives the old computed tier" (value model, section 7), where the two versions
/// measure otherwise: the old one is asked with its own measures.
/// </summary>
public sealed class MeasuringRulesTests : CrmTests
{
    private static readonly ScoringPolicy ByProfit = TestPolicies.ByTurnover with { PurchaseValueWeight = 0, ProfitWeight = 1 };

    private static readonly ScoringPolicy ByRecency = TestPolicies.ByTurnover with
    {
        PurchaseValueWeight = 0,
        LoyaltyWeight = 1,
        LoyaltyWeights = new LoyaltyWeights { Tenure = 0, Recency = 1, Regularity = 0, ShareOfWallet = 0, Satisfaction = 0, Referrals = 0 },
    };

    [Fact]
    public async Task TierChange_WindowAlone_IsOfRules()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("OLD,C1,2025-07-05,40", "NEW,C1,2026-06-01,10");
        await Crm.PublishAsync(TestPolicies.ByTurnover); // 50 x 365 / 360

        await Crm.PublishAsync(TestPolicies.ByTurnover with { WindowDays = 90 }); // 10 x 365 / 90

        (await ChangesAsync()).ShouldBe(["Silver>Develop|Silver>Develop|2|Rules"]);
    }

    [Fact]
    public async Task TierChange_DefaultMarginAlone_IsOfRules()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("OLD,C1,2025-07-05,100", "NEW,C1,2026-06-01,100");
        await Crm.PublishAsync(ByProfit); // 200 x 0.3 x 365 / 360

        await Crm.PublishAsync(ByProfit with { DefaultMargin = 0.2m });

        (await ChangesAsync()).ShouldBe(["Silver>Develop|Silver>Develop|2|Rules"]);
    }

    [Fact]
    public async Task TierChange_CostOfCapitalAlone_IsOfRules()
    {
        await Crm.CustomersAsync("C1");
        await Crm.ImportAsync(
            ImportKind.Orders, "order_no,customer_key,ordered_on,net,cost_of_goods,due_on\nO1,C1,2025-07-05,200,100,2025-07-05\nO2,C1,2026-06-01,1,1,\n");
        await Crm.PublishAsync(ByProfit); // 100 less 200 x 360 / 365 x 0.08, x 365 / 360

        await Crm.PublishAsync(ByProfit with { CostOfCapital = 0.3m });

        (await ChangesAsync()).ShouldBe(["Platinum>Develop|Platinum>Develop|2|Rules"]);
    }

    [Fact]
    public async Task TierChange_ExposureFloorAlone_IsOfRules()
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("O1,C1,2026-05-31,8", "O2,C1,2026-06-10,7");
        await Crm.PublishAsync(TestPolicies.ByTurnover); // 15 x 365 / 90

        await Crm.PublishAsync(TestPolicies.ByTurnover with { ExposureFloorDays = 30 });

        (await ChangesAsync()).ShouldBe(["Silver>Platinum|Silver>Platinum|2|Rules"]);
    }

    [Fact]
    public async Task TierChange_RhythmFloorAlone_IsOfRules()
    {
        await Crm.BuyerAsync("C1", 21, 10, TestCrm.Today.AddDays(-28));
        await Crm.PublishAsync(ByRecency); // 28 days after the last purchase at a rhythm of 14: half way from 1 to 3

        await Crm.PublishAsync(ByRecency with { RhythmFloorDays = 7 });

        (await ChangesAsync()).ShouldBe(["Silver>Adjust|Silver>Adjust|2|Rules"]);
    }

    [Theory]
    [InlineData(5, "Silver>Adjust|Silver>Adjust|2|Both")] // the old window gives 45.63 now: Develop
    [InlineData(-20, "Silver>Adjust|Silver>Adjust|2|Facts")] // 20.28: Adjust under either
    public async Task TierChange_WindowAndFactsThatWaitInTheQueue_IsOfBothOrFacts(int net, string change)
    {
        await Crm.CustomersAsync("C1");
        await Crm.SalesAsync("OLD,C1,2025-07-05,40", "NEW,C1,2026-06-01,10");
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.DraftAsync(TestPolicies.ByTurnover with { WindowDays = 90 });
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var publishing = Crm.PublishAsync();
        await paused.ArrivedAsync();
        await Crm.ExecuteAsync($"UPDATE orders SET net = {Math.Max(net, 0)}, base_net = {Math.Max(net, 0)} WHERE order_no = 'NEW'");
        await Crm.ExecuteAsync($"UPDATE orders SET net = net + {Math.Min(net, 0)}, base_net = base_net + {Math.Min(net, 0)} WHERE order_no = 'OLD'");
        await Crm.ExecuteAsync("INSERT INTO dirty_customers (customer_id) SELECT id FROM customers");
        await paused.OpenAsync();

        await publishing;

        (await ChangesAsync()).ShouldBe([change]);
    }

    [Fact]
    public async Task TierChange_MoreMoveThanAreHeldAtOnce_EachIsToldOnce()
    {
        var keys = Enumerable.Range(1, ScoreBuilder.MovedAtOnce + 300).Select(n => $"C{n:0000}").ToList();
        await Crm.CustomersAsync([.. keys]);
        await Crm.SalesAsync([.. keys.SelectMany((key, n) => new[] { $"OLD{n},{key},2025-07-05,{10 + (n % 80)}", $"NEW{n},{key},2026-06-01,10" })]);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        var before = await Crm.CurrentTiersAsync();

        await Crm.PublishAsync(TestPolicies.ByTurnover with { WindowDays = 90, Cutoffs = new Cutoffs { Platinum = 45, Gold = 44, Silver = 43, Develop = 42 } });

        var moved = before.Zip(await Crm.CurrentTiersAsync()).Where(t => t.First != t.Second).Select(t => $"{t.First}|{t.Second[^1]}|Rules").ToList();
        moved.Count.ShouldBeGreaterThan(ScoreBuilder.MovedAtOnce);
        (await Crm.WithDbAsync(db => db.TierChanges.OrderBy(c => c.Customer.CustomerKey)
            .Select(c => new { c.Customer.CustomerKey, c.FromTier, c.ToTier, c.Reason }).ToListAsync()))
            .Select(c => $"{c.CustomerKey}|{(int)c.FromTier}|{(int)c.ToTier}|{c.Reason}").ShouldBe(moved);
    }

    private Task<List<string>> ChangesAsync() => Crm.WithDbAsync(db => Task.FromResult(db.TierChanges
        .OrderBy(c => c.Id)
        .AsEnumerable()
        .Select(c => $"{c.FromTier}>{c.ToTier}|{c.FromComputed}>{c.ToComputed}|{c.PolicyVersion}|{c.Reason}")
        .ToList()));
}
