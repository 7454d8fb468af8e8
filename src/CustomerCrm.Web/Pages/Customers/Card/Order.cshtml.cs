using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>One order with its lines, as it was entered and in base currency.</summary>
public sealed class OrderModel(CrmDbContext db) : CardPage(db)
{
    /// <summary>No more lines than a page can hold; the rest is counted.</summary>
    public const int MostLines = 500;

    public override string Tab => "Orders";

    [FromRoute]
    public long OrderId { get; set; }

    public Order Order { get; private set; } = null!;

    public IReadOnlyList<Domain.Orders.OrderLine> Lines { get; private set; } = [];

    public bool HasMoreLines { get; private set; }

    /// <summary>What the lines bring, in the order's currency; not always what the order says, which wins.</summary>
    public decimal LinesNet => Lines.Sum(line => line.Amount);

    public int? DaysLate => OrderLine.DaysLate(Order.Kind, Order.DueOn, Order.PaidOn, Head.Score?.AsOf);

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        var order = await Db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == OrderId && o.CustomerId == id, cancellation);
        if (order is null)
        {
            return false;
        }

        var lines = await Db.OrderLines.AsNoTracking()
            .Where(l => l.OrderId == OrderId)
            .OrderBy(l => l.LineNo.Length)
            .ThenBy(l => l.LineNo)
            .Take(MostLines + 1)
            .ToListAsync(cancellation);
        HasMoreLines = lines.Count > MostLines;
        (Order, Lines) = (order, HasMoreLines ? lines[..MostLines] : lines);
        return true;
    }
}
