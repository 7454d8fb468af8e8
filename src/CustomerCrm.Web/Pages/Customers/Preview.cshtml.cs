using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers;

/// <summary>What a rep wants to know of a customer before he opens the card: beside the list, or by itself.</summary>
public sealed class PreviewModel(CrmDbContext db) : PageModel
{
    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public string? LocalName { get; private set; }

    public string? Phone { get; private set; }

    public string? Owner { get; private set; }

    /// <summary>Null until the customer was scored.</summary>
    public ScoreExplanation? Explanation { get; private set; }

    public PinnedTier? Pin { get; private set; }

    public bool IsPart => Request.Headers.ContainsKey("HX-Request");

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var customer = await db.Customers.AsNoTracking()
            .Where(c => c.Id == id)
            .Select(c => new { c.Name, c.LocalName, c.Phone, Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault() })
            .SingleOrDefaultAsync(cancellation);
        if (customer is null)
        {
            return NotFound();
        }

        (Id, Name, LocalName, Phone, Owner) = (id, customer.Name, customer.LocalName, customer.Phone, customer.Owner);
        await ExplainAsync(id, cancellation);
        return Page();
    }

    private async Task ExplainAsync(long id, CancellationToken cancellation)
    {
        var kept = await (
            from score in db.CurrentScores.AsNoTracking()
            where score.CustomerId == id
            join metrics in db.CurrentMetrics on score.CustomerId equals metrics.CustomerId
            join version in db.PolicyVersions on score.PolicyVersion equals version.Number
            select new { Score = score, Metrics = metrics, Version = version }).SingleOrDefaultAsync(cancellation);
        if (kept is null)
        {
            return;
        }

        Pin = await db.PinnedTiers.AsNoTracking()
            .Where(p => p.CustomerId == id && p.FromOn <= kept.Score.AsOf && kept.Score.AsOf <= p.UntilOn)
            .OrderByDescending(p => p.PinnedAt)
            .ThenByDescending(p => p.Id)
            .FirstOrDefaultAsync(cancellation);
        Explanation = Explainer.Explain(
            kept.Metrics.ToMetrics(), kept.Version.Content, kept.Version.Number, kept.Score.Memory(), Pin?.Pin);
    }
}
