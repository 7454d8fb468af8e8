using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>Every page for everybody: both themes, both languages, phone and desk.</summary>
[Collection(SampleFirmCollection.Name)]
public sealed class AccessTests(SampleFirm firm)
{
    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Light, 1280, 1)]
    [InlineData("zh-CN", ColorScheme.Dark, 390, 1)]
    [InlineData("en-GB", ColorScheme.Dark, 1280, 4)]
    [InlineData("zh-CN", ColorScheme.Light, 390, 4)]
    public async Task EveryPage_HasNothingForAxeAndFitsTheScreen(string locale, ColorScheme theme, int width, int step)
    {
        await using var session = await firm.SignInAsync("admin", locale, theme, width);
        var found = new List<string>();
        // Each page in both themes, languages and widths; the other combinations take turns, since axe takes its time.
        foreach (var address in (await firm.AddressesAsync()).Where((_, i) => i % step == (theme == ColorScheme.Dark ? 0 : step - 1)))
        {
            await session.Page.GotoAsync(address);
            found.AddRange((await session.Page.RunAxe()).Violations.Select(violation => $"{address}: {Sentence(violation)}"));
            var overflow = await session.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0)
                found.Add($"{address}: {overflow} px too wide");
        }

        found.ShouldBeEmpty();
        session.Complaints.ShouldBeEmpty();
    }

    private static string Sentence(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help} ({string.Join(" | ", violation.Nodes.Select(n => n.Html).Take(3))})";
}
