using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>Every page for everybody: both themes, both languages, phone and desk.</summary>
[Collection(SampleFirmCollection.Name)]
public sealed class AccessTests(SampleFirm firm)
{
    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Light, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 390)]
    [InlineData("zh-CN", ColorScheme.Dark, 1280)]
    [InlineData("zh-CN", ColorScheme.Light, 390)]
    public async Task EveryPage_HasNothingForAxeAndFitsTheScreen(string locale, ColorScheme theme, int width)
    {
        await using var session = await firm.SignInAsync("admin", locale, theme, width);
        var found = new List<string>();
        foreach (var address in await firm.AddressesAsync())
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
