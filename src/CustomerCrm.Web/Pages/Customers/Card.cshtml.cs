using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Customers.Card;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>Something that happened with the customer, as a line of the newest.</summary>
/// <param name="What">An order, a cost entry, an answer or a tier change.</param>
public sealed record Happening(DateOnly On, object What);

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
        var orders = await OrderLine.Of(Db, id).Take(Newest).ToListAsync(cancellation);
        var costs = await CostLine.Of(Db, id).Take(Newest).ToListAsync(cancellation);
        var answers = await AnswerLine.Of(Db, id).Take(Newest).ToListAsync(cancellation);
        var changes = await ChangeOfTier.Of(Db, id).Take(Newest).ToListAsync(cancellation);
        Lately =
        [
            .. orders.Select(o => new Happening(o.OrderedOn, o))
                .Concat(changes.Select(c => new Happening(c.AsOf, c)))
                .Concat(answers.Select(a => new Happening(a.AnsweredOn, a)))
                .Concat(costs.Select(c => new Happening(c.IncurredOn, c)))
                .OrderByDescending(h => h.On)
                .Take(Newest),
        ];
        return true;
    }
}
