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

        if (filter.Cell is { } choice)
        {
            scores = MatrixPlaces.In(db, scores, choice);
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

        if (filter.Team is { Id: { } team })
        {
            rows = rows.Where(InRow.Of(customer, c => db.Users.Any(u => u.Id == c.OwnerId && u.TeamId == team)));
        }
        else if (filter.Team is not null)
        {
            rows = rows.Where(InRow.Of(customer, c => !db.Users.Any(u => u.Id == c.OwnerId && u.TeamId != null)));
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

        if (move.Until is { } until)
        {
            return MovedUntil(db, scores, move, until);
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
            MoveKind.Started => scores.Where(s => s.ShownTier != Tier.Unrated
                && then.Any(h => h.CustomerId == s.CustomerId && h.ShownTier == Tier.Unrated)),
            MoveKind.Lost => scores.Where(s => s.ShownTier == Tier.Unrated
                && then.Any(h => h.CustomerId == s.CustomerId && h.ShownTier != Tier.Unrated)),
            _ => scores.Where(s => then.Any(h => h.CustomerId == s.CustomerId)),
        };
    }

    /// <summary>The same between two dates, both read from the history.</summary>
    private static IQueryable<CurrentScore> MovedUntil(CrmDbContext db, IQueryable<CurrentScore> scores, TierMove move, DateOnly until)
    {
        var (then, later) = (Standing(db, move.Since), Standing(db, until));
        if (move.From is { } from)
        {
            then = then.Where(h => h.ShownTier == from);
        }

        if (move.To is { } to)
        {
            later = later.Where(h => h.ShownTier == to);
        }

        if (move.Kind == MoveKind.New)
        {
            return scores.Where(s => later.Any(h => h.CustomerId == s.CustomerId) && !then.Any(h => h.CustomerId == s.CustomerId));
        }

        var both = then.Join(
            later, h => h.CustomerId, h => h.CustomerId, (h, l) => new { h.CustomerId, Then = h.ShownTier, Later = l.ShownTier });
        both = move.Kind switch
        {
            MoveKind.Up => both.Where(b => b.Then != Tier.Unrated && b.Then < b.Later),
            MoveKind.Down => both.Where(b => b.Later != Tier.Unrated && b.Then > b.Later),
            MoveKind.Started => both.Where(b => b.Then == Tier.Unrated && b.Later != Tier.Unrated),
            MoveKind.Lost => both.Where(b => b.Then != Tier.Unrated && b.Later == Tier.Unrated),
            _ => both,
        };
        return scores.Where(s => both.Any(b => b.CustomerId == s.CustomerId));
    }
}
