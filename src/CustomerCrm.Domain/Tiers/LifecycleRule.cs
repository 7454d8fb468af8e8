using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>The stage of a customer's life with the firm: the first that holds.</summary>
public static class LifecycleRule
{
    public static Lifecycle StageOf(CustomerMetrics metrics, CustomerFlags flags, Score? loyalty, ScoringPolicy policy) =>
        !metrics.EverBought ? (metrics.Contacted ? Lifecycle.Prospect : Lifecycle.Lead)
        : flags.HasFlag(CustomerFlags.Lost) ? Lifecycle.Lost
        : flags.HasFlag(CustomerFlags.Dormant) ? Lifecycle.Dormant
        : loyalty?.Value >= policy.LoyalScore && metrics.OccasionsEver >= policy.LoyalOccasions ? Lifecycle.Loyal
        : metrics.OccasionsEver >= 2 ? Lifecycle.Repeat
        : Lifecycle.FirstTime;
}
