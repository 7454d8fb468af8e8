using System.Globalization;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>A line of the list.</summary>
public sealed record CustomerLine(
    long Id, string Name, string? LocalName, string? Region, string? Owner,
    Tier? Tier, int? Composite, decimal? PurchaseValue, decimal? Profit, DateOnly? LastPurchaseOn, CustomerFlags Flags)
{
    /// <summary>What the list is sorted by: the composite, who has none last.</summary>
    public int Rank => Composite ?? -1;
}

/// <summary>The customers a reader may see, best first, a page at a time.</summary>
public sealed class IndexModel(CrmDbContext db) : PageModel
{
    public const int PageSize = 50;

    /// <summary>Counted up to here; more is "more than".</summary>
    public const int MostCounted = 10_000;

    public IReadOnlyList<CustomerLine> Lines { get; private set; } = [];

    /// <summary>At most one over <see cref="MostCounted"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public DateOnly? AsOf { get; private set; }

    /// <param name="after">The rank and id of the last line of the page before, joined by a point.</param>
    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancellation)
    {
        (int Rank, long Id)? last = null;
        if (after is not null && (last = Place(after)) is null)
        {
            return NotFound();
        }

        if (FilterAddress.Read(Request.Query) is not { } filter)
        {
            return NotFound();
        }

        IsFirst = last is null;
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        AsOf = await db.ScoreGenerations.Select(g => (DateOnly?)g.AsOf).SingleOrDefaultAsync(cancellation);
        var lines = await (AsOf is null ? Unscored(last?.Id ?? long.MaxValue) : Scored(filter, last)).Take(PageSize + 1).ToListAsync(cancellation);
        Count = AsOf is null
            ? await db.Customers.Where(c => c.ArchivedAt == null).Take(MostCounted + 1).CountAsync(cancellation)
            : await FilteredCustomers.Of(db, filter).Take(MostCounted + 1).CountAsync(cancellation);
        Lines = lines.Count > PageSize ? lines[..PageSize] : lines;
        Next = lines.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{Lines[^1].Rank}.{Lines[^1].Id}") : null;
        return Page();
    }

    private IQueryable<CustomerLine> Scored(CustomerFilter filter, (int Rank, long Id)? last)
    {
        var customers = FilteredCustomers.Of(db, filter);
        if (last is { } l)
        {
            customers = customers.Where(c => EF.Functions.LessThan(
                ValueTuple.Create(c.Score.Composite ?? -1, c.Score.CustomerId), ValueTuple.Create(l.Rank, l.Id)));
        }

        return
            from c in customers
            join owner in db.Users on c.Score.Customer.OwnerId equals owner.Id into owners
            from owner in owners.DefaultIfEmpty()
            orderby c.Score.Composite ?? -1 descending, c.Score.CustomerId descending
            select new CustomerLine(
                c.Score.CustomerId, c.Score.Customer.Name, c.Score.Customer.LocalName, c.Score.Customer.Region!.Name, owner!.DisplayName,
                c.Score.ShownTier, c.Score.Composite, c.Metrics.PurchaseValue, c.Metrics.Profit, c.Metrics.LastPurchaseOn, c.Score.Flags);
    }

    /// <summary>Before the first run there is nothing to rank by but the order of entry.</summary>
    private IQueryable<CustomerLine> Unscored(long before) =>
        from customer in db.Customers.AsNoTracking()
        join owner in db.Users on customer.OwnerId equals owner.Id into owners
        from owner in owners.DefaultIfEmpty()
        where customer.ArchivedAt == null && customer.Id < before
        orderby customer.Id descending
        select new CustomerLine(
            customer.Id, customer.Name, customer.LocalName, customer.Region!.Name, owner!.DisplayName,
            null, null, null, null, null, CustomerFlags.None);

    private static (int, long)? Place(string text) =>
        text.Split('.') is [var rank, var id]
        && int.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var r)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? (r, i)
            : null;
}
