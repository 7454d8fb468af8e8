using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>order_lines.csv: a row a line; whose order it is stands in orders.csv.</summary>
internal static class OrderLinesExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("order_no", r => Cell.Text(r.OrderNo)),
        ("line_no", r => Cell.Text(r.Line.LineNo)),
        ("product_code", r => Cell.Text(r.Line.ProductCode)),
        ("product_name", r => Cell.Text(r.Line.ProductName)),
        ("category", r => Cell.Text(r.Line.Category)),
        ("quantity", r => Cell.Number(r.Line.Quantity)),
        ("unit_price", r => Cell.Number(r.Line.UnitPrice)),
        ("discount", r => Cell.Money(r.Line.Discount)),
        ("net", r => Cell.Money(r.Line.Net)),
        ("cost_of_goods", r => Cell.Money(r.Line.CostOfGoods)),
    ];

    public static CsvTable Of(CrmDbContext db) => CsvTable.Of(
        Columns,
        db.OrderLines.AsNoTracking()
            .Where(l => l.Order.VoidedAt == null)
            .OrderBy(l => l.Order.OrderNo).ThenBy(l => l.LineNo)
            .Select(l => new Row(l.Order.OrderNo, l))
            .AsAsyncEnumerable());

    private sealed record Row(string OrderNo, OrderLine Line);
}
