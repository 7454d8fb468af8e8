using System.Globalization;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>
/// Somebody who has just started the product finds out why one customer is Gold and another, with more revenue, is Silver, and
/// what to do about it: by what the pages say and nothing else.
/// </summary>
[Collection(SampleFirmCollection.Name)]
public sealed class NewcomerJourneyTests(SampleFirm firm)
{
    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Light, 1280, "Colossus Department Stores Ltd", "the profit margin must rise from 2.2% to 5.0%")]
    [InlineData("zh-CN", ColorScheme.Dark, 390, "巨像百货有限公司", "利润率须从 2.2% 提高到 5.0%")]
    public async Task Newcomer_ComparesGoldWithALargerSilver_LearnsWhyAndWhatToDo(
        string locale, ColorScheme theme, int width, string colossus, string whatToDo)
    {
        await using var session = await firm.SignInAsync("manager", locale, theme, width);
        var page = session.Page;

        // The first screen explains the five tiers, and stops when told so.
        (await page.Locator("#first .tier").CountAsync()).ShouldBe(5);
        await page.ClickAsync("#first button");
        await page.WaitForURLAsync("**/");
        (await page.Locator("#first").CountAsync()).ShouldBe(0);

        // The story of the big account that earns nothing.
        await page.GetByRole(AriaRole.Link, new() { Name = colossus }).First.ClickAsync();
        await page.WaitForSelectorAsync("[data-tier]");
        (await page.GetAttributeAsync("[data-tier]", "data-tier")).ShouldBe("Silver");
        (await page.InnerTextAsync(".reasons")).ShouldContain("2.2%");
        (await page.InnerTextAsync(".next-tier")).ShouldContain(whatToDo);
        var revenue = await RevenueAsync(page);

        // A word he does not know says what it means.
        await page.Locator(".highlights .term").Nth(2).ClickAsync();
        (await page.Locator(".term-note:popover-open p").InnerTextAsync()).Length.ShouldBeGreaterThan(10);
        await page.Keyboard.PressAsync("Escape");

        // Any customer of Gold, from the list.
        await page.GotoAsync("/Customers?tier=Gold");
        await page.Locator(".list tbody td:first-child a").First.ClickAsync();
        await page.WaitForSelectorAsync("[data-tier]");
        (await page.GetAttributeAsync("[data-tier]", "data-tier")).ShouldBe("Gold");
        (await RevenueAsync(page)).ShouldBeLessThan(revenue);
        (await page.InnerTextAsync(".reasons")).Length.ShouldBeGreaterThan(10);
        (await page.InnerTextAsync("#composite .next-tier")).Length.ShouldBeGreaterThan(10);
        session.Complaints.ShouldBeEmpty();
    }

    private static async Task<decimal> RevenueAsync(IPage page)
    {
        var text = await page.Locator(".highlights dd").First.InnerTextAsync();
        return decimal.Parse(text.TrimStart('£'), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
