using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// Method A: cutoffs on the composite; a cutoff belongs to the better tier. Hysteresis: against the previous tier a boundary
/// above it counts as cutoff + points (reached when composite &gt;= it), one at or below it as cutoff - points (kept when
/// composite &gt;= it). The tier is the best whose boundary is reached, so a move may span several tiers or stop short.
/// </summary>
public static class WeightedScoreMethod
{
    internal static readonly Tier[] BestFirst = [Tier.Platinum, Tier.Gold, Tier.Silver, Tier.Develop];

    /// <param name="previous">The method's tier of the newest earlier run; null or Unrated means plain cutoffs.</param>
    public static Tier TierOf(Score composite, ScoringPolicy policy, Tier? previous) => new Boundaries(policy).TierOf(composite, previous);

    /// <summary>The composite from which a customer with this previous tier gets, or keeps, a tier.</summary>
    public static decimal Boundary(Tier tier, ScoringPolicy policy, Tier? previous) =>
        tier == Tier.Adjust ? 0
        : previous is null or Tier.Unrated ? policy.Cutoffs.Of(tier)
        : tier > previous ? policy.Cutoffs.Of(tier) + policy.HysteresisPoints
        : policy.Cutoffs.Of(tier) - policy.HysteresisPoints;

    /// <summary>All boundaries of a policy, worked out once for many customers.</summary>
    public sealed class Boundaries
    {
        private const int Tiers = (int)Tier.Platinum + 1;

        /// <summary>The least composite in hundredths, by previous tier and tier.</summary>
        private readonly int[] least = new int[Tiers * Tiers];

        public Boundaries(ScoringPolicy policy)
        {
            foreach (var previous in Enum.GetValues<Tier>())
            {
                foreach (var tier in BestFirst)
                {
                    least[((int)previous * Tiers) + (int)tier] = (int)Math.Ceiling(Boundary(tier, policy, previous) * 100);
                }
            }
        }

        /// <summary>The best tier whose boundary is reached.</summary>
        public Tier TierOf(Score composite, Tier? previous)
        {
            var row = (int)(previous ?? Tier.Unrated) * Tiers;
            foreach (var tier in BestFirst)
            {
                if (composite.Hundredths >= least[row + (int)tier])
                {
                    return tier;
                }
            }

            return Tier.Adjust;
        }
    }
}
