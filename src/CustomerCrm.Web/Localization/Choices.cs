namespace CustomerCrm.Web.Localization;

/// <summary>What a reader may choose for this browser.</summary>
public static class Choices
{
    public const string ThemeCookie = "theme";
    public const string DensityCookie = "density";

    /// <summary>Set once its reader knows the five tiers.</summary>
    public const string TiersReadCookie = "tiers-read";

    public const string Yes = "1";

    /// <summary>The first is what who never chose has.</summary>
    public static readonly IReadOnlyList<string> Themes = ["auto", "light", "dark"];

    /// <summary>The first is what who never chose has.</summary>
    public static readonly IReadOnlyList<string> Densities = ["normal", "compact"];

    public static string ThemeOf(HttpRequest request) => Chosen(request, ThemeCookie, Themes);

    public static string DensityOf(HttpRequest request) => Chosen(request, DensityCookie, Densities);

    internal static CookieOptions Kept() => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        MaxAge = TimeSpan.FromDays(365),
    };

    private static string Chosen(HttpRequest request, string cookie, IReadOnlyList<string> all) =>
        all.FirstOrDefault(name => name == request.Cookies[cookie]) ?? all[0];
}
