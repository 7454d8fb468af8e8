using System.Globalization;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>What people did to the customer and to what hangs on him: who, when, and each field before and after.</summary>
public sealed class ChangesModel(CrmDbContext db, AuditWords words) : CardPage(db)
{
    public const int PageSize = 50;

    public override string Tab => "Changes";

    public IReadOnlyList<AuditLine> Lines { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Older { get; private set; }

    public bool IsFirst { get; private set; } = true;

    /// <summary>Where there are no lines: the import that wrote the customer last. Imports are audited as a whole.</summary>
    public Import? Import { get; private set; }

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        var entries = Db.AuditEntries.AsNoTracking().Where(e => e.CustomerId == id);
        if (Request.Query[BeforeKey].ToString() is { Length: > 0 } before)
        {
            if (!long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            {
                return false;
            }

            IsFirst = false;
            entries = entries.Where(e => e.Id < last);
        }

        var read = await entries.OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancellation);
        var page = read.Count > PageSize ? read[..PageSize] : read;
        Older = read.Count > PageSize ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        var names = await NamesAsync(page, cancellation);
        Lines = [.. page.Select(entry => words.Tell(entry, names))];
        Import = Lines.Count == 0 && Head.Customer.ImportId is { } import
            ? await Db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == import, cancellation)
            : null;
        return true;
    }

    /// <summary>At most four statements, and none for names that the page does not need.</summary>
    private async Task<AuditNames> NamesAsync(IReadOnlyList<AuditEntry> page, CancellationToken cancellation)
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

        await AddAsync(users.Count, Db.Users.Where(u => users.Contains(u.Id)).Select(u => new Named { Kind = AuditId.User, Id = u.Id, Name = u.DisplayName }));
        await AddAsync(customers.Count, Db.Customers.Where(c => customers.Contains(c.Id)).Select(c => new Named { Kind = AuditId.Customer, Id = c.Id, Name = c.Name }));
        await AddAsync(
            activities.Count,
            Db.CostActivities.Where(a => activities.Contains(a.Id)).Select(a => new Named { Kind = AuditId.Activity, Id = a.Id, Name = a.Name }));
        await AddAsync(
            regions.Count + sources.Count + tags.Count,
            Db.Regions.Where(r => regions.Contains(r.Id)).Select(r => new Named { Kind = AuditId.Region, Id = r.Id, Name = r.Name })
                .Concat(Db.Sources.Where(s => sources.Contains(s.Id)).Select(s => new Named { Kind = AuditId.Source, Id = s.Id, Name = s.Name }))
                .Concat(Db.Tags.Where(t => tags.Contains(t.Id)).Select(t => new Named { Kind = AuditId.Tag, Id = t.Id, Name = t.Name })));
        return new AuditNames(names);
    }

    private sealed class Named
    {
        public required AuditId Kind { get; init; }

        public required long Id { get; init; }

        public required string Name { get; init; }
    }
}
