using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Portfolio.Movements;

/// <summary>The statements of the pages on movements and groups, each one pass that ends in a few lines.</summary>
internal static class MovementQueries
{
    /// <param name="points">Rising.</param>
    public static async Task<List<PathCell>> PathsAsync(
        CrmDbContext db, CustomerFilter filter, IReadOnlyList<DateOnly> points, CancellationToken cancellation)
    {
        var paths =
            from path in db.Set<TierPath>().FromSqlRaw(SqlText.Read("Portfolio/Sql/tier_paths.sql"), points.ToArray()).AsNoTracking()
            join score in FilteredCustomers.Scores(db, filter) on path.CustomerId equals score.CustomerId
            group path by new { path.FirstPlace, path.LastPlace, path.ShownTier, path.TierBefore, path.TierAtStart } into alike
            select new { alike.Key, Count = alike.LongCount() };
        var cells = await paths.ToListAsync(cancellation);
        return [.. cells.Select(c => new PathCell(
            c.Key.FirstPlace, c.Key.LastPlace, c.Key.ShownTier, c.Key.TierBefore, c.Key.TierAtStart, c.Count))];
    }

    /// <summary>By region, by source and by owner: three short lists rather than all their combinations, which may be many.</summary>
    public static async Task<List<GroupMoveCell>> GroupsAsync(CrmDbContext db, CustomerFilter filter, Span span, CancellationToken cancellation) =>
    [
        .. await GroupsAsync(db, filter, span, NameKind.Region, nameof(Customer.RegionId), cancellation),
        .. await GroupsAsync(db, filter, span, NameKind.Source, nameof(Customer.SourceId), cancellation),
        .. await GroupsAsync(db, filter, span, NameKind.Owner, nameof(Customer.OwnerId), cancellation),
    ];

    private static async Task<IEnumerable<GroupMoveCell>> GroupsAsync(
        CrmDbContext db, CustomerFilter filter, Span span, NameKind kind, string column, CancellationToken cancellation)
    {
        var cells = await WithMoves(db, filter, span)
            .GroupBy(c => new
            {
                Id = EF.Property<long?>(c.Customer, column),
                c.Tier,
                Went = c.Then == null || c.Then == Tier.Unrated || c.Later == null || c.Later == Tier.Unrated ? 0
                    : c.Later > c.Then ? 1
                    : c.Later < c.Then ? -1
                    : 0,
                c.AtRisk,
            })
            .Select(g => new
            {
                g.Key,
                Count = g.LongCount(),
                NetRevenue = g.Sum(c => c.NetRevenue),
                Profit = g.Sum(c => c.Profit),
            })
            .ToListAsync(cancellation);
        return cells.Select(c => new GroupMoveCell(
            kind, c.Key.Id, c.Key.Tier, c.Key.Went, c.Key.AtRisk, new Sums(c.Count, c.NetRevenue, c.Profit)));
    }

    /// <summary>The list's own reading of the tiers then and later, so that a count here and the list behind it agree.</summary>
    private static IQueryable<MovedCustomer> WithMoves(CrmDbContext db, CustomerFilter filter, Span span)
    {
        var customers = FilteredCustomers.Of(db, filter);
        if (span.Refusal != SpanRefusal.None)
        {
            return customers.Select(c => new MovedCustomer
            {
                Customer = c.Score.Customer,
                Tier = c.Score.ShownTier,
                Then = null,
                Later = null,
                AtRisk = (c.Score.Flags & CustomerFlags.AtRisk) == CustomerFlags.AtRisk,
                NetRevenue = c.Metrics.NetRevenue,
                Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe,
            });
        }

        var withThen =
            from c in customers
            join h in FilteredCustomers.Standing(db, span.Since) on c.Score.CustomerId equals h.CustomerId into standing
            from h in standing.DefaultIfEmpty()
            select new { c.Score, c.Metrics, Then = (Tier?)h!.ShownTier };
        if (span.Until is not { } until)
        {
            return withThen.Select(c => new MovedCustomer
            {
                Customer = c.Score.Customer,
                Tier = c.Score.ShownTier,
                Then = c.Then,
                Later = c.Score.ShownTier,
                AtRisk = (c.Score.Flags & CustomerFlags.AtRisk) == CustomerFlags.AtRisk,
                NetRevenue = c.Metrics.NetRevenue,
                Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe,
            });
        }

        return
            from c in withThen
            join h in FilteredCustomers.Standing(db, until) on c.Score.CustomerId equals h.CustomerId into standing
            from h in standing.DefaultIfEmpty()
            select new MovedCustomer
            {
                Customer = c.Score.Customer,
                Tier = c.Score.ShownTier,
                Then = c.Then,
                Later = (Tier?)h!.ShownTier,
                AtRisk = (c.Score.Flags & CustomerFlags.AtRisk) == CustomerFlags.AtRisk,
                NetRevenue = c.Metrics.NetRevenue,
                Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe,
            };
    }

    private sealed class MovedCustomer
    {
        public required Customer Customer { get; init; }

        /// <summary>Now.</summary>
        public required Tier Tier { get; init; }

        /// <summary>Where the span begins.</summary>
        public required Tier? Then { get; init; }

        /// <summary>Where it ends.</summary>
        public required Tier? Later { get; init; }

        public required bool AtRisk { get; init; }

        public required decimal NetRevenue { get; init; }

        public required decimal Profit { get; init; }
    }
}
