namespace CustomerCrm.Domain.Tiers;

/// <summary>A kept override: who pinned which tier on a customer, why and until when.</summary>
public sealed class PinnedTier
{
    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customers.Customer Customer { get; private init; } = null!;

    public required Tier Tier { get; init; }

    public required DateOnly FromOn { get; init; }

    public required DateOnly UntilOn { get; init; }

    public required string Reason { get; init; }

    public required string PinnedBy { get; init; }

    public required DateTimeOffset PinnedAt { get; init; }

    public TierPin Pin => new(Tier, FromOn, UntilOn);
}
