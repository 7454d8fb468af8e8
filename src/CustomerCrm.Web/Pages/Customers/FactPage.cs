using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>All facts of one kind of a customer, newest first, a page at a time.</summary>
public abstract class FactPage<TLine>(CrmDbContext db) : PageModel
{
    public const int PageSize = 100;

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<TLine> Lines { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Older { get; private set; }

    /// <param name="before">Date and id of the last line of the page before, joined by a point.</param>
    public async Task<IActionResult> OnGetAsync(long id, string? before, CancellationToken cancellation)
    {
        (DateOnly, long)? place = null;
        if (before is not null && (place = Place(before)) is null)
        {
            return NotFound();
        }

        var name = await db.Customers.Where(c => c.Id == id).Select(c => c.Name).SingleOrDefaultAsync(cancellation);
        if (name is null)
        {
            return NotFound();
        }

        (Id, Name) = (id, name);
        var lines = await Query(db, id, place).Take(PageSize + 1).ToListAsync(cancellation);
        Lines = lines.Count > PageSize ? lines[..PageSize] : lines;
        if (lines.Count > PageSize)
        {
            var (on, last) = PlaceOf(Lines[^1]);
            Older = string.Create(CultureInfo.InvariantCulture, $"{on:yyyy-MM-dd}.{last}");
        }

        return Page();
    }

    protected abstract IQueryable<TLine> Query(CrmDbContext db, long customerId, (DateOnly On, long Id)? before);

    protected abstract (DateOnly On, long Id) PlaceOf(TLine line);

    private static (DateOnly, long)? Place(string text) =>
        text.Split('.') is [var date, var id]
        && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? (on, i)
            : null;
}

public sealed class OrdersModel(CrmDbContext db) : FactPage<OrderLine>(db)
{
    protected override IQueryable<OrderLine> Query(CrmDbContext db, long customerId, (DateOnly On, long Id)? before) =>
        OrderLine.Of(db, customerId, before);

    protected override (DateOnly On, long Id) PlaceOf(OrderLine line) => (line.OrderedOn, line.Id);
}

public sealed class CostsModel(CrmDbContext db) : FactPage<CostLine>(db)
{
    protected override IQueryable<CostLine> Query(CrmDbContext db, long customerId, (DateOnly On, long Id)? before) =>
        CostLine.Of(db, customerId, before);

    protected override (DateOnly On, long Id) PlaceOf(CostLine line) => (line.IncurredOn, line.Id);
}
