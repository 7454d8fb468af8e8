using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>Going anywhere by keys alone, in both languages; and choosing many customers on the list.</summary>
[Collection(SampleFirmCollection.Name)]
public sealed class CommandMenuJourneyTests(SampleFirm firm)
{
    [ChromiumTheory]
    [InlineData("en-GB", "tiers", "The five tiers")]
    [InlineData("zh-CN", "等级", "五个等级")]
    public async Task Menu_ByKeysAlone_GoesToACustomerAndToAPage(string locale, string typed, string title)
    {
        await using var session = await firm.SignInAsync("rep", locale);
        var page = session.Page;
        await page.GotoAsync("/Tiers");
        await page.FocusAsync(".brand");
        await page.Keyboard.PressAsync("/");
        await page.WaitForSelectorAsync("#go[open] [data-way][aria-selected=true]");
        (await page.RunAxe()).Violations.Select(v => v.Id).ShouldBeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#go")).ToBeHiddenAsync();
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("brand");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("巨像");
        await page.WaitForSelectorAsync("#go [data-way] .tier");
        (await page.Locator("#go [data-way]").CountAsync()).ShouldBe(1);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-customer]");
        page.Url.ShouldNotContain("%E5%B7%A8");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(typed);
        var wanted = page.Locator("#go [data-way]", new() { HasText = title });
        await wanted.WaitForAsync();
        for (var i = 0; i < 8 && await wanted.GetAttributeAsync("aria-selected") != "true"; i++)
            await page.Keyboard.PressAsync("ArrowDown");
        (await page.GetAttributeAsync("#go [role=combobox]", "aria-activedescendant")).ShouldBe(await wanted.GetAttributeAsync("id"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/Tiers");

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        session.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task List_TwoChosenByKeys_AreTaggedAndTakenBack()
    {
        await using var session = await firm.SignInAsync("manager");
        var page = session.Page;
        await page.GotoAsync("/Customers");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("[data-bulk-count]")).ToHaveTextAsync("2 chosen");
        (await page.RunAxe()).Violations.Select(v => v.Id).ShouldBeEmpty();
        await page.FillAsync("#bulk [name='Form.Tag']", "journey");
        await page.ClickAsync("#bulk button[value=set]");
        await page.WaitForSelectorAsync("[data-customers='2']");
        (await page.RunAxe()).Violations.Select(v => v.Id).ShouldBeEmpty();
        await page.ClickAsync("[data-confirm] button");
        await page.WaitForSelectorAsync("[data-state=done]");
        await page.ClickAsync(".bulk-undo summary");
        await page.ClickAsync("[data-undo] button");
        await page.WaitForSelectorAsync("[data-state=undone]");
        (await page.RunAxe()).Violations.Select(v => v.Id).ShouldBeEmpty();
        session.Complaints.ShouldBeEmpty();
    }
}
