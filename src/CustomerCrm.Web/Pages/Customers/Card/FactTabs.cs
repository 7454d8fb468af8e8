using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>Every order.</summary>
public sealed class OrdersModel(CrmDbContext db) : FactPage<OrderLine>(db)
{
    public override string Tab => "Orders";

    protected override IQueryable<OrderLine> Query(long customerId, (DateOnly On, long Id)? before) => OrderLine.Of(Db, customerId, before);
}

/// <summary>Every cost entry.</summary>
public sealed class CostsModel(CrmDbContext db) : FactPage<CostLine>(db)
{
    public override string Tab => "Costs";

    protected override IQueryable<CostLine> Query(long customerId, (DateOnly On, long Id)? before) => CostLine.Of(Db, customerId, before);
}

/// <summary>Every answer, and what the answers do to loyalty.</summary>
public sealed class SurveysModel(CrmDbContext db) : FactPage<AnswerLine>(db)
{
    public override string Tab => "Surveys";

    public CardExplanation? Explained { get; private set; }

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Explained = await ExplainAsync(cancellation);
        return await base.LoadAsync(id, cancellation);
    }

    protected override IQueryable<AnswerLine> Query(long customerId, (DateOnly On, long Id)? before) => AnswerLine.Of(Db, customerId, before);
}

/// <summary>Every change of the shown tier with its reason, and what holds the tier now.</summary>
public sealed class TiersModel(CrmDbContext db) : FactPage<ChangeOfTier>(db)
{
    public override string Tab => "Tiers";

    public CardExplanation? Explained { get; private set; }

    /// <summary>The date of the first score kept; null before it.</summary>
    public DateOnly? HistoryFrom { get; private set; }

    /// <summary>Each line brings the measures it was made from, so a page holds fewer.</summary>
    protected override int LinesAPage => 50;

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Explained = await ExplainAsync(cancellation);
        HistoryFrom = await Db.ScoreHistory.Where(h => h.CustomerId == id).MinAsync(h => (DateOnly?)h.AsOf, cancellation);
        return await base.LoadAsync(id, cancellation);
    }

    protected override IQueryable<ChangeOfTier> Query(long customerId, (DateOnly On, long Id)? before) => ChangeOfTier.Of(Db, customerId, before);
}
