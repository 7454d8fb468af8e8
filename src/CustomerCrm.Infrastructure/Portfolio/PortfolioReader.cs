using System.Data;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>What the dashboard is asked for.</summary>
/// <param name="Filter">Whose customers: owner, team, region, source.</param>
/// <param name="Date">For <see cref="ComparePeriod.Date"/>.</param>
/// <param name="Anew">Computes even where figures are kept.</param>
/// <param name="Brief">Tiers, lists and movers alone, for a page that shows no more.</param>
public sealed record PortfolioRequest(CustomerFilter Filter, ComparePeriod Period = ComparePeriod.Latest, DateOnly? Date = null, bool Anew = false, bool Brief = false);

/// <summary>Reads the whole dashboard in one snapshot and seven statements, whatever the number of customers, tiers and owners.</summary>
public sealed class PortfolioReader(CrmDbContext db, PortfolioCache cache, TimeProvider clock)
{
    /// <summary>How many lines of each list stand on the page; the list itself holds all.</summary>
    public const int MostLines = 10;

    public async Task<PortfolioFigures> ReadAsync(PortfolioRequest request, CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var current = await CurrentScoring.ReadAsync(db, cancellation);
        var comparison = current is null
            ? null
            : Comparison.Of(current.AsOf, current.HistoryBegins, request.Period, request.Date, current.FiscalYearStartMonth);
        var key = new PortfolioKey(request.Brief ? Board.Brief : Board.Overview, current?.RunId, db.Viewer, request.Filter) { Until = comparison?.Asked };
        if (!request.Anew && cache.Find<PortfolioFigures>(key) is { } kept)
        {
            return kept;
        }

        var started = clock.GetTimestamp();
        var figures = new PortfolioFigures(
            request.Filter, comparison, current?.PolicyVersion ?? 0, clock.GetUtcNow(), false,
            request.Brief ? [] : await PortfolioQueries.NamesAsync(db, cancellation), [], [], WhaleCurve.Of([]), [], []);
        if (comparison is not null)
        {
            figures = figures with
            {
                Cells = await PortfolioQueries.CellsAsync(db, request.Filter, comparison.Since, cancellation),
                Groups = request.Brief ? [] : await PortfolioQueries.GroupsAsync(db, request.Filter, cancellation),
                Whale = request.Brief ? figures.Whale : await PortfolioQueries.WhaleAsync(db, request.Filter, cancellation),
                Lines = await PortfolioQueries.LinesAsync(db, request.Filter, MostLines, cancellation),
                Movers = comparison.Since is { } since
                    ? await PortfolioQueries.MoversAsync(db, request.Filter, since, MostLines, cancellation)
                    : [],
            };
        }

        return cache.Keep(key, figures, clock.GetElapsedTime(started));
    }
}
