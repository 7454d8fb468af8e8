using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>A customer as a preview takes him in: what the scorer is given, and where he stands now.</summary>
/// <param name="Memory">Of the newest run with an earlier AsOf; null where there is none.</param>
/// <param name="Pinned">The tier of a pin that holds on the AsOf.</param>
/// <param name="Now">Null for who has no current score.</param>
/// <param name="Owner">The owner's id; 0 for nobody's.</param>
/// <param name="Region">The region's id; 0 for none.</param>
public sealed record PreviewRow(
    long CustomerId, CustomerMetrics Metrics, TierMemory? Memory, Tier? Pinned, StandingTiers? Now, int Owner, int Region);

/// <summary>The tiers of the current score.</summary>
public readonly record struct StandingTiers(Tier Computed, Tier Shown);
