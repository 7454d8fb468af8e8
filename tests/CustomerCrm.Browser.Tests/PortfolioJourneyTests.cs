using CustomerCrm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>A manager goes from a figure to the customers it stands for, and pins the tier of one.</summary>
[Collection(JourneyFirmCollection.Name)]
public sealed class PortfolioJourneyTests(JourneyFirm firm)
{
    private const string Gold = "[data-tier-count=Gold] a";
    private const string Platinum = "[data-tier-count=Platinum] a";

    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Light, 1280)]
    [InlineData("zh-CN", ColorScheme.Dark, 390)]
    public async Task Manager_FromTheDashboard_GetsExactlyThoseCustomersAndPinsOne(string locale, ColorScheme theme, int width)
    {
        await using var session = await firm.SignInAsync("manager", locale, theme, width);
        var page = session.Page;
        await page.GotoAsync("/Dashboard");
        var (gold, platinum) = (await page.CountedAsync(Gold), await page.CountedAsync(Platinum));
        await page.ClickAsync(Gold);
        await page.WaitForSelectorAsync(".list-count");
        (await page.CountedAsync(".list-count")).ShouldBe(gold);
        gold.ShouldBe(await firm.WithDbAsync(db => db.CurrentScores.CountAsync(s => s.ShownTier == Tier.Gold && s.Customer.ArchivedAt == null)));

        // Who moved, month by month: any of its figures.
        await page.GotoAsync("/Dashboard/Movements");
        var figure = page.Locator("table a[data-count]:visible").First;
        var moved = int.Parse((await figure.GetAttributeAsync("data-count"))!, System.Globalization.CultureInfo.InvariantCulture);
        await figure.ClickAsync();
        await page.WaitForSelectorAsync(".list-count");
        (await page.CountedAsync(".list-count")).ShouldBe(moved);

        // Pinned from the list of Gold; the dashboard counts him there at once, and back when the pin ends.
        await page.GotoAsync("/Customers?tier=Gold");
        await page.Locator("#list [data-open]").First.ClickAsync();
        await page.WaitForSelectorAsync("[data-tier=Gold]");
        await page.ClickAsync(".tabs a[href*='/Tiers']");
        await page.ClickAsync("#pin details summary");
        await page.SelectOptionAsync("[name='Form.Tier']", nameof(Tier.Platinum));
        await page.FillAsync("[name='Form.Reason']", "贸易展的重点客户 & \"key account\"");
        var said = await page.SaveAsync("[data-pin] .btn-primary");
        said.ShouldContain(Tier.Platinum.Named(locale));
        (await page.TierAsync()).ShouldBe(Tier.Platinum);
        (await page.InnerTextAsync("#now")).ShouldContain("贸易展的重点客户 & \"key account\"");
        var card = page.Url;
        await page.GotoAsync("/Dashboard");
        (await page.CountedAsync(Gold), await page.CountedAsync(Platinum)).ShouldBe((gold - 1, platinum + 1));
        await page.GotoAsync(card);
        await page.SaveAsync("[data-end-pin] button");
        (await page.TierAsync()).ShouldBe(Tier.Gold);
        await page.GotoAsync("/Dashboard");
        (await page.CountedAsync(Gold), await page.CountedAsync(Platinum)).ShouldBe((gold, platinum));
        session.Complaints.ShouldBeEmpty();
    }
}
