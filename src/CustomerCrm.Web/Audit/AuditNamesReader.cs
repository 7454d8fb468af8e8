using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Audit;

/// <summary>Reads the names that a page of audit entries needs.</summary>
internal static class AuditNamesReader
{
    /// <summary>At most four statements, and none for names that the page does not need.</summary>
    public static async Task<AuditNames> ReadAsync(CrmDbContext db, IReadOnlyList<AuditEntry> page, CancellationToken cancellation)
    {
        var ids = page.SelectMany(AuditFields.Ids).Distinct().ToLookup(id => id.Kind, id => id.Id);
        List<long> Of(AuditId kind) => [.. ids[kind]];
        var (users, customers, activities) = (Of(AuditId.User), Of(AuditId.Customer), Of(AuditId.Activity));
        var (regions, sources, tags) = (Of(AuditId.Region), Of(AuditId.Source), Of(AuditId.Tag));
        var names = new Dictionary<(AuditId, long), string>();
        async Task AddAsync(int asked, IQueryable<Named> query)
        {
            if (asked > 0)
            {
                foreach (var named in await query.ToListAsync(cancellation))
                {
                    names[(named.Kind, named.Id)] = named.Name;
                }
            }
        }

        await AddAsync(users.Count, db.Users.Where(u => users.Contains(u.Id)).Select(u => new Named { Kind = AuditId.User, Id = u.Id, Name = u.DisplayName }));
        await AddAsync(customers.Count, db.Customers.Where(c => customers.Contains(c.Id)).Select(c => new Named { Kind = AuditId.Customer, Id = c.Id, Name = c.Name }));
        await AddAsync(
            activities.Count,
            db.CostActivities.Where(a => activities.Contains(a.Id)).Select(a => new Named { Kind = AuditId.Activity, Id = a.Id, Name = a.Name }));
        await AddAsync(
            regions.Count + sources.Count + tags.Count,
            db.Regions.Where(r => regions.Contains(r.Id)).Select(r => new Named { Kind = AuditId.Region, Id = r.Id, Name = r.Name })
                .Concat(db.Sources.Where(s => sources.Contains(s.Id)).Select(s => new Named { Kind = AuditId.Source, Id = s.Id, Name = s.Name }))
                .Concat(db.Tags.Where(t => tags.Contains(t.Id)).Select(t => new Named { Kind = AuditId.Tag, Id = t.Id, Name = t.Name })));
        return new AuditNames(names);
    }

    private sealed class Named
    {
        public required AuditId Kind { get; init; }

        public required long Id { get; init; }

        public required string Name { get; init; }
    }
}
