namespace CustomerCrm.Web.TagHelpers;

/// <summary>Keys and what they do, for the list of keys.</summary>
public sealed record KeyLine(IReadOnlyList<string> Keys, string Does)
{
    /// <summary>Where a page puts its own into ViewData, before the layout is made.</summary>
    public const string OfPage = "Keys";
}
