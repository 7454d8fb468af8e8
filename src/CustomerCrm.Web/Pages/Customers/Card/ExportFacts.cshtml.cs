using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Exporting.Sending;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Exports;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>The orders, costs or surveys of a card as a file: all of them, newest first, as their tab shows them.</summary>
public sealed class ExportFactsModel(CrmDbContext db, ListExporter exporter, IStringLocalizer<CustomerTexts> text, IStringLocalizer<FileTexts> files) : PageModel
{
    public async Task<IActionResult> OnPostOrdersAsync(long id, CancellationToken cancellation)
    {
        var asOf = await db.ScoreGenerations.Select(g => (DateOnly?)g.AsOf).SingleOrDefaultAsync(cancellation);
        return await SendAsync(
            id, "orders",
            [
                (text["Orders.Date"], o => Cell.Date(o.OrderedOn)),
                (text["Orders.Number"], o => Cell.Text(o.OrderNo)),
                (files["Column.OrderKind"], o => text["Order.Kind." + o.Kind]),
                (files["Column.Revenue"], o => Cell.Money(o.Revenue)),
                (files["Column.GrossProfit"], o => Cell.Money(o.GrossProfit)),
                (files["Column.Currency"], o => o.Currency),
                (files["Column.Net"], o => Cell.Money(o.Net)),
                (text["Orders.Due"], o => Cell.Date(o.DueOn)),
                (text["Orders.Paid"], o => Cell.Date(o.PaidOn)),
                (text["Orders.DaysLate"], o => o.DaysLate(asOf) is { } late ? Cell.Whole(late) : ""),
            ],
            OrderLine.Of(db, id), cancellation);
    }

    public Task<IActionResult> OnPostCostsAsync(long id, CancellationToken cancellation) => SendAsync(
        id, "costs",
        [
            (text["Costs.Date"], c => Cell.Date(c.IncurredOn)),
            (files["Column.CostNo"], c => Cell.Text(c.CostNo)),
            (files["Column.Activity"], c => Cell.Text(c.Activity)),
            (text["Costs.Quantity"], c => Cell.Number(c.Quantity)),
            (files["Column.Unit"], c => Cell.Text(c.Unit)),
            (text["Costs.Amount"], c => Cell.Money(c.Amount)),
            (text["Costs.Note"], c => Cell.Text(c.Note)),
        ],
        CostLine.Of(db, id), cancellation);

    public Task<IActionResult> OnPostSurveysAsync(long id, CancellationToken cancellation) => SendAsync(
        id, "surveys",
        [
            (text["Surveys.Date"], a => Cell.Date(a.AnsweredOn)),
            (text["Surveys.Number"], a => Cell.Text(a.SurveyNo)),
            (files["Column.Satisfaction"], a => Cell.Number(a.Satisfaction)),
            (files["Column.Recommend"], a => Cell.Number(a.Recommend)),
        ],
        AnswerLine.Of(db, id), cancellation);

    private async Task<IActionResult> SendAsync<TLine>(
        long id, string kind, IReadOnlyList<(string Name, Func<TLine, string> Cell)> columns, IQueryable<TLine> lines, CancellationToken cancellation)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellation))
        {
            return NotFound();
        }

        await exporter.SendAsync(
            "card " + kind, FormattableString.Invariant($"customer={id}"), columns, lines.AsAsyncEnumerable(),
            SentFile.Open(Response, FormattableString.Invariant($"{kind}-{id}")), cancellation);
        return new EmptyResult();
    }
}
