using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>When a flag is raised (value model, section 5); never-buyers included.</summary>
public static class FlagRules
{
    public static CustomerFlags FlagsOf(CustomerMetrics metrics, Score purchaseValueScore, ScoringPolicy policy)
    {
        var limits = policy.Flags;
        var facts = GuardFacts.Of(metrics);
        var flags = CustomerFlags.None;
        if (metrics.Overdue >= limits.AtRiskOverdue && purchaseValueScore.Value >= limits.AtRiskScore)
        {
            flags |= CustomerFlags.AtRisk;
        }

        if (metrics.Overdue >= limits.DormantOverdue)
        {
            flags |= CustomerFlags.Dormant;
        }

        if (metrics.Overdue >= limits.LostOverdue)
        {
            flags |= CustomerFlags.Lost;
        }

        if (facts.IsBelowZero)
        {
            flags |= CustomerFlags.BelowZero;
        }

        if (GuardRules.IsThinMargin(facts, purchaseValueScore, policy))
        {
            flags |= CustomerFlags.ThinMargin;
        }

        if (metrics.CarryingCost.Amount > limits.LatePayerShare * Math.Max(metrics.NetRevenue.Amount, 0))
        {
            flags |= CustomerFlags.LatePayer;
        }

        return flags;
    }
}
