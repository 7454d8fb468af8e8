using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>What can be chosen for a customer: regions, sources, and owners who may be given customers by this reader.</summary>
public sealed class CustomerOptions
{
    private const int Most = 300;

    public static readonly CustomerOptions None = new([]);

    private readonly IReadOnlyList<(Kind Kind, long Id, string Name)> options;

    private CustomerOptions(IReadOnlyList<(Kind, long, string)> options)
    {
        this.options = options;
    }

    private enum Kind
    {
        Region,
        Source,
        Owner,
    }

    public IReadOnlyList<FieldOption> Regions => Of(Kind.Region);

    public IReadOnlyList<FieldOption> Sources => Of(Kind.Source);

    public IReadOnlyList<FieldOption> Owners => Of(Kind.Owner);

    /// <summary>
    /// Whoever may sign in, among those whose customers the reader sees: what he gives away he goes on seeing. Whoever owns the
    /// customer now stays among them, also when he has left.
    /// </summary>
    public static async Task<CustomerOptions> ReadAsync(CrmDbContext db, long? ownerId, CancellationToken cancellation)
    {
        var (seesAll, seen) = (db.Viewer.SeesAll, db.Viewer.OwnerIds.ToList());
        var rows = await db.Regions.OrderBy(r => r.Name).Take(Most).Select(r => new { Kind = Kind.Region, r.Id, r.Name })
            .Concat(db.Sources.OrderBy(s => s.Name).Take(Most).Select(s => new { Kind = Kind.Source, s.Id, s.Name }))
            .Concat(db.Users
                .Where(u => u.Id == ownerId || (u.DisabledAt == null && (seesAll || seen.Contains(u.Id))))
                .OrderBy(u => u.DisplayName).Take(Most).Select(u => new { Kind = Kind.Owner, u.Id, Name = u.DisplayName }))
            .ToListAsync(cancellation);
        return new CustomerOptions([.. rows.Select(r => (r.Kind, r.Id, r.Name)).OrderBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase)]);
    }

    /// <summary>The id that was chosen, or nothing; false where it is none of those offered.</summary>
    public bool TryRegion(string? chosen, out long? id) => Try(Kind.Region, chosen, out id);

    public bool TrySource(string? chosen, out long? id) => Try(Kind.Source, chosen, out id);

    public bool TryOwner(string? chosen, out long? id) => Try(Kind.Owner, chosen, out id);

    /// <summary>How a form's value is shown, where it is an id.</summary>
    public string? NameOf(string field, string? value) => Named(field) is { } kind && value is not null
        ? options.Where(o => o.Kind == kind && CustomerForm.Id(o.Id) == value).Select(o => o.Name).FirstOrDefault() ?? value
        : value;

    private static Kind? Named(string field) => field switch
    {
        nameof(CustomerForm.RegionId) => Kind.Region,
        nameof(CustomerForm.SourceId) => Kind.Source,
        nameof(CustomerForm.OwnerId) => Kind.Owner,
        _ => null,
    };

    private IReadOnlyList<FieldOption> Of(Kind kind) =>
        [.. options.Where(o => o.Kind == kind).Select(o => new FieldOption(CustomerForm.Id(o.Id)!, o.Name))];

    private bool Try(Kind kind, string? chosen, out long? id)
    {
        var found = options.Where(o => o.Kind == kind && CustomerForm.Id(o.Id) == chosen?.Trim()).Select(o => (long?)o.Id).FirstOrDefault();
        id = found;
        return found is not null || string.IsNullOrWhiteSpace(chosen);
    }
}
