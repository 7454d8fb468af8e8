using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>Whose fact it is, in the few words a form needs.</summary>
/// <param name="Tier">The shown one; null until he was scored.</param>
public sealed record FactCustomer(long Id, string Name, string? LocalName, long? OwnerId, DateTimeOffset? ArchivedAt, Tier? Tier)
{
    /// <summary>Null for who is not there, or not for this reader's eyes.</summary>
    public static Task<FactCustomer?> FindAsync(CrmDbContext db, long id, CancellationToken cancellation) => (
        from customer in db.Customers
        where customer.Id == id
        join score in db.CurrentScores on customer.Id equals score.CustomerId into scores
        from score in scores.DefaultIfEmpty()
        select new FactCustomer(
            customer.Id, customer.Name, customer.LocalName, customer.OwnerId, customer.ArchivedAt, (Tier?)score!.ShownTier))
        .SingleOrDefaultAsync(cancellation);
}
