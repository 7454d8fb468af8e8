using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>Who the customer is.</summary>
public sealed record CustomerFacts(Customer Customer, string? Region, string? Source, string? Owner, string? ReferredBy);

/// <summary>One customer: his tier with its reason, what he is worth line by line, and the facts behind it.</summary>
public sealed class CardModel(CrmDbContext db) : PageModel
{
    /// <summary>How many of the newest orders and cost entries stand on the card; pages of their own hold all.</summary>
    public const int Newest = 10;

    public CustomerFacts Facts { get; private set; } = null!;

    /// <summary>Null until the customer was scored.</summary>
    public ScoreExplanation? Explanation { get; private set; }

    /// <summary>The pin that holds on the AsOf date.</summary>
    public PinnedTier? Pin { get; private set; }

    public PolicyVersion? Version { get; private set; }

    /// <summary>Facts came in that the scores do not know yet.</summary>
    public bool IsBeingRecomputed { get; private set; }

    public IReadOnlyList<OrderLine> Orders { get; private set; } = [];

    public IReadOnlyList<CostLine> Costs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var facts = await FactsOf(id).SingleOrDefaultAsync(cancellation);
        if (facts is null)
        {
            return NotFound();
        }

        Facts = facts;
        await ExplainAsync(id, cancellation);
        Orders = await OrderLine.Of(db, id).Take(Newest + 1).ToListAsync(cancellation);
        Costs = await CostLine.Of(db, id).Take(Newest + 1).ToListAsync(cancellation);
        return Page();
    }

    private IQueryable<CustomerFacts> FactsOf(long id) =>
        from customer in db.Customers.AsNoTracking()
        where customer.Id == id
        join owner in db.Users on customer.OwnerId equals owner.Id into owners
        from owner in owners.DefaultIfEmpty()
        join referrer in db.Customers on customer.ReferredById equals referrer.Id into referrers
        from referrer in referrers.DefaultIfEmpty()
        select new CustomerFacts(customer, customer.Region!.Name, customer.Source!.Name, owner!.DisplayName, referrer!.Name);

    private async Task ExplainAsync(long id, CancellationToken cancellation)
    {
        var kept = await (
            from score in db.CurrentScores.AsNoTracking()
            where score.CustomerId == id
            join metrics in db.CurrentMetrics on score.CustomerId equals metrics.CustomerId
            join version in db.PolicyVersions on score.PolicyVersion equals version.Number
            select new
            {
                Score = score,
                Metrics = metrics,
                Version = version,
                Waits = db.DirtyCustomers.Any(d => d.CustomerId == id && d.RunId == null),
            }).SingleOrDefaultAsync(cancellation);
        if (kept is null)
        {
            return;
        }

        Pin = await db.PinnedTiers.AsNoTracking()
            .Where(p => p.CustomerId == id && p.FromOn <= kept.Score.AsOf && kept.Score.AsOf <= p.UntilOn)
            .OrderByDescending(p => p.PinnedAt)
            .ThenByDescending(p => p.Id)
            .FirstOrDefaultAsync(cancellation);
        Version = kept.Version;
        IsBeingRecomputed = kept.Waits;
        Explanation = Explainer.Explain(
            kept.Metrics.ToMetrics(), kept.Version.Content, kept.Version.Number, kept.Score.Memory(), Pin?.Pin);
    }
}
