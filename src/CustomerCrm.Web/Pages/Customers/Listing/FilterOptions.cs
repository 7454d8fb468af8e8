using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>What the firm adds itself and a list can be narrowed by.</summary>
public enum OptionKind
{
    Owner,
    Team,
    Region,
    Source,
    Tag,
}

/// <summary>Owners, teams, regions, sources and tags by name.</summary>
public sealed class FilterOptions
{
    /// <summary>Of one kind; who has more reaches the others by a link.</summary>
    private const int Most = 300;

    public static readonly FilterOptions None = new([]);

    private readonly IReadOnlyList<(OptionKind Kind, long Id, string Name, bool IsActive)> options;

    private FilterOptions(IReadOnlyList<(OptionKind, long, string, bool)> options)
    {
        this.options = options;
    }

    public static async Task<FilterOptions> ReadAsync(CrmDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Users.OrderBy(u => u.DisplayName).Take(Most).Select(u => new { Kind = OptionKind.Owner, u.Id, Name = u.DisplayName, IsActive = u.DisabledAt == null })
            .Concat(db.Teams.OrderBy(t => t.Name).Take(Most).Select(t => new { Kind = OptionKind.Team, t.Id, t.Name, IsActive = true }))
            .Concat(db.Regions.OrderBy(r => r.Name).Take(Most).Select(r => new { Kind = OptionKind.Region, r.Id, r.Name, IsActive = true }))
            .Concat(db.Sources.OrderBy(s => s.Name).Take(Most).Select(s => new { Kind = OptionKind.Source, s.Id, s.Name, IsActive = true }))
            .Concat(db.Tags.OrderBy(t => t.Name).Take(Most).Select(t => new { Kind = OptionKind.Tag, t.Id, t.Name, IsActive = true }))
            .ToListAsync(cancellation);
        return new FilterOptions([.. rows.Select(r => (r.Kind, r.Id, r.Name, r.IsActive))
            .OrderBy(r => r.Name, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))]);
    }

    public IEnumerable<(long Id, string Name)> Of(OptionKind kind) => options.Where(o => o.Kind == kind).Select(o => (o.Id, o.Name));

    /// <summary>Without owners who no longer work here.</summary>
    public IEnumerable<(long Id, string Name)> Active(OptionKind kind) => options.Where(o => o.Kind == kind && o.IsActive).Select(o => (o.Id, o.Name));

    public string NameOf(OptionKind kind, long id) =>
        options.Where(o => o.Kind == kind && o.Id == id).Select(o => o.Name).FirstOrDefault()
        ?? "#" + id.ToString(CultureInfo.InvariantCulture);
}
