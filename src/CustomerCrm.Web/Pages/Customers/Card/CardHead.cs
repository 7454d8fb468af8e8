using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>Who the customer is and where he stands, as every tab says above all else.</summary>
/// <param name="ReferredBy">Null also where the reader may not see him.</param>
/// <param name="Score">Null until the customer was scored.</param>
/// <param name="Pin">The pin that holds on the AsOf date.</param>
/// <param name="Address">The first one entered; the others stand on the tab of contacts.</param>
/// <param name="Waits">Facts came in that the scores do not know yet.</param>
public sealed record CardHead(
    Customer Customer, string? Region, string? Source, string? Owner, string? ReferredBy, CurrentScore? Score, PinnedTier? Pin, bool Waits,
    CustomerAddress? Address, IReadOnlyList<string> Tags)
{
    public static IQueryable<CardHead> Of(CrmDbContext db, long id) =>
        from customer in db.Customers.AsNoTracking()
        where customer.Id == id
        join owner in db.Users on customer.OwnerId equals owner.Id into owners
        from owner in owners.DefaultIfEmpty()
        join referrer in db.Customers on customer.ReferredById equals referrer.Id into referrers
        from referrer in referrers.DefaultIfEmpty()
        join score in db.CurrentScores on customer.Id equals score.CustomerId into scores
        from score in scores.DefaultIfEmpty()
        select new CardHead(
            customer,
            customer.Region!.Name,
            customer.Source!.Name,
            owner!.DisplayName,
            referrer!.Name,
            score,
            db.PinnedTiers
                .Where(p => p.CustomerId == id && p.FromOn <= score!.AsOf && score.AsOf <= p.UntilOn)
                .OrderByDescending(p => p.PinnedAt)
                .ThenByDescending(p => p.Id)
                .FirstOrDefault(),
            db.DirtyCustomers.Any(d => d.CustomerId == id && d.RunId == null),
            db.CustomerAddresses.Where(a => a.CustomerId == id).OrderBy(a => a.Id).FirstOrDefault(),
            customer.Tags.OrderBy(t => t.Name).Select(t => t.Name).ToList());
}

/// <summary>A score read back, with the version it was made under and the pin that holds.</summary>
public sealed record CardExplanation(ScoreExplanation Explanation, PolicyVersion Version, PinnedTier? Pin);
