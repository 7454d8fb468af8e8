using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers.Lists;

/// <summary>The lists of values a firm keeps for its customers.</summary>
public enum ValueList
{
    Regions,
    Sources,
    Tags,

    /// <summary>Has no table: an industry is what stands at customers.</summary>
    Industries,
}

/// <param name="Id">Null for an industry, which its name names.</param>
public sealed record ListedValue(long? Id, string Name, int Customers);

public enum ValueFault
{
    NameTaken,
    Gone,

    /// <summary>Customers carry it.</summary>
    InUse,

    /// <summary>Another change got in the way; the same again will do.</summary>
    Busy,
}

/// <summary>Regions, sources, tags and industries, as an admin keeps them: added, renamed, made one, removed when nobody carries them.</summary>
public sealed class ValueLists(CrmDbContext db, TimeProvider clock)
{
    /// <summary>More are not listed; who has more needs a search, not a list.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<ListedValue>> ReadAsync(ValueList list, CancellationToken cancellation) => await (list switch
    {
        ValueList.Regions => db.Regions.OrderBy(v => v.Name)
            .Select(v => new ListedValue(v.Id, v.Name, db.Customers.Count(c => c.RegionId == v.Id))),
        ValueList.Sources => db.Sources.OrderBy(v => v.Name)
            .Select(v => new ListedValue(v.Id, v.Name, db.Customers.Count(c => c.SourceId == v.Id))),
        ValueList.Tags => db.Tags.OrderBy(v => v.Name)
            .Select(v => new ListedValue(v.Id, v.Name, db.Customers.Count(c => c.Tags.Any(t => t.Id == v.Id)))),
        ValueList.Industries => db.Customers.Where(c => c.Industry != null).GroupBy(c => c.Industry!).OrderBy(g => g.Key)
            .Select(g => new ListedValue(null, g.Key, g.Count())),
    }).Take(Most).ToListAsync(cancellation);

    public async Task<ValueFault?> AddAsync(ValueList list, string name, CancellationToken cancellation)
    {
        if (await IdOfAsync(list, name, cancellation) is not null)
        {
            return ValueFault.NameTaken;
        }

        object value = list switch
        {
            ValueList.Regions => new Region { Name = name },
            ValueList.Sources => new Source { Name = name },
            ValueList.Tags => new Tag { Name = name },
            ValueList.Industries => throw new ArgumentException("An industry is entered at a customer.", nameof(list)),
        };
        db.Add(value);
        return await db.TrySaveAsync(cancellation) is { } fault ? FaultOf(fault) : null;
    }

    /// <summary>Gives it another name; where that name is there already, the two are made one, if asked for.</summary>
    /// <returns>How many customers carry the name now.</returns>
    public async Task<(int Customers, ValueFault? Fault)> RenameAsync(
        ValueList list, string name, string newName, bool mayMerge, CancellationToken cancellation)
    {
        try
        {
            return await RenameInOneAsync(list, name, newName, mayMerge, cancellation);
        }
        catch (Exception e) when (SaveFaults.Of(e) is { } fault)
        {
            db.ChangeTracker.Clear();
            return (0, FaultOf(fault));
        }
    }

    private async Task<(int Customers, ValueFault? Fault)> RenameInOneAsync(
        ValueList list, string name, string newName, bool mayMerge, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var moved = list == ValueList.Industries
            ? await RenameIndustryAsync(name, newName, mayMerge, cancellation)
            : await RenameRowAsync(list, name, newName, mayMerge, cancellation);
        if (moved.Fault is null)
        {
            db.AuditEntries.Add(new AuditEntry
            {
                At = clock.GetUtcNow(),
                UserId = db.Viewer.Actor.UserId,
                UserName = db.Viewer.Actor.Name,
                Action = "renamed",
                Subject = SubjectOf(list),
                Details = AuditLog.Write(new { name = new[] { name, newName }, customers = moved.Customers }),
            });
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return moved;
    }

    public async Task<ValueFault?> RemoveAsync(ValueList list, string name, CancellationToken cancellation)
    {
        if (await IdOfAsync(list, name, cancellation) is not { } id)
        {
            return ValueFault.Gone;
        }

        if (await CarriersOf(list, id).AnyAsync(cancellation))
        {
            return ValueFault.InUse;
        }

        db.Remove(await RowAsync(list, id, cancellation));
        return await db.TrySaveAsync(cancellation) is { } fault ? FaultOf(fault) : null;
    }

    private async Task<(int Customers, ValueFault? Fault)> RenameIndustryAsync(
        string name, string newName, bool mayMerge, CancellationToken cancellation)
    {
        if (!mayMerge && await db.Customers.AnyAsync(c => c.Industry == newName, cancellation))
        {
            return (0, ValueFault.NameTaken);
        }

        var now = clock.GetUtcNow();
        var moved = await db.Customers.Where(c => c.Industry == name)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Industry, newName).SetProperty(c => c.ChangedAt, now), cancellation);
        return (moved, moved == 0 ? ValueFault.Gone : null);
    }

    private async Task<(int Customers, ValueFault? Fault)> RenameRowAsync(
        ValueList list, string name, string newName, bool mayMerge, CancellationToken cancellation)
    {
        if (await IdOfAsync(list, name, cancellation) is not { } id)
        {
            return (0, ValueFault.Gone);
        }

        var carriers = await CarriersOf(list, id).CountAsync(cancellation);
        var row = await RowAsync(list, id, cancellation);
        if (await IdOfAsync(list, newName, cancellation) is not { } target)
        {
            db.Entry(row).Property(nameof(Region.Name)).CurrentValue = newName;
            return (carriers, null);
        }

        if (!mayMerge)
        {
            return (0, ValueFault.NameTaken);
        }

        await MoveAsync(list, id, target, cancellation);
        db.Remove(row);
        return (carriers, null);
    }

    private async Task MoveAsync(ValueList list, long from, long to, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        switch (list)
        {
            case ValueList.Regions:
                await db.Customers.Where(c => c.RegionId == from)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.RegionId, to).SetProperty(c => c.ChangedAt, now), cancellation);
                break;
            case ValueList.Sources:
                await db.Customers.Where(c => c.SourceId == from)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.SourceId, to).SetProperty(c => c.ChangedAt, now), cancellation);
                break;
            case ValueList.Tags:
                // A change to any part of a customer moves his row's version.
                await db.Customers.Where(c => c.Tags.Any(t => t.Id == from))
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.ChangedAt, now), cancellation);
                var marks = db.Set<Dictionary<string, object>>("customer_tags");
                await marks.Where(m => (long)m["TagId"] == from
                        && marks.Any(other => (long)other["TagId"] == to && (long)other["CustomerId"] == (long)m["CustomerId"]))
                    .ExecuteDeleteAsync(cancellation);
                await marks.Where(m => (long)m["TagId"] == from)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => (long)m["TagId"], to), cancellation);
                break;
            case ValueList.Industries:
                break;
        }
    }

    private IQueryable<Customer> CarriersOf(ValueList list, long id) => list switch
    {
        ValueList.Regions => db.Customers.Where(c => c.RegionId == id),
        ValueList.Sources => db.Customers.Where(c => c.SourceId == id),
        _ => db.Customers.Where(c => c.Tags.Any(t => t.Id == id)),
    };

    private async Task<object> RowAsync(ValueList list, long id, CancellationToken cancellation) => list switch
    {
        ValueList.Regions => await db.Regions.SingleAsync(v => v.Id == id, cancellation),
        ValueList.Sources => await db.Sources.SingleAsync(v => v.Id == id, cancellation),
        _ => await db.Tags.SingleAsync(v => v.Id == id, cancellation),
    };

    private async Task<long?> IdOfAsync(ValueList list, string name, CancellationToken cancellation) => list switch
    {
        ValueList.Regions => await db.Regions.Where(v => v.Name == name).Select(v => (long?)v.Id).SingleOrDefaultAsync(cancellation),
        ValueList.Sources => await db.Sources.Where(v => v.Name == name).Select(v => (long?)v.Id).SingleOrDefaultAsync(cancellation),
        ValueList.Tags => await db.Tags.Where(v => v.Name == name).Select(v => (long?)v.Id).SingleOrDefaultAsync(cancellation),
        _ => null,
    };

    /// <summary>Who came first said the same, took the value away or gave it to a customer.</summary>
    private static ValueFault FaultOf(SaveFault fault) => fault switch
    {
        SaveFault.Taken => ValueFault.NameTaken,
        SaveFault.Changed => ValueFault.Gone,
        SaveFault.Dangling => ValueFault.InUse,
        SaveFault.Busy => ValueFault.Busy,
    };

    private static string SubjectOf(ValueList list) => list switch
    {
        ValueList.Regions => "regions",
        ValueList.Sources => "sources",
        ValueList.Tags => "tags",
        ValueList.Industries => "industries",
    };
}
