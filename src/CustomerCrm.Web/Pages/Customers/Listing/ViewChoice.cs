using System.Globalization;
using CustomerCrm.Infrastructure.Customers.Views;

namespace CustomerCrm.Web.Pages.Customers.Listing;

/// <summary>The views a reader may choose from, and the one his address names.</summary>
/// <param name="AsOf">The date of the scores, for views that are about a time.</param>
public sealed record ViewChoice(IReadOnlyList<ListedView> Views, DateOnly AsOf)
{
    /// <summary>The list of a standard view.</summary>
    public ListQuery Standard(string name) => StandardViews.Of(name, AsOf)!;

    public ListedView? Kept(string? view) =>
        long.TryParse(view, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Views.FirstOrDefault(v => v.Id == id) : null;

    /// <summary>The list a view stands for; null where there is no such view, or none this reader may see.</summary>
    public ListQuery? Of(string? view) => view is null ? null
        : StandardViews.Of(view, AsOf) is { } standard ? standard
        : Kept(view) is { } kept ? Of(kept)
        : null;

    /// <summary>What was kept under an older version of the model and can no longer be read is everybody.</summary>
    public static ListQuery Of(ListedView view) =>
        (ListQuery.Read(view.Query) ?? ListQuery.Everybody) with { View = view.Id.ToString(CultureInfo.InvariantCulture) };

    public ListQuery? Of(DefaultView? chosen) =>
        Of(chosen?.ViewId?.ToString(CultureInfo.InvariantCulture) ?? chosen?.Standard);
}
