using System.Globalization;
using CustomerCrm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>What a rep and a manager do with the first pages, in a real browser on the real orders of the sample firm.</summary>
[Collection(SampleFirmCollection.Name)]
public sealed class CardJourneyTests(SampleFirm firm)
{
    /// <summary>The big account that earns nothing.</summary>
    private const string Colossus = "C18102";

    [ChromiumFact]
    public async Task Card_ChosenFromTheListByKeyboard_TellsTierAndReason()
    {
        await using var session = await firm.SignInAsync("rep");
        var page = session.Page;
        await page.GotoAsync("/Customers");
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Colossus Department Stores Ltd", Exact = true });
        await link.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-tier]");

        (await page.GetAttributeAsync("[data-tier]", "data-tier")).ShouldBe("Silver");
        (await page.InnerTextAsync(".reasons")).ShouldContain("Held at Silver");
        (await page.InnerTextAsync(".next-tier")).ShouldContain("margin");
        session.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task Card_LanguageSwitched_SaysTheSameInChineseAndBack()
    {
        await using var session = await firm.SignInAsync("manager");
        var page = session.Page;
        await page.GotoAsync($"/Customers/{await firm.IdOfAsync(Colossus)}");
        await page.ClickAsync(".topbar .dropmenu > summary");
        await page.ClickAsync("form[data-choice=language] button[value=zh-Hans]");
        await page.WaitForSelectorAsync("html[lang=zh-Hans]");

        (await page.GetAttributeAsync("[data-tier]", "data-tier")).ShouldBe("Silver");
        (await page.InnerTextAsync("[data-tier] .tier")).ShouldBe("白银级");
        (await page.InnerTextAsync("#composite")).ShouldContain("综合得分");
        await PointsAddUpAsync(page);

        await page.ClickAsync(".topbar .dropmenu > summary");
        await page.ClickAsync("form[data-choice=language] button[value=en]");
        await page.WaitForSelectorAsync("html[lang=en]");
        (await page.InnerTextAsync("[data-tier] .tier")).ShouldBe("Silver");
        session.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task Card_BracketKeys_WalkTheListThatWasLeft()
    {
        await using var session = await firm.SignInAsync("rep");
        var page = session.Page;
        var best = await firm.WithDbAsync(db => db.CurrentScores
            .Where(s => s.ShownTier == Tier.Gold).OrderByDescending(s => s.Composite).ThenByDescending(s => s.CustomerId)
            .Select(s => s.CustomerId).Take(2).ToListAsync());
        await page.GotoAsync($"/Customers/{best[0]}/Value?tier=Gold");
        await page.Keyboard.PressAsync("]");
        await page.WaitForSelectorAsync($"[data-customer=\"{best[1]}\"]");
        page.Url.ShouldEndWith($"/Customers/{best[1]}/Value?tier=Gold");

        await page.Keyboard.PressAsync("[");
        await page.WaitForSelectorAsync($"[data-customer=\"{best[0]}\"]");
        session.Complaints.ShouldBeEmpty();
    }

    [ChromiumFact]
    public async Task Cards_OfManyCustomersInBothLanguages_PointsAddUpToTheCompositeAsShown()
    {
        var ids = await firm.WithDbAsync(db => db.CurrentScores
            .Where(s => s.Composite != null).OrderBy(s => s.Composite! % 97).ThenBy(s => s.CustomerId)
            .Select(s => s.CustomerId).Take(25).ToListAsync());
        foreach (var locale in new[] { "en-GB", "zh-CN" })
        {
            await using var session = await firm.SignInAsync("rep", locale, script: false);
            foreach (var id in ids)
            {
                await session.Page.GotoAsync($"/Customers/{id}");
                await PointsAddUpAsync(session.Page);
            }

            session.Complaints.ShouldBeEmpty();
        }
    }

    /// <summary>As numbers for machines, and as the words a reader sees.</summary>
    private static async Task PointsAddUpAsync(IPage page)
    {
        var points = await page.Locator("[data-points]").EvaluateAllAsync<string[]>("all => all.map(e => e.getAttribute('data-points'))");
        var shown = await page.Locator("[data-points]").AllInnerTextsAsync();
        var composite = await page.GetAttributeAsync("[data-composite]", "data-composite");
        points.Length.ShouldBe(3);
        points.Sum(Number).ShouldBe(Number(composite!));
        shown.Sum(Number).ShouldBe(Number(await page.InnerTextAsync("[data-composite]")));
        composite!.Split('.')[1].Length.ShouldBe(2);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
