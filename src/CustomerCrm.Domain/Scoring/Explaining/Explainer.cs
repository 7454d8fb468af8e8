using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring.Explaining;

/// <summary>Reads a score back line by line (value model, section 6).</summary>
public static class Explainer
{
    public static ScoreExplanation Explain(
        CustomerMetrics metrics, ScoringPolicy policy, int policyVersion, TierMemory? memory = null, TierPin? pin = null)
    {
        var calculator = new ScoreCalculator(policy);
        var score = calculator.Score(metrics, memory, pin);
        var rated = score.Composite is not null;
        return new ScoreExplanation
        {
            Metrics = metrics,
            Score = score,
            Policy = policy,
            PolicyVersion = policyVersion,
            Composite = rated ? CompositeLines(metrics, score, policy) : [],
            Loyalty = rated ? LoyaltyLines(score.Loyalty!, policy) : [],
            Guards = GuardLines(score, policy),
            Cell = policy.Method == TierMethod.ValueMatrix && rated ? ValueMatrix.CellOf(metrics, policy) : null,
            Above = Boundary(score, policy, memory, score.MethodTier + 1),
            Below = Boundary(score, policy, memory, score.MethodTier),
            Hysteresis = HysteresisOf(score, policy, memory),
            NextTier = NextTier.Find(calculator, metrics, memory, score),
            MissingFacts = MissingFact.Find(calculator, metrics, memory, score),
        };
    }

    private static CompositeLine[] CompositeLines(CustomerMetrics metrics, CustomerScore score, ScoringPolicy policy)
    {
        var points = score.Points!.Value;
        var weights = policy.PurchaseValueWeight + policy.ProfitWeight + policy.LoyaltyWeight;
        return
        [
            Line(CompositePart.PurchaseValue, metrics.PurchaseValue, score.PurchaseValueScore, policy.PurchaseValueWeight, points.PurchaseValue),
            Line(CompositePart.Profit, metrics.Profit, score.ProfitScore, policy.ProfitWeight, points.Profit),
            Line(CompositePart.Loyalty, null, score.Loyalty!.Total, policy.LoyaltyWeight, points.Loyalty),
        ];

        CompositeLine Line(CompositePart part, Money? measure, Score place, decimal weight, Score given) =>
            new(part, measure, place, weight, weight / weights, given);
    }

    private static LoyaltyLine[] LoyaltyLines(LoyaltyScore loyalty, ScoringPolicy policy) =>
    [
        .. Enum.GetValues<LoyaltyPart>().Select(part =>
            new LoyaltyLine(part, loyalty.Part(part), loyalty.Part(part).Known ? null : policy.Missing.Of(part))),
    ];

    private static List<GuardLine> GuardLines(CustomerScore score, ScoringPolicy policy)
    {
        var lines = new List<GuardLine>();
        var tier = score.MethodTier;
        foreach (var guard in GuardRules.InOrder)
        {
            if (score.Guards.HasFlag(guard))
            {
                var cap = GuardRules.CapOf(guard, policy);
                lines.Add(new GuardLine(guard, cap, tier > cap));
                tier = tier > cap ? cap : tier;
            }
        }

        return lines;
    }

    private static BoundaryLine? Boundary(CustomerScore score, ScoringPolicy policy, TierMemory? memory, Tier tier)
    {
        if (score.Composite is not { } composite || policy.Method != TierMethod.WeightedScore
            || tier is > Tier.Platinum or <= Tier.Adjust)
        {
            return null;
        }

        var boundary = WeightedScoreMethod.Boundary(tier, policy, memory?.MethodTier);
        return new BoundaryLine(tier, policy.Cutoffs.Of(tier), boundary, Math.Abs(boundary - composite.Value));
    }

    private static HysteresisLine? HysteresisOf(CustomerScore score, ScoringPolicy policy, TierMemory? memory)
    {
        if (memory is not { } before || score.Composite is not { } composite || policy.Method != TierMethod.WeightedScore
            || WeightedScoreMethod.TierOf(composite, policy, null) is var plain && plain == score.MethodTier)
        {
            return null;
        }

        // It kept the better tier under its cutoff, or has not reached the next one over it.
        var near = score.MethodTier > plain ? score.MethodTier : score.MethodTier + 1;
        return new HysteresisLine(plain, score.MethodTier, policy.Cutoffs.Of(near), policy.HysteresisPoints, before.AsOf);
    }
}
