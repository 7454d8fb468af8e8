using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>The run that made the current scores, and what periods are counted by.</summary>
/// <param name="HistoryBegins">The first date scores were made for.</param>
internal sealed record CurrentScoring(int RunId, DateOnly AsOf, int PolicyVersion, DateOnly HistoryBegins, int FiscalYearStartMonth)
{
    /// <returns>Null before the first scores.</returns>
    public static Task<CurrentScoring?> ReadAsync(CrmDbContext db, CancellationToken cancellation) => (
        from generation in db.ScoreGenerations.AsNoTracking()
        select new CurrentScoring(
            generation.RunId,
            generation.AsOf,
            generation.PolicyVersion,
            db.ScoreRuns
                .Where(run => run.Kind == RunKind.Current && run.State == RunState.Done)
                .Min(run => (DateOnly?)run.AsOf) ?? generation.AsOf,
            db.Firms.Max(firm => (int?)firm.FiscalYearStartMonth) ?? 1)).SingleOrDefaultAsync(cancellation);
}
