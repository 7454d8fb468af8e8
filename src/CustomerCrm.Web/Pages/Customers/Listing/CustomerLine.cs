using System.Linq.Expressions;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>A line of the list.</summary>
public sealed record CustomerLine
{
    public required long Id { get; init; }

    /// <summary>Null where nobody asked for it.</summary>
    public string? Key { get; init; }

    public required string Name { get; init; }

    public string? LocalName { get; init; }

    public Tier? Tier { get; init; }

    /// <summary>After guards.</summary>
    public Tier? Computed { get; init; }

    /// <summary>After grace too, before any pin.</summary>
    public Tier? Unpinned { get; init; }

    public CustomerFlags Flags { get; init; }

    public int? Composite { get; init; }

    public decimal? PurchaseValue { get; init; }

    public decimal? Profit { get; init; }

    public decimal? Margin { get; init; }

    public int? Loyalty { get; init; }

    public DateOnly? LastPurchaseOn { get; init; }

    public decimal? Overdue { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public string? Region { get; init; }

    public string? Country { get; init; }

    public string? City { get; init; }

    public long? OwnerId { get; init; }

    public string? Owner { get; init; }

    public string? Source { get; init; }

    public string? Phone { get; init; }

    public string? Industry { get; init; }

    public decimal? Spend { get; init; }

    /// <summary>What the query reads of a customer; names of others are looked up for the lines of the page alone.</summary>
    public static Expression<Func<ScoredCustomer, CustomerLine>> From(CrmDbContext db) => c => new CustomerLine
    {
        Id = c.Score.CustomerId,
        Key = c.Score.Customer.CustomerKey,
        Name = c.Score.Customer.Name,
        LocalName = c.Score.Customer.LocalName,
        Tier = c.Score.ShownTier,
        Computed = c.Score.ComputedTier,
        Unpinned = c.Score.UnpinnedTier,
        Flags = c.Score.Flags,
        Composite = c.Score.Composite,
        PurchaseValue = c.Metrics.PurchaseValue,
        Profit = c.Metrics.Profit,
        Margin = c.Metrics.ProfitMargin,
        Loyalty = c.Score.LoyaltyScore,
        LastPurchaseOn = c.Metrics.LastPurchaseOn,
        Overdue = c.Metrics.Overdue,
        Lifecycle = c.Score.Lifecycle,
        Region = db.Regions.Where(r => r.Id == c.Score.Customer.RegionId).Select(r => r.Name).FirstOrDefault(),
        Country = c.Score.Customer.Country,
        City = c.Score.Customer.City,
        OwnerId = c.Score.Customer.OwnerId,
        Owner = db.Users.Where(u => u.Id == c.Score.Customer.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
        Source = db.Sources.Where(s => s.Id == c.Score.Customer.SourceId).Select(s => s.Name).FirstOrDefault(),
        Phone = c.Score.Customer.Phone,
        Industry = c.Score.Customer.Industry,
        Spend = c.Score.Customer.EstimatedAnnualSpend,
    };

    /// <summary>Of customers of whom some, or all, have no score.</summary>
    public static Expression<Func<Customer, CustomerLine>> Unscored(CrmDbContext db) => c => new CustomerLine
    {
        Id = c.Id,
        Key = c.CustomerKey,
        Name = c.Name,
        LocalName = c.LocalName,
        Tier = db.CurrentScores.Where(s => s.CustomerId == c.Id).Select(s => (Tier?)s.ShownTier).FirstOrDefault(),
        Region = db.Regions.Where(r => r.Id == c.RegionId).Select(r => r.Name).FirstOrDefault(),
        Country = c.Country,
        City = c.City,
        OwnerId = c.OwnerId,
        Owner = db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
        Source = db.Sources.Where(s => s.Id == c.SourceId).Select(s => s.Name).FirstOrDefault(),
        Phone = c.Phone,
        Industry = c.Industry,
        Spend = c.EstimatedAnnualSpend,
    };
}
