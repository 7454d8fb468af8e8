using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Demo;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Tiers;

/// <summary>What the five tiers are, how a customer comes by one under the rules in force, and what to do with each: one screen.</summary>
public sealed class IndexModel(CrmDbContext db) : PageModel
{
    /// <summary>Null before the first recompute; the rules shown are the defaults then.</summary>
    public PolicyVersion? Version { get; private set; }

    public ScoringPolicy Policy => Version?.Content ?? new ScoringPolicy();

    public IReadOnlyDictionary<Tier, int> Customers { get; private set; } = new Dictionary<Tier, int>();

    public IReadOnlyList<DemoStory> Stories { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        Version = await db.PolicyVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => db.ScoreGenerations.Any(g => g.PolicyVersion == v.Number), cancellation);
        Customers = await FilteredCustomers.Of(db, CustomerFilter.Everybody)
            .GroupBy(c => c.Score.ShownTier)
            .Select(tier => new { tier.Key, Count = tier.Count() })
            .ToDictionaryAsync(tier => tier.Key, tier => tier.Count, cancellation);
        Stories = await DemoCharacters.OfAsync(db, cancellation);
    }

    /// <summary>Who has read it is not shown it on the start page again.</summary>
    public IActionResult OnPost()
    {
        Response.Cookies.Append(Choices.TiersReadCookie, Choices.Yes, Choices.Kept());
        return LocalRedirect("/");
    }
}
