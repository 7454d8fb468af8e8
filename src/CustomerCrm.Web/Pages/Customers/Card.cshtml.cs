using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Customers.Card;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>Something that happened with the customer, as a line of the newest.</summary>
/// <param name="What">A booking, an answer or a tier change.</param>
public sealed record Happening(DateOnly On, object What);

/// <summary>An order, what it brought, or a cost entry, what it cost.</summary>
public sealed class Booking
{
    public required bool IsCost { get; init; }

    public required long Id { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>The order's number, or the activity.</summary>
    public required string Name { get; init; }

    /// <summary>Negative for a return.</summary>
    public required decimal Amount { get; init; }

    /// <summary>A customer's newest, orders and costs in one statement.</summary>
    public static IQueryable<Booking> Newest(CrmDbContext db, long customerId, int most)
    {
        var orders = db.Orders.AsNoTracking().Where(o => o.CustomerId == customerId && o.VoidedAt == null)
            .OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.Id).Take(most)
            .Select(o => new Booking
            {
                IsCost = false,
                Id = o.Id,
                On = o.OrderedOn,
                Name = o.OrderNo,
                Amount = o.Kind == OrderKind.Return ? -o.BaseNet : o.BaseNet,
            });
        var costs = db.CostEntries.AsNoTracking().Where(e => e.CustomerId == customerId && e.VoidedAt == null)
            .OrderByDescending(e => e.IncurredOn).ThenByDescending(e => e.Id).Take(most)
            .Select(e => new Booking { IsCost = true, Id = e.Id, On = e.IncurredOn, Name = e.Activity.Name, Amount = e.Amount });
        return orders.Concat(costs);
    }
}

/// <summary>One customer at a glance: his tier with its reason, what he is worth, and what happened last.</summary>
public sealed class CardModel(CrmDbContext db) : CardPage(db)
{
    /// <summary>How many happenings stand on the overview; the other tabs hold all.</summary>
    public const int Newest = 10;

    public override string Tab => "";

    public CardExplanation? Explained { get; private set; }

    public IReadOnlyList<Happening> Lately { get; private set; } = [];

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Explained = await ExplainAsync(cancellation);
        var bookings = await Booking.Newest(Db, id, Newest).ToListAsync(cancellation);
        var answers = await AnswerLine.Of(Db, id).Take(Newest).ToListAsync(cancellation);
        var changes = await ChangeOfTier.Of(Db, id).Take(Newest).ToListAsync(cancellation);
        Lately =
        [
            .. bookings.Where(b => !b.IsCost).Select(b => new Happening(b.On, b))
                .Concat(changes.Select(c => new Happening(c.AsOf, c)))
                .Concat(answers.Select(a => new Happening(a.AnsweredOn, a)))
                .Concat(bookings.Where(b => b.IsCost).Select(b => new Happening(b.On, b)))
                .OrderByDescending(h => h.On)
                .Take(Newest),
        ];
        return true;
    }
}
