using System.Linq.Expressions;
using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>Says of a row what is said of the customer in it, without a join of its own.</summary>
internal sealed class InRow : ExpressionVisitor
{
    private readonly ParameterExpression customer;
    private readonly Expression place;

    private InRow(ParameterExpression customer, Expression place)
    {
        (this.customer, this.place) = (customer, place);
    }

    public static Expression<Func<T, bool>> Of<T>(Expression<Func<T, Customer>> customer, Expression<Func<Customer, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(
            new InRow(condition.Parameters[0], customer.Body).Visit(condition.Body), customer.Parameters[0]);

    protected override Expression VisitParameter(ParameterExpression node) => node == customer ? place : base.VisitParameter(node);
}
