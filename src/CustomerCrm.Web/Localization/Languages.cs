using System.Globalization;
using CustomerCrm.Web.Firms;
using Microsoft.AspNetCore.Localization;
using Microsoft.Net.Http.Headers;

namespace CustomerCrm.Web.Localization;

/// <summary>A language of the pages.</summary>
/// <param name="Tag">Its name in the html element and in the cookie.</param>
/// <param name="Culture">How dates, numbers and money look in it.</param>
/// <param name="Name">What its readers call it.</param>
public sealed record Language(string Tag, string Culture, string Name);

/// <summary>The languages of the pages, and how one is chosen: by the reader's own choice, else the firm's, else as the browser asks.</summary>
public static class Languages
{
    public const string Cookie = "language";

    public static readonly Language English = new("en", "en", "English");

    public static readonly Language Chinese = new("zh-Hans", "zh-CN", "简体中文");

    public static readonly IReadOnlyList<Language> All = [English, Chinese];

    public static Language Current => IsChinese(CultureInfo.CurrentUICulture.Name) ? Chinese : English;

    public static Language? Find(string? tag) => All.FirstOrDefault(l => l.Tag == tag);

    internal static void Apply(RequestLocalizationOptions options)
    {
        options.SupportedCultures = options.SupportedUICultures = [.. All.Select(l => CultureInfo.GetCultureInfo(l.Culture))];
        options.DefaultRequestCulture = new RequestCulture(English.Culture);
        options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult(Choose(context.Request, FirmsOf(context))))];
    }

    /// <summary>As last read: a page must find its language without the database too.</summary>
    private static string? FirmsOf(HttpContext context) => context.RequestServices.GetRequiredService<FirmSettings>().Current.Language;

    private static ProviderCultureResult? Choose(HttpRequest request, string? firms) =>
        (Find(request.Cookies[Cookie]) ?? Find(firms) ?? Wanted(request.GetTypedHeaders().AcceptLanguage)) is { } language
            ? new ProviderCultureResult(language.Culture)
            : null;

    private static Language? Wanted(IList<StringWithQualityHeaderValue> asked) => asked
        .Where(a => a.Quality is not 0)
        .OrderByDescending(a => a.Quality ?? 1)
        .Select(a => IsChinese(a.Value.Value) ? Chinese : Is(a.Value.Value, "en") ? English : null)
        .FirstOrDefault(l => l is not null);

    /// <summary>Every kind of Chinese: its readers read the simplified letters rather than English.</summary>
    private static bool IsChinese(string? tag) => Is(tag, "zh");

    private static bool Is(string? tag, string language) => tag is not null
        && tag.StartsWith(language, StringComparison.OrdinalIgnoreCase)
        && (tag.Length == language.Length || tag[language.Length] == '-');
}
