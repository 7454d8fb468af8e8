using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>
/// Customers who are alike in everything the dashboard tells apart. There are some hundred cells however many customers there are;
/// every figure by tier, movement or flag is a sum over some of them, so that none can contradict another.
/// </summary>
/// <param name="Now">The shown tier.</param>
/// <param name="Then">The shown tier at the date compared with; null for who had no score by then.</param>
/// <param name="OneOff">Bought on one date ever.</param>
public sealed record TierCell(Tier Now, Tier? Then, CustomerFlags Flags, bool OneOff, Sums Sums)
{
    public bool IsRated => Now != Tier.Unrated;

    /// <summary>In a better tier of the five than then.</summary>
    public bool WentUp => Then is { } then && then != Tier.Unrated && Now > then;

    /// <summary>In a worse tier of the five than then.</summary>
    public bool WentDown => Then is { } then && IsRated && Now < then;

    public bool Has(CustomerFlags flag) => Flags.HasFlag(flag);
}

/// <summary>Customers of one owner, region and source; all three are short lists of the firm's.</summary>
public sealed record GroupCell(long? OwnerId, long? RegionId, long? SourceId, bool OneOff, bool BelowZero, Sums Sums);

/// <summary>A line of a list of customers to look at.</summary>
public sealed class PortfolioLine
{
    /// <summary>Which list: the flag, or <see cref="CustomerFlags.None"/> for movers.</summary>
    public required CustomerFlags List { get; init; }

    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string? LocalName { get; init; }

    public required long? OwnerId { get; init; }

    public required Tier Tier { get; init; }

    public required decimal NetRevenue { get; init; }

    public required decimal GrossProfit { get; init; }

    public required decimal CostToServe { get; init; }

    /// <summary>Part of the cost to serve.</summary>
    public required decimal CarryingCost { get; init; }

    /// <summary>A year at this rate.</summary>
    public required decimal ProfitAYear { get; init; }

    public required decimal? ProfitMargin { get; init; }

    public required DateOnly? LastPurchaseOn { get; init; }

    /// <summary>Booked in the window.</summary>
    public decimal Profit => GrossProfit - CostToServe;
}

/// <summary>Somebody who stands in another tier than at the date compared with.</summary>
public sealed record Mover(long Id, string Name, string? LocalName, long? OwnerId, Tier Then, Tier Now, decimal Profit);
