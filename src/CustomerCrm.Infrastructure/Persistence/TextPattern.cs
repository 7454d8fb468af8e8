using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>What was typed, anywhere in a text, whatever its case: for lists that are short enough to be read through.</summary>
public static class TextPattern
{
    private const string Escape = @"\";

    public static IQueryable<T> WhereAnyContains<T>(this IQueryable<T> rows, string typed, params Expression<Func<T, string?>>[] texts)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var pattern = "%" + typed
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal) + "%";

        // As a closure holds it, so that it goes to the database as a parameter.
        Expression<Func<string>> parameter = () => pattern;
        var matches = texts.Select(text => (Expression)Expression.Call(
            typeof(NpgsqlDbFunctionsExtensions), nameof(NpgsqlDbFunctionsExtensions.ILike), null,
            Expression.Constant(EF.Functions),
            new Replaced(text.Parameters[0], row).Visit(text.Body), parameter.Body, Expression.Constant(Escape)));
        return rows.Where(Expression.Lambda<Func<T, bool>>(matches.Aggregate(Expression.OrElse), row));
    }

    private sealed class Replaced(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
