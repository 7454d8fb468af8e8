using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>The statements of the dashboard: each one pass over the customers a filter means, grouped or cut to a few in the database.</summary>
internal static class PortfolioQueries
{
    /// <summary>Steps of the whale curve for each factor e: profits within one step differ by 2 % at most.</summary>
    private const int StepsPerFold = 50;

    /// <summary>Beyond the step of a cent, which is negative, so that every profit has a step above 0 and every loss one below.</summary>
    private const int StepOfOne = 1_000;

    public static async Task<List<TierCell>> CellsAsync(
        CrmDbContext db, CustomerFilter filter, DateOnly? since, CancellationToken cancellation)
    {
        var cells = await WithThen(db, filter, since)
            .GroupBy(c => new { c.Now, c.Then, c.Flags, c.OneOff })
            .Select(g => new
            {
                g.Key,
                Count = g.LongCount(),
                NetRevenue = g.Sum(c => c.NetRevenue),
                Profit = g.Sum(c => c.Profit),
                CarryingCost = g.Sum(c => c.CarryingCost),
            })
            .ToListAsync(cancellation);
        return [.. cells.Select(c => new TierCell(
            c.Key.Now, c.Key.Then, c.Key.Flags, c.Key.OneOff, new Sums(c.Count, c.NetRevenue, c.Profit, c.CarryingCost)))];
    }

    public static async Task<List<GroupCell>> GroupsAsync(CrmDbContext db, CustomerFilter filter, CancellationToken cancellation)
    {
        var cells = await FilteredCustomers.Of(db, filter)
            .Select(c => new
            {
                c.Score.Customer.OwnerId,
                c.Score.Customer.RegionId,
                c.Score.Customer.SourceId,
                OneOff = c.Metrics.OccasionsEver == 1,
                BelowZero = (c.Score.Flags & CustomerFlags.BelowZero) == CustomerFlags.BelowZero,
                c.Metrics.NetRevenue,
                Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe,
            })
            .GroupBy(c => new { c.OwnerId, c.RegionId, c.SourceId, c.OneOff, c.BelowZero })
            .Select(g => new { g.Key, Count = g.LongCount(), NetRevenue = g.Sum(c => c.NetRevenue), Profit = g.Sum(c => c.Profit) })
            .ToListAsync(cancellation);
        return [.. cells.Select(c => new GroupCell(
            c.Key.OwnerId, c.Key.RegionId, c.Key.SourceId, c.Key.OneOff, c.Key.BelowZero, new Sums(c.Count, c.NetRevenue, c.Profit)))];
    }

    /// <summary>
    /// A row for each step of profit, some hundreds for a million customers: where a step ends the curve is exact, and a step is
    /// so narrow that nobody sees the difference within.
    /// </summary>
    public static async Task<WhaleCurve> WhaleAsync(CrmDbContext db, CustomerFilter filter, CancellationToken cancellation)
    {
        var steps = await FilteredCustomers.Of(db, filter)
            .Select(c => new { Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe })
            .Where(c => c.Profit != 0)
            .GroupBy(c => c.Profit > 0
                ? StepOfOne + (int)Math.Floor(Math.Log((double)c.Profit) * StepsPerFold)
                : -StepOfOne - (int)Math.Floor(Math.Log((double)-c.Profit) * StepsPerFold))
            .Select(g => new { Step = g.Key, Count = g.LongCount(), Profit = g.Sum(c => c.Profit) })
            .OrderByDescending(g => g.Step)
            .ToListAsync(cancellation);
        return WhaleCurve.Of(steps.Select(s => new WhalePoint(s.Count, s.Profit)));
    }

    /// <summary>The first lines of each list, in one statement.</summary>
    public static Task<List<PortfolioLine>> LinesAsync(CrmDbContext db, CustomerFilter filter, int most, CancellationToken cancellation)
    {
        var atRisk = Flagged(CustomerFlags.AtRisk).OrderByDescending(c => c.Metrics.GrossProfit - c.Metrics.CostToServe);
        var belowZero = Flagged(CustomerFlags.BelowZero).OrderBy(c => c.Metrics.GrossProfit - c.Metrics.CostToServe);
        var thin = Flagged(CustomerFlags.ThinMargin).OrderByDescending(c => c.Metrics.NetRevenue);
        var late = Flagged(CustomerFlags.LatePayer).OrderByDescending(c => c.Metrics.CarryingCost);
        return First(atRisk, CustomerFlags.AtRisk, most)
            .Concat(First(belowZero, CustomerFlags.BelowZero, most))
            .Concat(First(thin, CustomerFlags.ThinMargin, most))
            .Concat(First(late, CustomerFlags.LatePayer, most))
            .ToListAsync(cancellation);

        IQueryable<ScoredCustomer> Flagged(CustomerFlags flag) => FilteredCustomers.Of(db, filter with { Flags = flag });
    }

    /// <summary>Who stands in another of the five tiers than then, the most profit or loss first.</summary>
    public static async Task<List<Mover>> MoversAsync(
        CrmDbContext db, CustomerFilter filter, DateOnly since, int most, CancellationToken cancellation)
    {
        var movers = await WithThen(db, filter, since)
            .Where(c => c.Then != null && c.Then != Tier.Unrated && c.Now != Tier.Unrated && c.Now != c.Then)
            .OrderByDescending(c => Math.Abs(c.Profit))
            .ThenBy(c => c.Customer.Id)
            .Take(most)
            .Select(c => new { c.Customer.Id, c.Customer.Name, c.Customer.LocalName, c.Customer.OwnerId, c.Then, c.Now, c.Profit })
            .ToListAsync(cancellation);
        return [.. movers.Select(m => new Mover(m.Id, m.Name, m.LocalName, m.OwnerId, m.Then!.Value, m.Now, m.Profit))];
    }

    /// <summary>The owners a reader may know of, their teams, and the firm's regions and sources, each kind by name.</summary>
    public static async Task<List<NamedChoice>> NamesAsync(CrmDbContext db, CancellationToken cancellation)
    {
        var users = db.Users.Where(u => db.Viewer.SeesAll || db.Viewer.OwnerIds.Contains(u.Id));
        var owners = users.Select(u => new { Kind = NameKind.Owner, u.Id, Name = (string?)u.DisplayName, u.TeamId });
        var teams = db.Teams.Where(t => db.Viewer.SeesAll || users.Any(u => u.TeamId == t.Id))
            .Select(t => new { Kind = NameKind.Team, t.Id, Name = (string?)t.Name, TeamId = (long?)null });
        var regions = db.Regions.Select(r => new { Kind = NameKind.Region, r.Id, Name = (string?)r.Name, TeamId = (long?)null });
        var sources = db.Sources.Select(s => new { Kind = NameKind.Source, s.Id, Name = (string?)s.Name, TeamId = (long?)null });
        var names = await owners.Concat(teams).Concat(regions).Concat(sources)
            .OrderBy(n => n.Kind).ThenBy(n => n.Name).ThenBy(n => n.Id)
            .ToListAsync(cancellation);
        return [.. names.Select(n => new NamedChoice(n.Kind, n.Id, n.Name ?? "", n.TeamId))];
    }

    /// <summary>The list's own reading of the tier then, so that a count here and the list behind it agree.</summary>
    private static IQueryable<CustomerThen> WithThen(CrmDbContext db, CustomerFilter filter, DateOnly? since)
    {
        var customers = FilteredCustomers.Of(db, filter);
        if (since is not { } date)
        {
            return customers.Select(c => new CustomerThen
            {
                Customer = c.Score.Customer,
                Now = c.Score.ShownTier,
                Then = null,
                Flags = c.Score.Flags,
                OneOff = c.Metrics.OccasionsEver == 1,
                NetRevenue = c.Metrics.NetRevenue,
                Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe,
                CarryingCost = c.Metrics.CarryingCost,
            });
        }

        return
            from c in customers
            join h in FilteredCustomers.Standing(db, date) on c.Score.CustomerId equals h.CustomerId into standing
            from h in standing.DefaultIfEmpty()
            select new CustomerThen
            {
                Customer = c.Score.Customer,
                Now = c.Score.ShownTier,
                Then = (Tier?)h!.ShownTier,
                Flags = c.Score.Flags,
                OneOff = c.Metrics.OccasionsEver == 1,
                NetRevenue = c.Metrics.NetRevenue,
                Profit = c.Metrics.GrossProfit - c.Metrics.CostToServe,
                CarryingCost = c.Metrics.CarryingCost,
            };
    }

    private static IQueryable<PortfolioLine> First(IOrderedQueryable<ScoredCustomer> ranked, CustomerFlags list, int most) => ranked
        .ThenBy(c => c.Score.CustomerId)
        .Take(most)
        .Select(c => new PortfolioLine
        {
            List = list,
            Id = c.Score.CustomerId,
            Name = c.Score.Customer.Name,
            LocalName = c.Score.Customer.LocalName,
            OwnerId = c.Score.Customer.OwnerId,
            Tier = c.Score.ShownTier,
            NetRevenue = c.Metrics.NetRevenue,
            GrossProfit = c.Metrics.GrossProfit,
            CostToServe = c.Metrics.CostToServe,
            CarryingCost = c.Metrics.CarryingCost,
            ProfitAYear = c.Metrics.Profit,
            ProfitMargin = c.Metrics.ProfitMargin,
            LastPurchaseOn = c.Metrics.LastPurchaseOn,
        });

    private sealed class CustomerThen
    {
        public required Domain.Customers.Customer Customer { get; init; }

        public required Tier Now { get; init; }

        public required Tier? Then { get; init; }

        public required CustomerFlags Flags { get; init; }

        public required bool OneOff { get; init; }

        public required decimal NetRevenue { get; init; }

        public required decimal Profit { get; init; }

        public required decimal CarryingCost { get; init; }
    }
}
