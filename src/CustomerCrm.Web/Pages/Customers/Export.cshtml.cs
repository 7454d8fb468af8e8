using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Exporting.Sending;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Customers.Listing;
using CustomerCrm.Web.Pages.Exports;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>The list of the address as a file: whom it means, in its order, with its columns, and the key of each.</summary>
public sealed class ExportModel(
    CrmDbContext db, ListExporter exporter, IStringLocalizer<ListTexts> list, IStringLocalizer<CustomerTexts> customers,
    IStringLocalizer<Glossary> glossary, IStringLocalizer<FileTexts> files) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (ListQuery.Read(Request.Query) is not { } asked)
        {
            return NotFound();
        }

        var asOf = await db.ScoreGenerations.Select(g => (DateOnly?)g.AsOf).SingleOrDefaultAsync(cancellation);
        var rows = asked.IsRanked(asOf)
            ? asked.Sort.Order.StreamAsync(FilteredCustomers.Of(db, asked.Filter), CustomerLine.From(db))
            : FilteredCustomers.Unscored(db, asked.Filter).OrderByDescending(c => c.Id).Select(CustomerLine.Unscored(db)).AsAsyncEnumerable();
        await exporter.SendAsync(
            "customer list", asked.Kept.Length == 0 ? null : asked.Kept, [.. Columns(asked.Shown(asOf))], rows, SentFile.Open(Response, "customers"),
            cancellation);
        return new EmptyResult();
    }

    private IEnumerable<(string Name, Func<CustomerLine, string> Cell)> Columns(IReadOnlyList<ListColumn> columns)
    {
        yield return (customers["Fact.Key"], l => Cell.Text(l.Key));
        yield return (list["List.Customer"], l => Cell.Text(l.Name));
        yield return (files["Column.LocalName"], l => Cell.Text(l.LocalName));
        foreach (var column in columns)
        {
            yield return (list["List.Column." + column], CellOf(column));
        }
    }

    private Func<CustomerLine, string> CellOf(ListColumn column) => column switch
    {
        ListColumn.Tier => l => l.Tier is { } tier ? WordOf("Tier." + tier) : "",
        ListColumn.Flags => l => string.Join('|', Flags.In(l.Flags).Select(flag => WordOf("Flag." + flag))),
        ListColumn.Composite => l => Cell.Points(l.Composite),
        ListColumn.Value => l => Cell.Money(l.PurchaseValue),
        ListColumn.Profit => l => Cell.Money(l.Profit),
        ListColumn.Margin => l => Cell.Ratio(l.Margin),
        ListColumn.Loyalty => l => Cell.Points(l.Loyalty),
        ListColumn.LastPurchase => l => Cell.Date(l.LastPurchaseOn),
        ListColumn.Overdue => l => Cell.Ratio(l.Overdue),
        ListColumn.Lifecycle => l => l.Lifecycle is { } lifecycle ? WordOf("Lifecycle." + lifecycle) : "",
        ListColumn.Region => l => Cell.Text(l.Region),
        ListColumn.Place => l => Cell.Text(string.Join(", ", new[] { l.City, l.Country }.Where(part => part is not null))),
        ListColumn.Owner => l => Cell.Text(l.Owner),
        ListColumn.Source => l => Cell.Text(l.Source),
        ListColumn.Phone => l => Cell.Text(l.Phone),
        ListColumn.Spend => l => Cell.Money(l.Spend),
        ListColumn.Industry => l => Cell.Text(l.Industry),
    };

    private string WordOf(string key) => glossary[key];
}
