using System.Globalization;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Audit;
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
        var names = await AuditNamesReader.ReadAsync(Db, page, cancellation);
        Lines = [.. page.Select(entry => words.Tell(entry, names))];
        Import = Lines.Count == 0 && Head.Customer.ImportId is { } import
            ? await Db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == import, cancellation)
            : null;
        return true;
    }
}
