using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// Method A: cutoffs on the composite; a cutoff belongs to the better tier. Hysteresis: against the previous tier a boundary
/// above it counts as cutoff + points (reached when composite &gt;= it), one at or below it as cutoff - points (kept when
/// composite &gt;= it). The tier is the best whose boundary is reached, so a move may span several tiers or stop short.
/// </summary>
public static class WeightedScoreMethod
{
    private static readonly Tier[] BestFirst = [Tier.Platinum, Tier.Gold, Tier.Silver, Tier.Develop];

    /// <param name="previous">The method's tier of the newest earlier run; null or Unrated means plain cutoffs.</param>
    public static Tier TierOf(Score composite, ScoringPolicy policy, Tier? previous)
    {
        foreach (var tier in BestFirst)
        {
            if (composite.Value >= Boundary(tier, policy, previous))
            {
                return tier;
            }
        }

        return Tier.Adjust;
    }

    /// <summary>The composite from which a customer with this previous tier gets, or keeps, a tier.</summary>
    public static decimal Boundary(Tier tier, ScoringPolicy policy, Tier? previous) =>
        tier == Tier.Adjust ? 0
        : previous is null or Tier.Unrated ? policy.Cutoffs.Of(tier)
        : tier > previous ? policy.Cutoffs.Of(tier) + policy.HysteresisPoints
        : policy.Cutoffs.Of(tier) - policy.HysteresisPoints;
}
