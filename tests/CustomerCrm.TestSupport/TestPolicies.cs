using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.TestSupport;

/// <summary>Policies in few words.</summary>
public static class TestPolicies
{
    /// <summary>Turnover a year alone decides, a point each.</summary>
    public static readonly ScoringPolicy ByTurnover = new ScoringPolicy
    {
        PurchaseValueWeight = 1,
        ProfitWeight = 0,
        LoyaltyWeight = 0,
        HysteresisPoints = 0,
        Guards = new GuardSettings
        {
            GroupBuy = new GroupBuySettings { On = false },
            ThinMargin = new ThinMarginSettings { On = false },
            BelowZero = new BelowZeroSettings { On = false },
            Provisional = new ProvisionalSettings { On = false },
        },
    }.OnFixedScales();

    /// <summary>Scores on entered scales, so that a score is told by the facts of one customer: a percentage of 100 a year.</summary>
    public static ScoringPolicy OnFixedScales(this ScoringPolicy policy)
    {
        var scale = Enumerable.Range(0, Scale.BreakpointCount).Select(k => (decimal)k).ToList();
        return policy with { PurchaseValueScale = scale, ProfitScale = scale };
    }

    public static Task DraftAsync(this TestCrm crm, ScoringPolicy policy) => crm.WithDbAsync(async db =>
    {
        var draft = await db.PolicyDrafts.SingleAsync();
        if (draft.Replace(policy, crm.Clock.Now, "tester") is { Count: > 0 } errors)
            throw new InvalidOperationException(string.Join("; ", errors));
        return await db.SaveChangesAsync();
    });

    public static Task<RunOutcome> PublishAsync(
        this TestCrm crm, DateOnly? asOf = null, int? rollBackTo = null, CancellationToken cancellation = default) =>
        crm.Recompute.PublishAsync(new PublishRequest(asOf, rollBackTo, new Publication("tester", "a note", crm.Clock.Now)), cancellation);

    /// <summary>Puts the policy into the draft and publishes it.</summary>
    public static async Task<RunOutcome> PublishAsync(this TestCrm crm, ScoringPolicy policy)
    {
        await crm.DraftAsync(policy);
        return await crm.PublishAsync();
    }

    /// <summary>Everything the current scores say, a row a customer by key, whichever run wrote them.</summary>
    public static Task<List<string>> CurrentScoresAsync(this TestCrm crm) => crm.RowsAsync("""
        SELECT c.customer_key, to_jsonb(m) - 'run_id' - 'slot', to_jsonb(s) - 'run_id' - 'slot'
        FROM customers c
        LEFT JOIN current_metrics m ON m.customer_id = c.id
        LEFT JOIN current_scores s ON s.customer_id = c.id
        ORDER BY c.customer_key
        """);

    /// <summary>key|tier shown, by key.</summary>
    public static Task<List<string>> CurrentTiersAsync(this TestCrm crm) => crm.RowsAsync(
        "SELECT c.customer_key, s.shown_tier FROM current_scores s JOIN customers c ON c.id = s.customer_id ORDER BY 1");
}
