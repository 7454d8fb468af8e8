using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>
/// How many customers a list would hold with another tier, flag or owner than its filter names, all counted in one pass over
/// those the rest of the filter means.
/// </summary>
public sealed class QuickCounts
{
    private const CustomerFlags Counted =
        CustomerFlags.AtRisk | CustomerFlags.BelowZero | CustomerFlags.ThinMargin | CustomerFlags.LatePayer;

    private readonly CustomerFilter filter;
    private readonly IReadOnlyList<Group> groups;

    private QuickCounts(CustomerFilter filter, IReadOnlyList<Group> groups)
    {
        (this.filter, this.groups) = (filter, groups);
    }

    public static async Task<QuickCounts> ReadAsync(CrmDbContext db, CustomerFilter filter, CancellationToken cancellation)
    {
        var rest = filter with { Tiers = [], Flags = filter.Flags & ~Counted, Owner = null };
        var me = db.Viewer.Actor.UserId ?? 0;
        var (any, owner) = (filter.Owner is null, filter.Owner is { IsMe: true } ? me : filter.Owner?.Id);
        var groups = await FilteredCustomers.Scores(db, rest)
            .GroupBy(s => new
            {
                s.ShownTier,
                Flags = s.Flags & Counted,
                IsMine = s.Customer.OwnerId == me,
                IsOwners = any || s.Customer.OwnerId == owner,
            })
            .Select(g => new Group(g.Key.ShownTier, g.Key.Flags, g.Key.IsMine, g.Key.IsOwners, g.Count()))
            .ToListAsync(cancellation);
        return new QuickCounts(filter, groups);
    }

    /// <param name="other">The filter asked with, but for tiers, counted flags and an owner who is nobody, the same or me.</param>
    public int Of(CustomerFilter other) => groups
        .Where(g => other.Tiers.Count == 0 || other.Tiers.Contains(g.Tier))
        .Where(g => g.Flags.HasFlag(other.Flags & Counted))
        .Where(g => other.Owner is null || (other.Owner.IsMe ? g.IsMine : other.Owner == filter.Owner && g.IsOwners))
        .Sum(g => g.Count);

    private sealed record Group(Tier Tier, CustomerFlags Flags, bool IsMine, bool IsOwners, int Count);
}
