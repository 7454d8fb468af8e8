using System.Globalization;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <summary>
/// A row that is edited by hand is no longer its import's: it stops carrying the import, which keeps a note of it, so that an
/// undo leaves the row alone and names it.
/// </summary>
public sealed class HandEditInterceptor : SaveChangesInterceptor
{
    private const string ImportId = nameof(Customer.ImportId);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        TakeFromImports((CrmDbContext)eventData.Context!);
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        TakeFromImports((CrmDbContext)eventData.Context!);
        return base.SavingChanges(eventData, result);
    }

    private static void TakeFromImports(CrmDbContext db)
    {
        var entries = db.ChangeTracker.Entries().ToList();

        // Tags are rows between customers and marks; who marks a customer edits him.
        var marked = entries
            .Where(e => e.Metadata.GetTableName() == "customer_tags" && e.State is EntityState.Added or EntityState.Deleted)
            .Select(e => (long)e.Property("CustomerId").CurrentValue!)
            .ToHashSet();
        var edited = entries.Where(e => e.State == EntityState.Modified && e.Properties.Any(IsChanged)
            || (e.Entity is Customer customer && marked.Contains(customer.Id)));
        foreach (var entry in edited.Where(e => e.Metadata.FindProperty(ImportId)?.ClrType == typeof(long?)))
        {
            var property = entry.Property(ImportId);
            if (property.OriginalValue is long import)
            {
                property.CurrentValue = null;
                db.Add(new ImportHandEdit { ImportId = import, Subject = entry.Metadata.GetTableName()!, RowId = IdOf(entry) });
            }
        }
    }

    private static bool IsChanged(PropertyEntry property) =>
        property.IsModified && !Equals(property.OriginalValue, property.CurrentValue);

    private static string IdOf(EntityEntry entry) => string.Join(
        '/',
        entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue switch
        {
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        }));
}
