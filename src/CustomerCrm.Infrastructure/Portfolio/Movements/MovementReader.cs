using System.Data;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Portfolio.Movements;

/// <summary>What the pages on movements and groups are asked for.</summary>
/// <param name="Filter">Whose customers: owner, team, region, source.</param>
/// <param name="From">With <paramref name="To"/> for <see cref="SpanPeriod.Dates"/>.</param>
/// <param name="Anew">Computes even where figures are kept.</param>
public sealed record SpanRequest(
    CustomerFilter Filter, SpanPeriod Period = SpanPeriod.HalfYear, DateOnly? From = null, DateOnly? To = null, bool Anew = false);

/// <summary>
/// Reads each of the two pages in one snapshot: three statements for movements and five for groups, whatever the number of months,
/// customers and groups.
/// </summary>
public sealed class MovementReader(CrmDbContext db, PortfolioCache cache, TimeProvider clock)
{
    public Task<MovementFigures> MovementsAsync(SpanRequest request, CancellationToken cancellation) => ReadAsync(
        request,
        Board.Movements,
        current => new MovementFigures(request.Filter, SpanOf(current, request), current?.PolicyVersion ?? 0, clock.GetUtcNow(), false, [], []),
        async figures => figures with
        {
            Names = await PortfolioQueries.NamesAsync(db, cancellation),
            Paths = figures.Points is [_, ..] points ? await MovementQueries.PathsAsync(db, request.Filter, points, cancellation) : [],
        },
        cancellation);

    public Task<GroupFigures> GroupsAsync(SpanRequest request, CancellationToken cancellation) => ReadAsync(
        request,
        Board.Groups,
        current => new GroupFigures(request.Filter, SpanOf(current, request), current?.PolicyVersion ?? 0, clock.GetUtcNow(), false, [], []),
        async figures => figures with
        {
            Names = await PortfolioQueries.NamesAsync(db, cancellation),
            Cells = figures.Span is { } span ? await MovementQueries.GroupsAsync(db, request.Filter, span, cancellation) : [],
        },
        cancellation);

    private static Span? SpanOf(CurrentScoring? current, SpanRequest request) => current is null
        ? null
        : Span.Of(current.AsOf, current.HistoryBegins, request.Period, request.From, request.To, current.FiscalYearStartMonth);

    private async Task<TFigures> ReadAsync<TFigures>(
        SpanRequest request, Board board, Func<CurrentScoring?, TFigures> begin, Func<TFigures, Task<TFigures>> fill,
        CancellationToken cancellation)
        where TFigures : KeptFigures
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var current = await CurrentScoring.ReadAsync(db, cancellation);
        var span = SpanOf(current, request);
        var key = new PortfolioKey(board, current?.RunId, db.Viewer, request.Filter) { Since = span?.From, Until = span?.To };
        if (!request.Anew && cache.Find<TFigures>(key) is { } kept)
        {
            return kept;
        }

        var started = clock.GetTimestamp();
        var figures = await fill(begin(current));
        return cache.Keep(key, figures, clock.GetElapsedTime(started));
    }
}
