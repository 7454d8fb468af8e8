using System.Linq.Expressions;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Going;

/// <summary>A customer that was looked for, with what tells him from others of his name.</summary>
public sealed record FoundCustomer
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public string? LocalName { get; init; }

    public string? Phone { get; init; }

    public string? City { get; init; }

    public required Tier Tier { get; init; }
}

/// <summary>The customers a few typed characters mean: by the search of the list, a whole key, card or phone number first.</summary>
public static class FoundCustomers
{
    private const int Most = 8;

    /// <summary>Enough that a whole phone number is among those that hold its digits.</summary>
    private const int Looked = 40;

    private static readonly Expression<Func<ScoredCustomer, FoundCustomer>> Line = c => new FoundCustomer
    {
        Id = c.Score.CustomerId,
        Name = c.Score.Customer.Name,
        LocalName = c.Score.Customer.LocalName,
        Phone = c.Score.Customer.Phone,
        City = c.Score.Customer.City,
        Tier = c.Score.ShownTier,
    };

    /// <summary>Two statements: whom the text names exactly, and whom it means, best first.</summary>
    public static async Task<IReadOnlyList<FoundCustomer>> FindAsync(CrmDbContext db, string typed, CancellationToken cancellation)
    {
        var customers = FilteredCustomers.Of(db, new CustomerFilter { Text = typed });
        var capitals = typed.ToUpperInvariant();
        var named = await customers
            .Where(c => c.Score.Customer.CustomerKey == typed || c.Score.Customer.CustomerKey == capitals
                || c.Score.Customer.MemberCardNo == typed || c.Score.Customer.MemberCardNo == capitals)
            .OrderBy(c => c.Score.CustomerId)
            .Take(Most)
            .Select(Line)
            .ToListAsync(cancellation);
        var meant = await CustomerSort.Default.Order.ReadAsync(customers, Line, null, false, Looked, cancellation);
        var digits = Digits(typed);
        return [.. named
            .Concat(meant!.Select(m => m.Line).OrderByDescending(c => digits.Length > 0 && Digits(c.Phone ?? "") == digits))
            .DistinctBy(c => c.Id)
            .Take(Most)];
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
