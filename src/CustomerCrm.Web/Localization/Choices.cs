namespace CustomerCrm.Web.Localization;

/// <summary>What a reader may choose for this browser.</summary>
public static class Choices
{
    public const string ThemeCookie = "theme";

    /// <summary>The first is what who never chose has.</summary>
    public static readonly IReadOnlyList<string> Themes = ["auto", "light", "dark"];

    public static string ThemeOf(HttpRequest request) =>
        Themes.FirstOrDefault(t => t == request.Cookies[ThemeCookie]) ?? Themes[0];

    internal static CookieOptions Kept() => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        MaxAge = TimeSpan.FromDays(365),
    };
}
