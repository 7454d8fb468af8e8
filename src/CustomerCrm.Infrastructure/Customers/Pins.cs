using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>Which pins are meant.</summary>
public enum PinsShown
{
    /// <summary>Those that hold today.</summary>
    InForce,

    /// <summary>Of those the ones that end within <see cref="Pins.SoonDays"/> days.</summary>
    Soon,

    /// <summary>Those that have ended.</summary>
    Past,
}

/// <summary>A pin as a line, with what the customer falls to when it ends.</summary>
public sealed record PinLine
{
    public required long Id { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerKey { get; init; }

    public required string Name { get; init; }

    public string? LocalName { get; init; }

    public required Tier Tier { get; init; }

    public required DateOnly FromOn { get; init; }

    public required DateOnly UntilOn { get; init; }

    public required string Reason { get; init; }

    public required string PinnedBy { get; init; }

    /// <summary>Null for who has no score.</summary>
    public Tier? Computed { get; init; }

    /// <summary>After grace: what is shown when the pin ends; null for who has no score.</summary>
    public Tier? Unpinned { get; init; }
}

/// <summary>The overrides as lists, for who set them and has to look after them.</summary>
public static class Pins
{
    /// <summary>A month to talk about it before the tier falls.</summary>
    public const int SoonDays = 30;

    /// <summary>Of several that a customer has the newest is the one that holds; its end is what counts.</summary>
    public static IQueryable<PinnedTier> Of(CrmDbContext db, PinsShown shown, DateOnly today)
    {
        var pins = db.PinnedTiers.AsNoTracking();
        if (shown == PinsShown.Past)
        {
            return pins.Where(p => p.UntilOn < today);
        }

        var soon = today.AddDays(SoonDays);
        var held = pins.Where(p => p.FromOn <= today && p.UntilOn >= today && !db.PinnedTiers.Any(newer =>
            newer.CustomerId == p.CustomerId && newer.FromOn <= today && newer.UntilOn >= today
            && (newer.PinnedAt > p.PinnedAt || (newer.PinnedAt == p.PinnedAt && newer.Id > p.Id))));
        return shown == PinsShown.Soon ? held.Where(p => p.UntilOn <= soon) : held;
    }

    /// <summary>By their end: those that hold with the first to end, those that ended with the last.</summary>
    /// <param name="after">The line the page before ended with; null for the first page.</param>
    public static IQueryable<PinLine> Lines(CrmDbContext db, PinsShown shown, DateOnly today, (DateOnly Until, long Id)? after = null)
    {
        var pins = Of(db, shown, today);
        if (after is var (until, id))
        {
            pins = shown == PinsShown.Past
                ? pins.Where(p => EF.Functions.LessThan(ValueTuple.Create(p.UntilOn, p.Id), ValueTuple.Create(until, id)))
                : pins.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.UntilOn, p.Id), ValueTuple.Create(until, id)));
        }

        var ordered = shown == PinsShown.Past
            ? pins.OrderByDescending(p => p.UntilOn).ThenByDescending(p => p.Id)
            : pins.OrderBy(p => p.UntilOn).ThenBy(p => p.Id);
        return ordered.Select(p => new PinLine
        {
            Id = p.Id,
            CustomerId = p.CustomerId,
            CustomerKey = p.Customer.CustomerKey,
            Name = p.Customer.Name,
            LocalName = p.Customer.LocalName,
            Tier = p.Tier,
            FromOn = p.FromOn,
            UntilOn = p.UntilOn,
            Reason = p.Reason,
            PinnedBy = p.PinnedBy,
            Computed = db.CurrentScores.Where(s => s.CustomerId == p.CustomerId).Select(s => (Tier?)s.ComputedTier).FirstOrDefault(),
            Unpinned = db.CurrentScores.Where(s => s.CustomerId == p.CustomerId).Select(s => (Tier?)s.UnpinnedTier).FirstOrDefault(),
        });
    }
}
