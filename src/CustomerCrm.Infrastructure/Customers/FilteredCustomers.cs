using System.Linq.Expressions;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>A customer with the current score and measures, to be projected further inside the query.</summary>
public sealed class ScoredCustomer
{
    public required CurrentScore Score { get; init; }

    public required CurrentMetrics Metrics { get; init; }
}

/// <summary>Turns a <see cref="CustomerFilter"/> into a query. Archived customers are in none that does not ask for them.</summary>
public static class FilteredCustomers
{
    public static IQueryable<ScoredCustomer> Of(CrmDbContext db, CustomerFilter filter) => Scores(db, filter).Join(
        db.CurrentMetrics, s => s.CustomerId, m => m.CustomerId, (s, m) => new ScoredCustomer { Score = s, Metrics = m });

    /// <summary>The same customers without their measures, for who only counts.</summary>
    public static IQueryable<CurrentScore> Scores(CrmDbContext db, CustomerFilter filter)
    {
        var scores = db.CurrentScores.AsNoTracking();
        scores = filter.Archived ? scores.Where(s => s.Customer.ArchivedAt != null) : scores.Where(s => s.Customer.ArchivedAt == null);
        if (filter.Tiers.Count > 0)
        {
            var tiers = filter.Tiers.ToList();
            scores = scores.Where(s => tiers.Contains(s.ShownTier));
        }

        if (filter.Flags != CustomerFlags.None)
        {
            scores = scores.Where(s => (s.Flags & filter.Flags) == filter.Flags);
        }

        if (filter.Lifecycles.Count > 0)
        {
            var lifecycles = filter.Lifecycles.ToList();
            scores = scores.Where(s => lifecycles.Contains(s.Lifecycle));
        }

        if (filter.Guards != Guard.None)
        {
            scores = scores.Where(s => (s.Guards & filter.Guards) == filter.Guards);
        }

        if (filter.SilverReason is { } reason)
        {
            scores = scores.Where(s => s.SilverReason == reason);
        }

        if (filter.OneOff)
        {
            scores = scores.Where(s => db.CurrentMetrics.Any(m => m.CustomerId == s.CustomerId && m.OccasionsEver == 1));
        }

        return Moved(db, About(db, scores, s => s.Customer, filter), filter.Move);
    }

    /// <summary>The latest history row up to a date tells the tier of that date.</summary>
    public static IQueryable<ScoreHistoryRow> Standing(CrmDbContext db, DateOnly on) =>
        db.ScoreHistory.AsNoTracking().Where(h => h.AsOf <= on
            && !db.ScoreHistory.Any(later => later.CustomerId == h.CustomerId && later.AsOf <= on && later.AsOf > h.AsOf));

    /// <summary>
    /// Whether or not they were scored: a firm before its first run, and archived customers whose facts are too old to count. Who
    /// asks for anything that scores know asks for nobody here.
    /// </summary>
    public static IQueryable<Customer> Unscored(CrmDbContext db, CustomerFilter filter)
    {
        var customers = db.Customers.AsNoTracking();
        customers = filter.Archived ? customers.Where(c => c.ArchivedAt != null) : customers.Where(c => c.ArchivedAt == null);
        return About(db, filter.AsksForScores ? customers.Where(c => false) : customers, c => c, filter);
    }

    /// <summary>What is asked of the customer himself.</summary>
    private static IQueryable<T> About<T>(CrmDbContext db, IQueryable<T> rows, Expression<Func<T, Customer>> customer, CustomerFilter filter)
    {
        rows = SearchText.Filter(db, rows, customer, filter.Text);
        if (filter.Owner is { } owner)
        {
            // Who has no id of his own owns nobody, rather than whoever nobody owns.
            var id = owner.IsMe ? db.Viewer.Actor.UserId ?? 0 : owner.Id;
            rows = rows.Where(InRow.Of(customer, c => c.OwnerId == id));
        }

        if (filter.Region is { Id: var region })
        {
            rows = rows.Where(InRow.Of(customer, c => c.RegionId == region));
        }

        if (filter.Source is { Id: var source })
        {
            rows = rows.Where(InRow.Of(customer, c => c.SourceId == source));
        }

        return filter.TagId is { } tag ? rows.Where(InRow.Of(customer, c => c.Tags.Any(t => t.Id == tag))) : rows;
    }

    private static IQueryable<CurrentScore> Moved(CrmDbContext db, IQueryable<CurrentScore> scores, TierMove? move)
    {
        if (move is null)
        {
            return scores;
        }

        if (move.To is { } to)
        {
            scores = scores.Where(s => s.ShownTier == to);
        }

        var then = Standing(db, move.Since);
        if (move.From is { } from)
        {
            then = then.Where(h => h.ShownTier == from);
        }

        return move.Kind switch
        {
            MoveKind.Up => scores.Where(s => s.ShownTier != Tier.Unrated
                && then.Any(h => h.CustomerId == s.CustomerId && h.ShownTier != Tier.Unrated && h.ShownTier < s.ShownTier)),
            MoveKind.Down => scores.Where(s => s.ShownTier != Tier.Unrated
                && then.Any(h => h.CustomerId == s.CustomerId && h.ShownTier > s.ShownTier)),
            MoveKind.New => scores.Where(s => !then.Any(h => h.CustomerId == s.CustomerId)),
            _ => scores.Where(s => then.Any(h => h.CustomerId == s.CustomerId)),
        };
    }
}
