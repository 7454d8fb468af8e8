using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CustomerCrm.Infrastructure.Audit;

/// <summary>
/// Gives rows that are to be added the ids the database would give them, before they are written, so that the audit row beside
/// them can name them, and the customer they belong to.
/// </summary>
internal static class NewIds
{
    public static async Task GiveAsync(CrmDbContext db, CancellationToken cancellation)
    {
        var kinds = db.ChangeTracker.Entries()
            .Where(e => e.State == EntityState.Added && e.Entity is not AuditEntry && IdOf(e) is { IsTemporary: true })
            .GroupBy(e => e.Metadata.GetTableName()!)
            .ToList();
        foreach (var rows in kinds)
        {
            var entries = rows.ToList();
            var ids = await db.Database
                .SqlQuery<long>($"""SELECT nextval(pg_get_serial_sequence({rows.Key}, 'id')) AS "Value" FROM generate_series(1, {entries.Count})""")
                .ToListAsync(cancellation);
            foreach (var (entry, id) in entries.Zip(ids))
            {
                var property = IdOf(entry)!;
                property.CurrentValue = id;
                property.IsTemporary = false;
            }
        }
    }

    private static PropertyEntry? IdOf(EntityEntry entry) =>
        entry.Metadata.FindPrimaryKey()?.Properties is [{ Name: "Id" } id] && id.ClrType == typeof(long) ? entry.Property(id.Name) : null;
}
