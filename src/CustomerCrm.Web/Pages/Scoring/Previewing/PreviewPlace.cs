using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace CustomerCrm.Web.Pages.Scoring.Previewing;

/// <summary>On which page a preview stands, and with what its presses ask again.</summary>
/// <param name="Page">It has a handler named Preview, and one named Movers for the file.</param>
/// <param name="Form">The form that is sent with each press; null where the address says everything.</param>
/// <param name="Values">What stands in the address besides.</param>
public sealed record PreviewPlace(string Page, string? Form, IReadOnlyDictionary<string, string?> Values)
{
    public const string PartOfPage = "Preview";
    public const string AllMovers = "Movers";

    /// <summary>The draft as it is typed.</summary>
    public static readonly PreviewPlace Draft = new("/Scoring/Draft", "policy", new Dictionary<string, string?>());

    /// <param name="handler">Null for the whole page.</param>
    public string Address(IUrlHelper url, string? handler, PreviewLook look)
    {
        var values = new RouteValueDictionary(Values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Key, (object?)v.Value)))
        {
            ["owner"] = look.Owner?.ToString(CultureInfo.InvariantCulture),
            ["cell"] = look.Cell?.ToString(),
            ["mover"] = look.Mover?.ToString(CultureInfo.InvariantCulture),
        };
        return url.Page(Page, handler, values)!;
    }
}
