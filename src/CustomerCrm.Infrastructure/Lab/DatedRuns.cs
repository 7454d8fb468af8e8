using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Lab;

/// <summary>A past date scored under a version, with how many customers had which tier.</summary>
public sealed record DatedRun(ScoreRun Run, IReadOnlyDictionary<Tier, int> Tiers);

/// <summary>The past dates that were scored, and what may be scored.</summary>
public static class DatedRuns
{
    /// <summary>The newest made first. Two statements, of a page's runs alone.</summary>
    /// <param name="before">The last run of the page before; null for the first page.</param>
    public static async Task<IReadOnlyList<DatedRun>> ReadAsync(CrmDbContext db, int? before, int most, CancellationToken cancellation)
    {
        var runs = await db.ScoreRuns.AsNoTracking()
            .Where(r => r.Kind == RunKind.Dated && r.State == RunState.Done && (before == null || r.Id < before))
            .OrderByDescending(r => r.Id)
            .Take(most)
            .ToListAsync(cancellation);
        var ids = runs.Select(r => r.Id).ToList();
        var counts = await db.Set<ScoreRow>("dated_scores")
            .Where(s => ids.Contains(s.RunId))
            .GroupBy(s => new { s.RunId, s.ShownTier })
            .Select(g => new { g.Key.RunId, g.Key.ShownTier, Customers = g.Count() })
            .ToListAsync(cancellation);
        var tiers = counts.ToLookup(c => c.RunId);
        return [.. runs.Select(run => new DatedRun(run, tiers[run.Id].ToDictionary(c => c.ShownTier, c => c.Customers)))];
    }

    /// <summary>The date of the first order, cost or answer; null where there is none.</summary>
    public static async Task<DateOnly?> EarliestFactAsync(CrmDbContext db, CancellationToken cancellation)
    {
        var first = await db.Firms.Select(_ => new
        {
            Order = db.Orders.Where(o => o.VoidedAt == null).Min(o => (DateOnly?)o.OrderedOn),
            Cost = db.CostEntries.Where(e => e.VoidedAt == null).Min(e => (DateOnly?)e.IncurredOn),
            Answer = db.SurveyAnswers.Where(a => a.VoidedAt == null).Min(a => (DateOnly?)a.AnsweredOn),
        }).SingleAsync(cancellation);
        return new[] { first.Order, first.Cost, first.Answer }.Min();
    }
}
