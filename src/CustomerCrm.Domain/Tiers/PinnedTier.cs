using CustomerCrm.Domain.Facts;

namespace CustomerCrm.Domain.Tiers;

/// <summary>A kept override: who pinned which tier on a customer, why and until when.</summary>
public sealed class PinnedTier
{
    public const int ReasonLength = 500;

    // Ends earlier by a verb alone.
    private DateOnly untilOn;

    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customers.Customer Customer { get; private init; } = null!;

    public required Tier Tier { get; init; }

    public required DateOnly FromOn { get; init; }

    public required DateOnly UntilOn
    {
        get => untilOn;
        init => untilOn = value;
    }

    public required string Reason { get; init; }

    public required string PinnedBy { get; init; }

    public required DateTimeOffset PinnedAt { get; init; }

    public TierPin Pin => new(Tier, FromOn, UntilOn);

    /// <summary>The last day a pin of today can hold.</summary>
    public static DateOnly LatestEnd(DateOnly today) => today.AddYears(1);

    /// <summary>A pin from today on.</summary>
    /// <returns>The pin, or every reason why it cannot be.</returns>
    public static (PinnedTier? Pin, IReadOnlyList<FactError> Errors) Set(
        long customerId, Tier tier, DateOnly today, DateOnly until, string reason, string by, DateTimeOffset now)
    {
        List<FactError> errors =
        [
            .. new[]
            {
                tier is < Tier.Adjust or > Tier.Platinum ? new FactError(nameof(Tier), FactRefusal.NoTier) : null,
                until < today ? new FactError(nameof(UntilOn), FactRefusal.UntilBeforeFrom, today) : null,
                until > LatestEnd(today) ? new FactError(nameof(UntilOn), FactRefusal.UntilTooLate, LatestEnd(today)) : null,
                reason.Length == 0 ? new FactError(nameof(Reason), FactRefusal.Missing) : null,
                reason.EnumerateRunes().Count() > ReasonLength ? new FactError(nameof(Reason), FactRefusal.TooLong, ReasonLength) : null,
            }.OfType<FactError>(),
        ];
        return errors.Count > 0 ? (null, errors) : (
            new PinnedTier
            {
                CustomerId = customerId,
                Tier = tier,
                FromOn = today,
                UntilOn = until,
                Reason = reason,
                PinnedBy = by,
                PinnedAt = now,
            },
            errors);
    }

    /// <summary>From this day on the pin holds no more.</summary>
    /// <returns>False where it began no earlier: then it never held and is to be removed, which the audit tells.</returns>
    public bool EndBefore(DateOnly day)
    {
        if (FromOn >= day)
        {
            return false;
        }

        untilOn = untilOn < day ? untilOn : day.AddDays(-1);
        return true;
    }
}
