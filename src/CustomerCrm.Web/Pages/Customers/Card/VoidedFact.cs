using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Audit;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>A fact that was taken out by hand.</summary>
/// <param name="Name">What it goes by.</param>
/// <param name="Amount">Base currency; null for an answer.</param>
/// <param name="By">Who took it out, as the audit says.</param>
public sealed record VoidedFact(long Id, string Name, DateOnly On, decimal? Amount, DateTimeOffset At, string? By)
{
    /// <summary>More than so many are a mistake; the newest are shown.</summary>
    public const int Most = 50;

    /// <param name="subject">The table, as the audit names it.</param>
    public static async Task<IReadOnlyList<VoidedFact>> NewestAsync(
        CrmDbContext db, long customerId, string subject, IQueryable<VoidedFact> voided, CancellationToken cancellation)
    {
        var facts = await voided.Take(Most).ToListAsync(cancellation);
        if (facts.Count == 0)
        {
            return facts;
        }

        var ids = facts.Select(fact => fact.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        var told = await db.AuditEntries.AsNoTracking()
            .Where(e => e.CustomerId == customerId && e.Subject == subject && ids.Contains(e.SubjectId!))
            .OrderByDescending(e => e.Id)
            .Take(10 * Most)
            .ToListAsync(cancellation);
        var who = told.Where(e => AuditFields.Read(e).Any(field => field.Field == "voidedAt"))
            .DistinctBy(e => e.SubjectId)
            .ToDictionary(e => e.SubjectId!, e => e.UserName);
        return [.. facts.Select(fact => fact with { By = who.GetValueOrDefault(fact.Id.ToString(CultureInfo.InvariantCulture)) })];
    }
}
