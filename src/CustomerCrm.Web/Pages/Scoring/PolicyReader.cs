using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>A version as the list shows it, without its content.</summary>
public sealed record VersionLine(
    int Number, string Author, DateTimeOffset PublishedAt, string Note, DateOnly ScalesAsOf, int Population, int? RolledBackTo);

/// <summary>What the pages of the scoring rules read.</summary>
internal static class PolicyReader
{
    /// <summary>Null before the first publication.</summary>
    public static Task<PolicyVersion?> InForceAsync(CrmDbContext db, CancellationToken cancellation) => db.PolicyVersions.AsNoTracking()
        .SingleOrDefaultAsync(v => db.ScoreGenerations.Any(g => g.PolicyVersion == v.Number), cancellation);

    /// <summary>The newest, from a number down.</summary>
    public static Task<List<VersionLine>> VersionsAsync(CrmDbContext db, int? before, int most, CancellationToken cancellation) =>
        db.PolicyVersions.AsNoTracking()
            .Where(v => before == null || v.Number < before)
            .OrderByDescending(v => v.Number)
            .Take(most)
            .Select(v => new VersionLine(v.Number, v.Author, v.PublishedAt, v.Note, v.ScalesAsOf, v.ScalePopulation, v.RolledBackTo))
            .ToListAsync(cancellation);

    /// <summary>The publication or recompute that waits or runs; the publication where there are both.</summary>
    public static Task<Job?> OpenJobAsync(CrmDbContext db, CancellationToken cancellation) => db.Jobs.AsNoTracking()
        .Where(j => (j.Kind == JobKind.Publish || j.Kind == JobKind.Recompute) && (j.State == JobState.Queued || j.State == JobState.Running))
        .OrderByDescending(j => j.Kind == JobKind.Publish).ThenBy(j => j.Id)
        .FirstOrDefaultAsync(cancellation);
}
