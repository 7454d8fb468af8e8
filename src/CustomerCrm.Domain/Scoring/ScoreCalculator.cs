using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// The one scorer: page, job, preview and command line call it, nobody has a formula of his own. Pure: the same measures,
/// policy, memory and pin give the same score, always. Prepare one for each policy, then score any number of customers;
/// safe for several threads.
/// </summary>
public sealed class ScoreCalculator(ScoringPolicy policy)
{
    private readonly Scale? purchaseValueScale = policy.PurchaseValueScale is { } value ? new Scale(value) : null;
    private readonly Scale? profitScale = policy.ProfitScale is { } profit ? new Scale(profit) : null;
    private readonly TierDecider tiers = new(policy);

    public ScoringPolicy Policy => policy;

    /// <param name="metrics">Measured under this policy's window.</param>
    /// <param name="memory">Of the newest run with an earlier AsOf; null where there is none.</param>
    /// <param name="pin">A manager's override, in force or not.</param>
    /// <param name="assumed">Loyalty scores put in place of missing facts, for "what could change it".</param>
    public CustomerScore Score(
        CustomerMetrics metrics,
        TierMemory? memory = null,
        TierPin? pin = null,
        IReadOnlyDictionary<LoyaltyPart, Score>? assumed = null)
    {
        var valueScore = ScorePlaces.OfPurchaseValue(purchaseValueScale, metrics.Occasions, metrics.PurchaseValue);
        var profitScore = ScorePlaces.OfProfit(profitScale, metrics.Occasions, metrics.Profit);
        var loyalty = metrics.EverBought ? LoyaltyCalculator.Calculate(metrics, policy, assumed) : null;
        var points = loyalty is null ? (CompositePoints?)null : Weigh(valueScore, profitScore, loyalty.Total);
        var cell = ValueMatrix.CellOf(metrics, policy);
        var tier = tiers.Decide(
            metrics.EverBought ? GuardFacts.Of(metrics) : null, valueScore, points?.Total, cell, memory, metrics.AsOf,
            pin is { } p && p.HoldsOn(metrics.AsOf) ? p.Tier : null);
        var flags = FlagRules.FlagsOf(metrics, valueScore, policy);

        return new CustomerScore
        {
            PurchaseValueScore = valueScore,
            ProfitScore = profitScore,
            Loyalty = loyalty,
            Points = points,
            MethodTier = tier.Method,
            ComputedTier = tier.Computed,
            UnpinnedTier = tier.Unpinned,
            ShownTier = tier.Shown,
            FirstFallOn = tier.FirstFallOn,
            Guards = tier.Guards,
            Flags = flags,
            SilverReason = policy.Method == TierMethod.ValueMatrix && tier.Computed == tier.Method ? cell?.SilverReason : null,
            Lifecycle = LifecycleRule.StageOf(metrics, flags, loyalty?.Total, policy),
        };
    }

    private CompositePoints Weigh(Score value, Score profit, Score loyalty)
    {
        var points = WeightedPoints.Share(
            [policy.PurchaseValueWeight, policy.ProfitWeight, policy.LoyaltyWeight], [value, profit, loyalty]);
        return new CompositePoints(points[0], points[1], points[2]);
    }
}
