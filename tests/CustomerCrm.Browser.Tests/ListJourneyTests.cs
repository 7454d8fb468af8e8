using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>Finding a customer by typing, looking at the preview and opening the card, without the mouse.</summary>
[Collection(SampleFirmCollection.Name)]
public sealed class ListJourneyTests(SampleFirm firm)
{
    [ChromiumFact]
    public async Task List_ByKeysAlone_FindsPreviewsAndOpensACustomer()
    {
        await using var session = await firm.SignInAsync("rep");
        var page = session.Page;
        await page.GotoAsync("/Customers");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("巨像");
        await page.WaitForSelectorAsync("[data-count='1']");
        await page.WaitForURLAsync("**/Customers?q=*");
        (await page.InnerTextAsync("[data-open]")).ShouldBe("Colossus Department Stores Ltd");

        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("p");
        await page.WaitForSelectorAsync("#preview [data-previewed]");
        (await page.InnerTextAsync("#preview")).ShouldContain("Silver");
        (await page.RunAxe()).Violations.Select(v => v.Id).ShouldBeEmpty();

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#keys")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-tier]");
        page.Url.ShouldContain("q=%E5%B7%A8%E5%83%8F");
        session.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task List_WithoutScript_SearchesByEnter()
    {
        await using var session = await firm.SignInAsync("rep", script: false);
        await session.Page.GotoAsync("/Customers");
        await session.Page.FillAsync("input[name=q]", "colossus dep");
        await session.Page.Keyboard.PressAsync("Enter");
        await session.Page.WaitForSelectorAsync("[data-count='1']");

        session.Page.Url.ShouldContain("q=colossus%20dep");
    }
}
