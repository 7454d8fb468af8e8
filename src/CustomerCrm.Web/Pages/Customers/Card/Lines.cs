using CustomerCrm.Domain.Orders;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>An order as a line, in base currency.</summary>
public sealed record OrderLine(
    long Id, string OrderNo, DateOnly OrderedOn, OrderKind Kind, decimal BaseNet, decimal? BaseCostOfGoods,
    string Currency, decimal Net, DateOnly? DueOn, DateOnly? PaidOn) : IDated
{
    public DateOnly On => OrderedOn;

    /// <summary>A sale that is due and not paid.</summary>
    public bool IsOpen => this is { Kind: OrderKind.Sale, DueOn: not null, PaidOn: null };

    /// <summary>What the order adds to net revenue.</summary>
    public decimal Revenue => Kind == OrderKind.Return ? -BaseNet : BaseNet;

    /// <summary>Net less cost of goods; null where that is not known.</summary>
    public decimal? GrossProfit => BaseCostOfGoods is { } cost ? (Kind == OrderKind.Return ? cost - BaseNet : BaseNet - cost) : null;

    /// <summary>Days from due to paid, for an open sale to the date named; null where nothing is late, as for every return.</summary>
    public static int? DaysLate(OrderKind kind, DateOnly? dueOn, DateOnly? paidOn, DateOnly? asOf) =>
        kind == OrderKind.Sale && (paidOn ?? asOf)?.DayNumber - dueOn?.DayNumber is > 0 and var days ? days : null;

    public int? DaysLate(DateOnly? asOf) => DaysLate(Kind, DueOn, PaidOn, asOf);

    /// <summary>A customer's orders, newest first.</summary>
    /// <param name="before">The line the page before ended with; null for the newest.</param>
    public static IQueryable<OrderLine> Of(CrmDbContext db, long customerId, (DateOnly On, long Id)? before = null)
    {
        var orders = db.Orders.AsNoTracking().Where(o => o.CustomerId == customerId && o.VoidedAt == null);
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
    long Id, string CostNo, DateOnly IncurredOn, string Activity, decimal? Quantity, string Unit, decimal Amount, string? Note) : IDated
{
    public DateOnly On => IncurredOn;

    /// <summary>A customer's cost entries, newest first.</summary>
    /// <param name="before">The line the page before ended with; null for the newest.</param>
    public static IQueryable<CostLine> Of(CrmDbContext db, long customerId, (DateOnly On, long Id)? before = null)
    {
        var entries = db.CostEntries.AsNoTracking().Where(e => e.CustomerId == customerId && e.VoidedAt == null);
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

/// <summary>An answer as a line.</summary>
/// <param name="Satisfaction">0 to 100.</param>
/// <param name="Recommend">0 to 10.</param>
public sealed record AnswerLine(long Id, string SurveyNo, DateOnly AnsweredOn, decimal? Satisfaction, decimal? Recommend) : IDated
{
    public DateOnly On => AnsweredOn;

    /// <summary>A customer's answers, newest first.</summary>
    /// <param name="before">The line the page before ended with; null for the newest.</param>
    public static IQueryable<AnswerLine> Of(CrmDbContext db, long customerId, (DateOnly On, long Id)? before = null)
    {
        var answers = db.SurveyAnswers.AsNoTracking().Where(a => a.CustomerId == customerId && a.VoidedAt == null);
        if (before is { } b)
        {
            answers = answers.Where(a => EF.Functions.LessThan(ValueTuple.Create(a.AnsweredOn, a.Id), ValueTuple.Create(b.On, b.Id)));
        }

        return answers
            .OrderByDescending(a => a.AnsweredOn)
            .ThenByDescending(a => a.Id)
            .Select(a => new AnswerLine(a.Id, a.SurveyNo, a.AnsweredOn, a.Satisfaction, a.Recommend));
    }
}

/// <summary>A change of the shown tier as a line.</summary>
public sealed record ChangeOfTier(
    long Id, DateOnly AsOf, Tier FromTier, Tier ToTier, Tier FromComputed, Tier ToComputed, int PolicyVersion, TierChangeReason Reason,
    CustomerMetrics Measures) : IDated
{
    public DateOnly On => AsOf;

    /// <summary>A customer's changes of tier, newest first.</summary>
    /// <param name="before">The line the page before ended with; null for the newest.</param>
    public static IQueryable<ChangeOfTier> Of(CrmDbContext db, long customerId, (DateOnly On, long Id)? before = null)
    {
        var changes = db.TierChanges.AsNoTracking().Where(c => c.CustomerId == customerId);
        if (before is { } b)
        {
            changes = changes.Where(c => EF.Functions.LessThan(ValueTuple.Create(c.AsOf, c.Id), ValueTuple.Create(b.On, b.Id)));
        }

        return changes
            .OrderByDescending(c => c.AsOf)
            .ThenByDescending(c => c.Id)
            .Select(c => new ChangeOfTier(
                c.Id, c.AsOf, c.FromTier, c.ToTier, c.FromComputed, c.ToComputed, c.PolicyVersion, c.Reason, c.Measures));
    }
}
