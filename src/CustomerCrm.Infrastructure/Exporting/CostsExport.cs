using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>
/// costs.csv: a row an entry. Its amount always stands there, also where quantity and rate said it, so that the scores do not
/// depend on which rates the reader has.
/// </summary>
internal static class CostsExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("cost_no", r => Cell.Text(r.Entry.CostNo)),
        ("customer_key", r => Cell.Text(r.CustomerKey)),
        ("activity", r => Cell.Text(r.Activity)),
        ("incurred_on", r => Cell.Date(r.Entry.IncurredOn)),
        ("quantity", r => Cell.Number(r.Entry.Quantity)),
        ("amount", r => Cell.Money(r.Entry.Amount)),
        ("note", r => Cell.Text(r.Entry.Note)),
    ];

    public static CsvTable Of(CrmDbContext db) => CsvTable.Of(
        Columns,
        db.CostEntries.AsNoTracking().Where(e => e.VoidedAt == null)
            .OrderBy(e => e.CostNo)
            .Select(e => new Row(e, e.Customer.CustomerKey, e.Activity.Name))
            .AsAsyncEnumerable());

    private sealed record Row(CostEntry Entry, string CustomerKey, string Activity);
}
