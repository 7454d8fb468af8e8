using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>Who stands beside a customer in a list.</summary>
public sealed record Neighbours(long? Before, long? After);

/// <summary>
/// One of the orders a list can have, in one direction. A page begins behind a row of value and id, which an index can follow
/// however deep it lies; who has no value stands last in either direction.
/// </summary>
public abstract class CustomerOrder
{
    internal static CustomerOrder By<TKey>(Expression<Func<ScoredCustomer, TKey>> key, bool descending) => new Keyed<TKey>(key, descending);

    /// <summary>The lines behind a place, or those before it, in the order of the list; from its beginning where none is named.</summary>
    /// <returns>Null where the place is none of this order.</returns>
    public abstract Task<IReadOnlyList<(TLine Line, ListPlace Place)>?> ReadAsync<TLine>(
        IQueryable<ScoredCustomer> customers, Expression<Func<ScoredCustomer, TLine>> line, ListPlace? place, bool before, int most,
        CancellationToken cancellation);

    /// <summary>All lines, one by one, in the order of the list.</summary>
    public abstract IAsyncEnumerable<TLine> StreamAsync<TLine>(
        IQueryable<ScoredCustomer> customers, Expression<Func<ScoredCustomer, TLine>> line);

    /// <summary>Who stands before and behind a customer among those a filter means, whether or not it means him too.</summary>
    public abstract Task<Neighbours> NeighboursAsync(CrmDbContext db, CustomerFilter filter, long customerId, CancellationToken cancellation);

    private sealed class Keyed<TKey>(Expression<Func<ScoredCustomer, TKey>> key, bool descending) : CustomerOrder
    {
        private static readonly Expression<Func<ScoredCustomer, long>> Id = c => c.Score.CustomerId;

        public override async Task<IReadOnlyList<(TLine Line, ListPlace Place)>?> ReadAsync<TLine>(
            IQueryable<ScoredCustomer> customers, Expression<Func<ScoredCustomer, TLine>> line, ListPlace? place, bool before, int most,
            CancellationToken cancellation)
        {
            TKey value = default!;
            if (place is not null && !place.TryRead(out value))
            {
                return null;
            }

            var beyond = place is null ? Sorted(customers, before) : Beyond(customers, value!, place.CustomerId, before);
            var read = await beyond.Take(most).Select(With(line)).ToListAsync(cancellation);
            if (before)
            {
                read.Reverse();
            }

            return [.. read.Select(r => (r.Line, new ListPlace(ListPlace.Write(r.Key), r.Id)))];
        }

        public override IAsyncEnumerable<TLine> StreamAsync<TLine>(
            IQueryable<ScoredCustomer> customers, Expression<Func<ScoredCustomer, TLine>> line) =>
            Sorted(customers, before: false).Select(line).AsAsyncEnumerable();

        public override async Task<Neighbours> NeighboursAsync(
            CrmDbContext db, CustomerFilter filter, long customerId, CancellationToken cancellation)
        {
            var own = await FilteredCustomers.Of(db, CustomerFilter.Everybody)
                .Where(c => c.Score.CustomerId == customerId)
                .Select(With(c => 0))
                .SingleOrDefaultAsync(cancellation);
            if (own is null)
            {
                return new Neighbours(null, null);
            }

            var customers = FilteredCustomers.Of(db, filter);
            var both = await Beyond(customers, own.Key, own.Id, before: true).Take(1).Select(c => new { c.Score.CustomerId, Before = true })
                .Concat(Beyond(customers, own.Key, own.Id, before: false).Take(1).Select(c => new { c.Score.CustomerId, Before = false }))
                .ToListAsync(cancellation);
            return new Neighbours(
                both.SingleOrDefault(n => n.Before)?.CustomerId,
                both.SingleOrDefault(n => !n.Before)?.CustomerId);
        }

        private IQueryable<ScoredCustomer> Sorted(IQueryable<ScoredCustomer> customers, bool before) => descending != before
            ? customers.OrderByDescending(key).ThenByDescending(Id)
            : customers.OrderBy(key).ThenBy(Id);

        /// <summary>Those whose row of value and id is less, or greater: a comparison LINQ has no sign for.</summary>
        private IQueryable<ScoredCustomer> Beyond(IQueryable<ScoredCustomer> customers, TKey value, long id, bool before)
        {
            var customer = key.Parameters[0];
            Expression<Func<ITuple>> place = () => ValueTuple.Create(value, id);
            Expression<Func<ITuple, ITuple, bool>> compare = descending != before
                ? (a, b) => EF.Functions.LessThan(a, b)
                : (a, b) => EF.Functions.GreaterThan(a, b);
            var row = Expression.Call(
                typeof(ValueTuple), nameof(ValueTuple.Create), [typeof(TKey), typeof(long)], key.Body, On(customer, Id));
            var call = (MethodCallExpression)compare.Body;
            var beyond = Expression.Call(call.Method, call.Arguments[0], Expression.Convert(row, typeof(ITuple)), place.Body);
            return Sorted(customers.Where(Expression.Lambda<Func<ScoredCustomer, bool>>(beyond, customer)), before);
        }

        /// <summary>The line with what it is sorted by.</summary>
        private Expression<Func<ScoredCustomer, Placed<TKey, TLine>>> With<TLine>(Expression<Func<ScoredCustomer, TLine>> line)
        {
            var customer = key.Parameters[0];
            var placed = typeof(Placed<TKey, TLine>);
            return Expression.Lambda<Func<ScoredCustomer, Placed<TKey, TLine>>>(
                Expression.MemberInit(
                    Expression.New(placed),
                    Expression.Bind(placed.GetProperty("Key")!, key.Body),
                    Expression.Bind(placed.GetProperty("Id")!, On(customer, Id)),
                    Expression.Bind(placed.GetProperty("Line")!, On(customer, line))),
                customer);
        }

        private static Expression On<T>(ParameterExpression customer, Expression<Func<ScoredCustomer, T>> of) =>
            new Renamed(of.Parameters[0], customer).Visit(of.Body);
    }

    private sealed class Placed<TKey, TLine>
    {
        public required TKey Key { get; init; }

        public required long Id { get; init; }

        public required TLine Line { get; init; }
    }

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
