using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>orders.csv: a row an order, also where lines made it; the file alone gives the same scores.</summary>
internal static class OrdersExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("order_no", r => Cell.Text(r.Order.OrderNo)),
        ("customer_key", r => Cell.Text(r.CustomerKey)),
        ("ordered_on", r => Cell.Date(r.Order.OrderedOn)),
        ("kind", r => r.Order.Kind == OrderKind.Return ? "return" : "sale"),
        ("gross", r => Cell.Money(r.Order.Gross)),
        ("discount", r => Cell.Money(r.Order.Discount)),
        ("net", r => Cell.Money(r.Order.Net)),
        ("cost_of_goods", r => Cell.Money(r.CostOfGoods)),
        ("currency", r => r.Order.Currency),
        ("fx_rate", r => Cell.Number(r.FxRate)),
        ("due_on", r => Cell.Date(r.Order.DueOn)),
        ("paid_on", r => Cell.Date(r.Order.PaidOn)),
    ];

    public static async Task<CsvTable> OfAsync(CrmDbContext db, CancellationToken cancellation)
    {
        var firmCurrency = await db.Firms.Select(f => f.Currency).SingleAsync(cancellation);

        // An order without a cost of its own has its lines', in its own currency, where each line has one: then its base cost
        // is known, and at rate 1 is that very sum, so that the lines are asked for foreign orders alone.
        var rows =
            from order in db.Orders.AsNoTracking()
            where order.VoidedAt == null
            orderby order.OrderNo
            select new Row(
                order,
                order.Customer.CustomerKey,
                order.CostOfGoods ?? (order.BaseCostOfGoods == null || order.FxRate == 1
                    ? order.BaseCostOfGoods
                    : order.Lines.Sum(l => l.CostOfGoods)),
                order.Currency == firmCurrency ? null : order.FxRate);
        return CsvTable.Of(Columns, rows.AsAsyncEnumerable());
    }

    private sealed record Row(Order Order, string CustomerKey, decimal? CostOfGoods, decimal? FxRate);
}
