using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>What a list can be sorted by.</summary>
public enum SortBy
{
    Composite,
    Name,
    Tier,
    Value,
    Profit,
    Margin,
    Loyalty,
    LastPurchase,
    Overdue,
    Lifecycle,
    Spend,
}

/// <summary>The order of a list: by what, and whether the greatest comes first.</summary>
public sealed record CustomerSort(SortBy Key, bool Descending)
{
    /// <summary>Best first.</summary>
    public static readonly CustomerSort Default = new(SortBy.Composite, true);

    // Beyond any value, so that who has none stands last.
    private const int Most = int.MaxValue;
    private const decimal MostDecimal = 1_000_000_000_000_000m;
    private static readonly DateOnly First = new(1, 1, 2);
    private static readonly DateOnly Last = new(9999, 12, 30);

    /// <summary>The composites of a tier lie within this.</summary>
    private const int Rank = 100_000;

    private static readonly Dictionary<CustomerSort, CustomerOrder> Orders = Enum.GetValues<SortBy>()
        .SelectMany(key => new[] { new CustomerSort(key, true), new CustomerSort(key, false) })
        .ToDictionary(sort => sort, Ordering);

    public CustomerOrder Order => Orders[this];

    /// <summary>The direction a first press on a heading asks for: names from A, everything else from the greatest.</summary>
    public static CustomerSort FirstOf(SortBy key) => new(key, key is not (SortBy.Name or SortBy.Lifecycle));

#pragma warning disable CA1304, CA1311 // The database's lower(), as the index has it.
    private static CustomerOrder Ordering(CustomerSort sort) => sort switch
    {
        { Key: SortBy.Composite, Descending: true } => CustomerOrder.By(c => c.Score.Composite ?? -1, true),
        { Key: SortBy.Composite } => CustomerOrder.By(c => c.Score.Composite ?? Most, false),
        { Key: SortBy.Name } => CustomerOrder.By(c => c.Score.Customer.Name.ToLower(), sort.Descending),
        { Key: SortBy.Tier, Descending: true } => CustomerOrder.By(
            c => (c.Score.ShownTier == Tier.Platinum ? 5 * Rank
                : c.Score.ShownTier == Tier.Gold ? 4 * Rank
                : c.Score.ShownTier == Tier.Silver ? 3 * Rank
                : c.Score.ShownTier == Tier.Develop ? 2 * Rank
                : c.Score.ShownTier == Tier.Adjust ? Rank : 0) + (c.Score.Composite ?? 0), true),
        { Key: SortBy.Tier } => CustomerOrder.By(
            c => (c.Score.ShownTier == Tier.Platinum ? 5 * Rank
                : c.Score.ShownTier == Tier.Gold ? 4 * Rank
                : c.Score.ShownTier == Tier.Silver ? 3 * Rank
                : c.Score.ShownTier == Tier.Develop ? 2 * Rank
                : c.Score.ShownTier == Tier.Adjust ? Rank : 6 * Rank) + (c.Score.Composite ?? 0), false),
        { Key: SortBy.Value } => CustomerOrder.By(c => c.Metrics.PurchaseValue, sort.Descending),
        { Key: SortBy.Profit } => CustomerOrder.By(c => c.Metrics.Profit, sort.Descending),
        { Key: SortBy.Margin, Descending: true } => CustomerOrder.By(c => c.Metrics.ProfitMargin ?? -MostDecimal, true),
        { Key: SortBy.Margin } => CustomerOrder.By(c => c.Metrics.ProfitMargin ?? MostDecimal, false),
        { Key: SortBy.Loyalty, Descending: true } => CustomerOrder.By(c => c.Score.LoyaltyScore ?? -1, true),
        { Key: SortBy.Loyalty } => CustomerOrder.By(c => c.Score.LoyaltyScore ?? Most, false),
        { Key: SortBy.LastPurchase, Descending: true } => CustomerOrder.By(c => c.Metrics.LastPurchaseOn ?? First, true),
        { Key: SortBy.LastPurchase } => CustomerOrder.By(c => c.Metrics.LastPurchaseOn ?? Last, false),
        { Key: SortBy.Overdue, Descending: true } => CustomerOrder.By(c => c.Metrics.Overdue ?? -MostDecimal, true),
        { Key: SortBy.Overdue } => CustomerOrder.By(c => c.Metrics.Overdue ?? MostDecimal, false),
        { Key: SortBy.Lifecycle } => CustomerOrder.By(c => (int)c.Score.Lifecycle, sort.Descending),
        { Key: SortBy.Spend, Descending: true } => CustomerOrder.By(c => c.Score.Customer.EstimatedAnnualSpend ?? -MostDecimal, true),
        _ => CustomerOrder.By(c => c.Score.Customer.EstimatedAnnualSpend ?? MostDecimal, false),
    };
#pragma warning restore CA1304, CA1311
}
