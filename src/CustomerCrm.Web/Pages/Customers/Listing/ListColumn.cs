using CustomerCrm.Infrastructure.Customers;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>What the list may show beside the name, in the order it stands there.</summary>
public enum ListColumn
{
    Tier,
    Flags,
    Composite,
    Value,
    Profit,
    Margin,
    Loyalty,
    LastPurchase,
    Overdue,
    Lifecycle,
    Region,
    Place,
    Owner,
    Source,
    Phone,
    Spend,
    Industry,
}

/// <summary>How a column is headed, sorted and shown.</summary>
/// <param name="Term">The model's word for it; null where it is an everyday one.</param>
/// <param name="Sort">Null where it cannot be sorted by.</param>
public sealed record ColumnStyle(string? Term, SortBy? Sort, bool IsNumber, bool OnPhone)
{
    public static readonly IReadOnlyList<ListColumn> Default =
    [
        ListColumn.Tier, ListColumn.Flags, ListColumn.Composite, ListColumn.Value, ListColumn.Profit, ListColumn.LastPurchase,
        ListColumn.Region, ListColumn.Owner,
    ];

    /// <summary>Where customers without a score are listed and nobody chose.</summary>
    public static readonly IReadOnlyList<ListColumn> Unscored =
        [ListColumn.Tier, ListColumn.Region, ListColumn.Place, ListColumn.Owner, ListColumn.Phone, ListColumn.Industry];

    public static ColumnStyle Of(ListColumn column) => column switch
    {
        ListColumn.Tier => new("Tier", SortBy.Tier, false, true),
        ListColumn.Flags => new(null, null, false, false),
        ListColumn.Composite => new("Composite", SortBy.Composite, true, false),
        ListColumn.Value => new("PurchaseValue", SortBy.Value, true, true),
        ListColumn.Profit => new("Profit", SortBy.Profit, true, true),
        ListColumn.Margin => new("ProfitMargin", SortBy.Margin, true, false),
        ListColumn.Loyalty => new("LoyaltyScore", SortBy.Loyalty, true, false),
        ListColumn.LastPurchase => new("LastPurchase", SortBy.LastPurchase, false, false),
        ListColumn.Overdue => new("Overdue", SortBy.Overdue, true, false),
        ListColumn.Lifecycle => new("Lifecycle", SortBy.Lifecycle, false, false),
        ListColumn.Spend => new(null, SortBy.Spend, true, false),
        _ => new(null, null, false, false),
    };
}
