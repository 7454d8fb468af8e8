using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>The views everybody has.</summary>
public static class StandardViews
{
    public const string All = "all";
    public const string Mine = "mine";
    public const string AtRisk = "atrisk";
    public const string BelowZero = "belowzero";
    public const string ThinMargin = "thinmargin";
    public const string LatePayers = "latepayers";
    public const string New = "new";

    public static readonly IReadOnlyList<string> Names = [All, Mine, AtRisk, BelowZero, ThinMargin, LatePayers, New];

    /// <param name="asOf">The date of the scores, which "last month" is counted from.</param>
    /// <returns>Null where there is none of this name.</returns>
    public static ListQuery? Of(string name, DateOnly asOf) => name switch
    {
        All => View(name, CustomerFilter.Everybody, CustomerSort.Default),
        Mine => View(name, new CustomerFilter { Owner = Choice.Me }, CustomerSort.Default),
        AtRisk => View(name, new CustomerFilter { Flags = CustomerFlags.AtRisk }, new CustomerSort(SortBy.Value, true)),
        BelowZero => View(name, new CustomerFilter { Flags = CustomerFlags.BelowZero }, new CustomerSort(SortBy.Profit, false)),
        ThinMargin => View(name, new CustomerFilter { Flags = CustomerFlags.ThinMargin }, new CustomerSort(SortBy.Value, true)),
        LatePayers => View(name, new CustomerFilter { Flags = CustomerFlags.LatePayer }, new CustomerSort(SortBy.Value, true)),
        New => View(name, new CustomerFilter { Move = new TierMove(MonthBefore(asOf), MoveKind.New) }, CustomerSort.Default),
        _ => null,
    };

    /// <summary>The last day of the month before.</summary>
    private static DateOnly MonthBefore(DateOnly asOf) => new DateOnly(asOf.Year, asOf.Month, 1).AddDays(-1);

    private static ListQuery View(string name, CustomerFilter filter, CustomerSort sort) =>
        new(filter, sort, ColumnStyle.Default) { View = name };
}
