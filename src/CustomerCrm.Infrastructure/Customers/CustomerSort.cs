using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>What a list can be sorted by.</summary>
public enum SortKey
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
public sealed record CustomerSort(SortKey Key, bool Descending)
{
    /// <summary>Best first.</summary>
    public static readonly CustomerSort Default = new(SortKey.Composite, true);

    // Beyond any value, so that who has none stands last.
    private const int Most = int.MaxValue;
    private const decimal MostDecimal = 1_000_000_000_000_000m;
    private static readonly DateOnly First = new(1, 1, 2);
    private static readonly DateOnly Last = new(9999, 12, 30);

    /// <summary>The composites of a tier lie within this.</summary>
    private const int Rank = 100_000;

    private static readonly Dictionary<CustomerSort, CustomerOrder> Orders = Enum.GetValues<SortKey>()
        .SelectMany(key => new[] { new CustomerSort(key, true), new CustomerSort(key, false) })
        .ToDictionary(sort => sort, Ordering);

    public CustomerOrder Order => Orders[this];

    /// <summary>The direction a first press on a heading asks for: names from A, everything else from the greatest.</summary>
    public static CustomerSort FirstOf(SortKey key) => new(key, key is not (SortKey.Name or SortKey.Lifecycle));

#pragma warning disable CA1304, CA1311 // The database's lower(), as the index has it.
    private static CustomerOrder Ordering(CustomerSort sort) => sort switch
    {
        { Key: SortKey.Composite, Descending: true } => CustomerOrder.By(c => c.Score.Composite ?? -1, true),
        { Key: SortKey.Composite } => CustomerOrder.By(c => c.Score.Composite ?? Most, false),
        { Key: SortKey.Name } => CustomerOrder.By(c => c.Score.Customer.Name.ToLower(), sort.Descending),
        { Key: SortKey.Tier, Descending: true } =>
            CustomerOrder.By(c => ((int)c.Score.ShownTier * Rank) + (c.Score.Composite ?? 0), true),
        { Key: SortKey.Tier } => CustomerOrder.By(
            c => ((c.Score.ShownTier == Tier.Unrated ? (int)Tier.Platinum + 1 : (int)c.Score.ShownTier) * Rank) + (c.Score.Composite ?? 0), false),
        { Key: SortKey.Value } => CustomerOrder.By(c => c.Metrics.PurchaseValue, sort.Descending),
        { Key: SortKey.Profit } => CustomerOrder.By(c => c.Metrics.Profit, sort.Descending),
        { Key: SortKey.Margin, Descending: true } => CustomerOrder.By(c => c.Metrics.ProfitMargin ?? -MostDecimal, true),
        { Key: SortKey.Margin } => CustomerOrder.By(c => c.Metrics.ProfitMargin ?? MostDecimal, false),
        { Key: SortKey.Loyalty, Descending: true } => CustomerOrder.By(c => c.Score.LoyaltyScore ?? -1, true),
        { Key: SortKey.Loyalty } => CustomerOrder.By(c => c.Score.LoyaltyScore ?? Most, false),
        { Key: SortKey.LastPurchase, Descending: true } => CustomerOrder.By(c => c.Metrics.LastPurchaseOn ?? First, true),
        { Key: SortKey.LastPurchase } => CustomerOrder.By(c => c.Metrics.LastPurchaseOn ?? Last, false),
        { Key: SortKey.Overdue, Descending: true } => CustomerOrder.By(c => c.Metrics.Overdue ?? -MostDecimal, true),
        { Key: SortKey.Overdue } => CustomerOrder.By(c => c.Metrics.Overdue ?? MostDecimal, false),
        { Key: SortKey.Lifecycle } => CustomerOrder.By(c => (int)c.Score.Lifecycle, sort.Descending),
        { Key: SortKey.Spend, Descending: true } => CustomerOrder.By(c => c.Score.Customer.EstimatedAnnualSpend ?? -MostDecimal, true),
        _ => CustomerOrder.By(c => c.Score.Customer.EstimatedAnnualSpend ?? MostDecimal, false),
    };
#pragma warning restore CA1304, CA1311
}
