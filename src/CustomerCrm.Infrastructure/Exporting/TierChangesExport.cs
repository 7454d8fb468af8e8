using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>tier-changes.csv: a row a change of a shown tier, by customer and date, then as they happened.</summary>
internal static class TierChangesExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("customer_key", r => Cell.Text(r.CustomerKey)),
        ("as_of", r => Cell.Date(r.AsOf)),
        ("from_tier", r => r.FromTier.ToString()),
        ("to_tier", r => r.ToTier.ToString()),
        ("from_computed", r => r.FromComputed.ToString()),
        ("to_computed", r => r.ToComputed.ToString()),
        ("policy_version", r => Cell.Whole(r.PolicyVersion)),
        ("reason", r => r.Reason.ToString()),
    ];

    /// <param name="asOf">Null for the changes of all runs.</param>
    public static CsvTable Of(CrmDbContext db, DateOnly? asOf) => CsvTable.Of(
        Columns,
        db.TierChanges.AsNoTracking()
            .Where(c => asOf == null || c.AsOf == asOf)
            .OrderBy(c => c.Customer.CustomerKey).ThenBy(c => c.AsOf).ThenBy(c => c.Id)
            .Select(c => new Row(
                c.Customer.CustomerKey, c.AsOf, c.FromTier, c.ToTier, c.FromComputed, c.ToComputed, c.PolicyVersion, c.Reason))
            .AsAsyncEnumerable());

    private sealed record Row(
        string CustomerKey, DateOnly AsOf, Tier FromTier, Tier ToTier, Tier FromComputed, Tier ToComputed, int PolicyVersion,
        TierChangeReason Reason);
}
