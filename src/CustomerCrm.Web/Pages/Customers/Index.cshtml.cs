using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Customers.Views;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Customers.Listing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>The customers a reader may see: searched, filtered, sorted and paged as the address says.</summary>
public sealed class IndexModel(CrmDbContext db, SavedViews views) : PageModel
{
    public const int PageSize = 50;

    /// <summary>Counted up to here; more is "more than".</summary>
    public const int MostCounted = 10_000;

    private IReadOnlyList<(CustomerLine Line, ListPlace Place)> read = [];

    public ListQuery List { get; private set; } = ListQuery.Everybody;

    public ViewChoice Choice { get; private set; } = new([], default);

    public FilterOptions Options { get; private set; } = FilterOptions.None;

    public IEnumerable<CustomerLine> Lines => read.Select(r => r.Line);

    /// <summary>At most one over <see cref="MostCounted"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Null where counting them all would hold the page up; they come later.</summary>
    public QuickCounts? Quick { get; private set; }

    /// <summary>The page's neighbours; null where there is none.</summary>
    public (string? Previous, string? Next) Pages { get; private set; }

    public bool IsFirst { get; private set; }

    /// <summary>Null before the first run.</summary>
    public DateOnly? AsOf { get; private set; }

    public bool IsRanked => List.IsRanked(AsOf);

    public IReadOnlyList<ListColumn> Columns => List.Shown(AsOf);

    public bool MayEdit(CustomerLine line) => db.Viewer.MayEdit(line.OwnerId);

    /// <summary>Owners are given by managers.</summary>
    public bool MayAssign => !db.Viewer.EditsOwnOnly;
    /// <summary>Whether the reader changes his own customers only.</summary>
    public bool EditsOwnOnly => db.Viewer.EditsOwnOnly;

    /// <summary>Whether a key press asks for the list alone.</summary>
    public bool IsPart => Request.Headers.ContainsKey("HX-Request");

    public ListQuery? View => Choice.Of(List.View);

    /// <summary>Whether the list is another than its view keeps.</summary>
    public bool IsChanged => !List.IsSameAs(View ?? ListQuery.Everybody);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var state = await db.ScoreGenerations
            .Select(g => new { AsOf = (DateOnly?)g.AsOf, AreMany = db.Customers.OrderBy(c => c.Id).Skip(MostCounted).Any() })
            .SingleOrDefaultAsync(cancellation);
        AsOf = state?.AsOf;
        if (await FindListAsync(cancellation) is { } elsewhere)
        {
            return elsewhere;
        }

        if (IsPart)
        {
            Response.Headers["HX-Replace-Url"] = Url.Content("~" + List.Address);
        }

        if (!IsRanked)
        {
            return await UnscoredAsync(cancellation);
        }

        if (!await ReadAsync(cancellation))
        {
            return NotFound();
        }

        Count = await FilteredCustomers.Scores(db, List.Filter).Take(MostCounted + 1).CountAsync(cancellation);
        if (!state!.AreMany)
        {
            Quick = await QuickCounts.ReadAsync(db, List.Filter, cancellation);
        }

        Options = await FilterOptions.ReadAsync(db, cancellation);
        return Page();
    }

    /// <summary>The counts of the quick filters by themselves, for firms where they take their time.</summary>
    public async Task<IActionResult> OnGetCountsAsync(CancellationToken cancellation)
    {
        if (ListQuery.Read(Request.Query) is not { } list)
        {
            return NotFound();
        }

        List = list;
        Quick = await QuickCounts.ReadAsync(db, list.Filter, cancellation);
        return Partial("_QuickFilters", this);
    }

    /// <returns>Where else to go; null where the list is found.</returns>
    private async Task<IActionResult?> FindListAsync(CancellationToken cancellation)
    {
        Choice = new ViewChoice(await views.ListAsync(cancellation), AsOf ?? new DateOnly(2000, 1, 31));
        if (Request.Query.Count == 0)
        {
            var chosen = Choice.Of(await views.DefaultAsync(cancellation));
            return chosen is null ? null : LocalRedirect("~" + chosen.Address);
        }

        if (ListQuery.Read(Request.Query) is not { } list)
        {
            return NotFound();
        }

        var view = Choice.Of(list.View);
        if (list.View is not null && Request.Query.Count == 1)
        {
            return view is null ? NotFound() : LocalRedirect("~" + view.Address);
        }

        // A view that is gone, or no longer shared, takes nothing from what the address says.
        List = view is null ? list with { View = null } : list;
        return Request.Query.Any(q => q.Value.ToString().Length == 0 || q.Value.Count > 1) && !IsPart ? LocalRedirect("~" + List.Address) : null;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var (after, before) = (Request.Query[ListQuery.AfterKey].ToString(), Request.Query[ListQuery.BeforeKey].ToString());
        var text = before.Length > 0 ? before : after;
        ListPlace? place = null;
        if (text.Length > 0 && (place = ListPlace.Read(text)) is null)
        {
            return false;
        }

        var customers = FilteredCustomers.Of(db, List.Filter);
        var backwards = before.Length > 0;
        var lines = await List.Sort.Order.ReadAsync(customers, CustomerLine.From(db), place, backwards, PageSize + 1, cancellation);
        if (lines is null)
        {
            return false;
        }

        var more = lines.Count > PageSize;
        read = !more ? lines : backwards ? [.. lines.Skip(1)] : [.. lines.Take(PageSize)];
        IsFirst = place is null || (backwards && !more);
        Pages = (
            IsFirst || read.Count == 0 ? null : List.AddressAt(ListQuery.BeforeKey, read[0].Place),
            read.Count == 0 || (!backwards && !more) ? null : List.AddressAt(ListQuery.AfterKey, read[^1].Place));
        return true;
    }

    /// <summary>Newest first: there is nothing else to rank by.</summary>
    private async Task<IActionResult> UnscoredAsync(CancellationToken cancellation)
    {
        var after = Request.Query[ListQuery.AfterKey].ToString();
        var last = ListPlace.Read(after)?.CustomerId;
        if (after.Length > 0 && last is null)
        {
            return NotFound();
        }

        var customers = FilteredCustomers.Unscored(db, List.Filter);
        Count = await customers.Take(MostCounted + 1).CountAsync(cancellation);
        var lines = await customers
            .Where(c => c.Id < (last ?? long.MaxValue))
            .OrderByDescending(c => c.Id)
            .Select(CustomerLine.Unscored(db))
            .Take(PageSize + 1)
            .ToListAsync(cancellation);
        read = [.. lines.Take(PageSize).Select(l => (l, new ListPlace("", l.Id)))];
        IsFirst = last is null;
        Pages = (null, lines.Count > PageSize ? List.AddressAt(ListQuery.AfterKey, read[^1].Place) : null);
        Options = await FilterOptions.ReadAsync(db, cancellation);
        return Page();
    }
}
