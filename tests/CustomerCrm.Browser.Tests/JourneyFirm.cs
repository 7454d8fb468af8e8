using System.Globalization;
using System.Resources;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Resources;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>A sample firm of its own, with a node at work, for the journeys that enter, publish and import: what the other tests read stays as it was.</summary>
public sealed class JourneyFirm : SampleFirm
{
    protected override IEnumerable<(string Name, string Value)> Settings => [("Jobs:Enabled", "true"), ("Jobs:PauseSeconds", "0.2")];
}

[CollectionDefinition(Name)]
public sealed class JourneyFirmCollection : ICollectionFixture<JourneyFirm>
{
    public const string Name = "The firm that journeys change";
}

/// <summary>What every journey does again and again, by what the pages mark and never by a language's words.</summary>
internal static class JourneySteps
{
    private static readonly ResourceManager Glossary = new(typeof(Glossary));

    /// <summary>The tier's name as a reader of this language sees it.</summary>
    public static string Named(this Tier tier, string locale) => Glossary.GetString("Tier." + tier, Language(locale))!;

    public static CultureInfo Language(string locale) => CultureInfo.GetCultureInfo(locale == "zh-CN" ? "zh-Hans" : "en");

    /// <summary>Saves the form of the page and waits for the sentence that says what was done.</summary>
    public static async Task<string> SaveAsync(this IPage page, string button)
    {
        await page.ClickAsync(button);
        await page.WaitForSelectorAsync(".flash");
        return await page.InnerTextAsync(".flash");
    }

    public static async Task<Tier> TierAsync(this IPage page) =>
        Enum.Parse<Tier>((await page.GetAttributeAsync("[data-tier]", "data-tier"))!);

    /// <summary>What an element counts, as the page says it to machines.</summary>
    public static async Task<int> CountedAsync(this IPage page, string element) =>
        int.Parse((await page.GetAttributeAsync(element, "data-count"))!, CultureInfo.InvariantCulture);

    /// <summary>The text of the file that a press sends.</summary>
    public static async Task<string> DownloadAsync(this IPage page, string pressed)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(pressed));
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
