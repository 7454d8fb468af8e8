using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>An order as a line, in base currency.</summary>
public sealed record OrderLine(
    long Id, string OrderNo, DateOnly OrderedOn, OrderKind Kind, decimal BaseNet, decimal? BaseCostOfGoods,
    string Currency, decimal Net, DateOnly? DueOn, DateOnly? PaidOn)
{
    /// <summary>What the order adds to net revenue.</summary>
    public decimal Revenue => Kind == OrderKind.Return ? -BaseNet : BaseNet;

    /// <summary>Net less cost of goods; null where that is not known.</summary>
    public decimal? GrossProfit => BaseCostOfGoods is { } cost ? (Kind == OrderKind.Return ? cost - BaseNet : BaseNet - cost) : null;

    /// <summary>A customer's orders, newest first.</summary>
    /// <param name="before">The line the page before ended with; null for the newest.</param>
    public static IQueryable<OrderLine> Of(CrmDbContext db, long customerId, (DateOnly On, long Id)? before = null)
    {
        var orders = db.Orders.AsNoTracking().Where(o => o.CustomerId == customerId);
        if (before is { } b)
        {
            orders = orders.Where(o => EF.Functions.LessThan(ValueTuple.Create(o.OrderedOn, o.Id), ValueTuple.Create(b.On, b.Id)));
        }

        return orders
            .OrderByDescending(o => o.OrderedOn)
            .ThenByDescending(o => o.Id)
            .Select(o => new OrderLine(
                o.Id, o.OrderNo, o.OrderedOn, o.Kind, o.BaseNet, o.BaseCostOfGoods, o.Currency, o.Net, o.DueOn, o.PaidOn));
    }
}

/// <summary>A cost entry as a line.</summary>
public sealed record CostLine(
    long Id, string CostNo, DateOnly IncurredOn, string Activity, decimal? Quantity, string Unit, decimal Amount, string? Note)
{
    /// <summary>A customer's cost entries, newest first.</summary>
    /// <param name="before">The line the page before ended with; null for the newest.</param>
    public static IQueryable<CostLine> Of(CrmDbContext db, long customerId, (DateOnly On, long Id)? before = null)
    {
        var entries = db.CostEntries.AsNoTracking().Where(e => e.CustomerId == customerId);
        if (before is { } b)
        {
            entries = entries.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.IncurredOn, e.Id), ValueTuple.Create(b.On, b.Id)));
        }

        return entries
            .OrderByDescending(e => e.IncurredOn)
            .ThenByDescending(e => e.Id)
            .Select(e => new CostLine(
                e.Id, e.CostNo, e.IncurredOn, e.Activity.Name, e.Quantity, e.Activity.Unit, e.Amount, e.Note));
    }
}
