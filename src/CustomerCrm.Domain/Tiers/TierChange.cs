using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// A change of the shown tier. It keeps the measures it was made from, so that a later correction does not rewrite its reason.
/// </summary>
public sealed class TierChange
{
    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public required DateOnly AsOf { get; init; }

    public required Tier FromTier { get; init; }

    public required Tier ToTier { get; init; }

    public required Tier FromComputed { get; init; }

    public required Tier ToComputed { get; init; }

    public required int PolicyVersion { get; init; }

    public required TierChangeReason Reason { get; init; }

    public required CustomerMetrics Measures { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
