using System.Text.Json;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerCrm.Infrastructure.Audit;

/// <summary>
/// Adds an audit row to the same transaction for every entity that is added, changed or removed: who, when, and each field
/// before and after. Secrets are named, not told.
/// </summary>
public sealed class AuditInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    /// <summary>Not told of themselves: the audit, the key ring, and what runs and imports keep as their own history.</summary>
    private static readonly Type[] Untold =
        [typeof(AuditEntry), typeof(DataProtectionKey), typeof(TierChange), typeof(PolicyVersion), typeof(ImportHandEdit)];

    private static readonly string[] Secrets =
    [
        nameof(CrmUser.PasswordHash), nameof(CrmUser.SecurityStamp), nameof(CrmUser.ConcurrencyStamp), "Value", "Xml",
    ];

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (CrmDbContext)eventData.Context!;
        await NewIds.GiveAsync(db, cancellationToken);
        Tell(db);
        return await base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Tell((CrmDbContext)eventData.Context!);
        return base.SavingChanges(eventData, result);
    }

    private void Tell(CrmDbContext db)
    {
        var actor = db.Viewer.Actor;
        var told = db.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !Untold.Contains(e.Entity.GetType()))
            .Select(entry => (Entry: entry, Fields: Fields(entry)))
            // A row that is written for its version alone has nothing to tell.
            .Where(row => row.Entry.State != EntityState.Modified || row.Fields.Count > 0)
            .Select(row => new AuditEntry
            {
                At = clock.GetUtcNow(),
                UserId = actor.UserId,
                UserName = actor.Name,
                Action = ActionOf(row.Entry.State),
                Subject = SubjectOf(row.Entry),
                SubjectId = IdOf(row.Entry),
                CustomerId = CustomerOf(row.Entry),
                Details = JsonSerializer.Serialize(row.Fields, AuditLog.Json),
            })
            .ToList();
        db.AuditEntries.AddRange(told);
    }

    private static string ActionOf(EntityState state) => state switch
    {
        EntityState.Added => "created",
        EntityState.Deleted => "removed",
        _ => "changed",
    };

    private static string SubjectOf(EntityEntry entry) => entry.Entity switch
    {
        Customer => "customer",
        CrmUser => "user",
        PolicyDraft => "policy draft",
        PinnedTier => "tier pin",
        Firm => "firm",
        _ => entry.Metadata.GetTableName() ?? entry.Metadata.Name,
    };

    /// <summary>Null while the database has not given one.</summary>
    private static string? IdOf(EntityEntry entry) => entry.Metadata.FindPrimaryKey() is { } key
        && !key.Properties.Any(p => entry.Property(p.Name).IsTemporary)
            ? string.Join('/', key.Properties.Select(p => entry.Property(p.Name).CurrentValue))
            : null;

    private static long? CustomerOf(EntityEntry entry) => entry.Entity is OrderLine
        // Its order is at hand; a line that is removed knows it by its key alone.
        ? entry.Context.Set<Order>().Local.FindEntry((long)entry.Property(nameof(OrderLine.OrderId)).CurrentValue!)?.Entity.CustomerId
        : entry.Entity is Customer ? (entry.Property(nameof(Customer.Id)) is { IsTemporary: false, CurrentValue: long id } ? id : null)
        : entry.Metadata.FindProperty("CustomerId") is { } property && !entry.Property(property.Name).IsTemporary
            ? entry.Property(property.Name).CurrentValue as long?
            : null;

    private static Dictionary<string, object?[]> Fields(EntityEntry entry) => entry.Properties
        .Where(p => !p.Metadata.IsPrimaryKey() && !(p.Metadata.IsConcurrencyToken && p.Metadata.ClrType == typeof(uint)))
        .Where(p => entry.State switch
        {
            EntityState.Modified => p.IsModified && !Equals(p.OriginalValue, p.CurrentValue),
            EntityState.Added => p.CurrentValue is not null,
            _ => p.OriginalValue is not null,
        })
        .ToDictionary(
            p => char.ToLowerInvariant(p.Metadata.Name[0]) + p.Metadata.Name[1..],
            p => Secrets.Contains(p.Metadata.Name)
                ? ["***", "***"]
                : new[]
                {
                    entry.State == EntityState.Added ? null : p.OriginalValue,
                    entry.State == EntityState.Deleted ? null : p.CurrentValue,
                });
}
