namespace CustomerCrm.SampleConverter.Customers;

/// <summary>What cards choose from; an entry that stands twice is drawn twice as often.</summary>
internal static class Choices
{
    public const string Rep = "rep@demo.local";
    public const string Manager = "manager@demo.local";

    public static readonly IReadOnlyList<string> BusinessTypes =
    [
        "Retailer", "Retailer", "Retailer", "Retailer", "Retailer", "Retailer", "Wholesaler", "Wholesaler",
        "Online shop", "Online shop", "Market trader", "Chain", "Hospitality",
    ];

    public static readonly IReadOnlyList<string> Sources =
        ["Trade fair", "Trade fair", "Inbound inquiry", "Inbound inquiry", "Inbound inquiry", "Own search", "Own search"];

    /// <summary>Two of 25, 8 %, wait for somebody to look after them.</summary>
    public static readonly IReadOnlyList<string> Owners =
        [.. Enumerable.Repeat(Rep, 16), .. Enumerable.Repeat(Manager, 7), "", ""];

    public static readonly IReadOnlyList<string> Tags =
        ["newsletter", "christmas range", "price-sensitive", "fair visitor", "wants samples", "export papers", "seasonal"];
}
