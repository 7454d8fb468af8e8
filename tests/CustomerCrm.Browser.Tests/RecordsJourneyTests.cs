using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>A rep keeps his customer's records, and a colleague edits the same one at the same time.</summary>
[Collection(JourneyFirmCollection.Name)]
public sealed class RecordsJourneyTests(JourneyFirm firm)
{
    private const string Rep = "rep@demo.local";

    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    public async Task Rep_EntersOrderAndCost_SeesTheTierMoveAndReadsWhy(string locale, ColorScheme theme)
    {
        var (id, phone) = await OwnCustomerAsync(Tier.Develop);
        await using var session = await firm.SignInAsync("rep", locale, theme);
        var page = session.Page;

        // By phone, from wherever he is.
        await page.Keyboard.PressAsync("Control+k");
        await page.WaitForSelectorAsync("#go[open]");
        await page.Keyboard.TypeAsync(phone);
        await page.ClickAsync($"#go [data-way][href='/Customers/{id}']");
        await page.WaitForSelectorAsync($"[data-customer='{id}']");
        (await page.TierAsync()).ShouldBe(Tier.Develop);

        // The address, typed wrong and corrected.
        await page.ClickAsync($".tabs a[href*='/Customers/{id}/Contacts']");
        await page.ClickAsync("#addresses .part-head a");
        await page.FillAsync("[name='Form.Street']", "21 Market Row");
        await page.FillAsync("[name='Form.City']", "York");
        await page.SaveAsync("[data-save-button]");
        await page.ClickAsync("[data-address] .part-acts a");
        await page.FillAsync("[name='Form.Street']", "12 Market <b>Row</b>");
        await page.SaveAsync("[data-save-button]");
        (await page.InnerTextAsync("[data-address] .part")).ShouldContain("12 Market <b>Row</b>");

        // An order and what it took to serve, each by its key.
        await page.Keyboard.PressAsync("o");
        await page.FillAsync("[name='Form.Net']", "60,000.00");
        await page.FillAsync("[name='Form.CostOfGoods']", "20,000.00");
        var said = await page.SaveAsync("#fact .fact-actions button");
        var tier = await page.TierAsync();
        ((int)tier).ShouldBeGreaterThan((int)Tier.Develop);
        said.ShouldContain(Tier.Develop.Named(locale));
        said.ShouldContain(tier.Named(locale));
        await page.Keyboard.PressAsync("c");
        var (activity, amount) = await RatedActivityAsync(3);
        await page.SelectOptionAsync("#activity select", activity);
        await page.FillAsync("[name='Form.Quantity']", "3");
        await page.SaveAsync("#fact .fact-actions button");
        (await firm.WithDbAsync(db => db.CostEntries.Where(c => c.CustomerId == id).OrderByDescending(c => c.Id).Select(c => c.Amount).FirstAsync()))
            .ShouldBe(amount);

        // Why, from the sentence that told him, and in the tier's history.
        await page.ClickAsync(".flash a");
        await page.WaitForURLAsync($"**/Customers/{id}/Value*");
        var score = await firm.WithDbAsync(db => db.CurrentScores.Where(s => s.CustomerId == id).Select(s => s.Composite).SingleAsync());
        (await page.GetAttributeAsync("[data-composite]", "data-composite")).ShouldBe(Domain.Scoring.Score.FromHundredths(score!.Value).ToString());
        await page.ClickAsync($".tabs a[href*='/Customers/{id}/Tiers']");
        var change = page.Locator("#tier-changes [data-reason]").First;
        (await change.GetAttributeAsync("data-reason")).ShouldBe(nameof(TierChangeReason.Facts));
        (await change.Locator(".tier").AllInnerTextsAsync()).ShouldBe([Tier.Develop.Named(locale), tier.Named(locale)]);
        (await change.Locator("p").First.InnerTextAsync()).Length.ShouldBeGreaterThan(5);
        session.Complaints.ShouldBeEmpty();
    }

    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Dark)]
    [InlineData("zh-CN", ColorScheme.Light)]
    public async Task Colleagues_EditTheSameCustomer_NeitherLosesAnything(string locale, ColorScheme theme)
    {
        var (id, _) = await OwnCustomerAsync(Tier.Silver);
        var edit = $"/Customers/{id}/Edit";
        await using var rep = await firm.SignInAsync("rep", locale, theme);
        await using var manager = await firm.SignInAsync("manager", locale, theme);
        await rep.Page.GotoAsync(edit);
        await manager.Page.GotoAsync(edit);
        await manager.Page.FillAsync("[name='Form.City']", "Leeds " + locale);
        await manager.Page.FillAsync("[name='Form.Email']", $"buyer@{locale}.example.com");
        await manager.Page.SaveAsync("[data-save-button]");

        await rep.Page.FillAsync("[name='Form.City']", "Hull");
        await rep.Page.FillAsync("[name='Form.Industry']", "Fairs " + locale);
        await rep.Page.ClickAsync("[data-save-button]");
        await rep.Page.WaitForSelectorAsync("[data-conflict]");
        var city = rep.Page.Locator("[data-clash=City]");
        (await city.Locator("td").Nth(1).InnerTextAsync()).ShouldBe("Leeds " + locale);
        (await city.Locator("td").Nth(2).InnerTextAsync()).ShouldBe("Hull");
        (await rep.Page.Locator("[data-clash=Email] input").CountAsync()).ShouldBe(0);
        (await rep.Page.InputValueAsync("[name='Form.Industry']")).ShouldBe("Fairs " + locale);
        await city.Locator("input[value=theirs]").CheckAsync();
        await rep.Page.SaveAsync("[data-save-button]");

        (await firm.WithDbAsync(db => db.Customers.Where(c => c.Id == id).Select(c => c.City + "|" + c.Email + "|" + c.Industry).SingleAsync()))
            .ShouldBe($"Leeds {locale}|buyer@{locale}.example.com|Fairs {locale}");
        manager.Complaints.ShouldBeEmpty();
    }

    /// <summary>One of the rep's in a tier, told from all others by the whole of his phone number, who stands where his score puts him.</summary>
    private Task<(long Id, string Phone)> OwnCustomerAsync(Tier tier) => firm.WithDbAsync(async db =>
    {
        var rep = await db.Users.Where(u => u.Email == Rep).Select(u => u.Id).SingleAsync();
        var found = await db.CurrentScores
            .Where(s => s.ShownTier == tier && s.ComputedTier == tier && s.Customer.OwnerId == rep && s.Customer.Phone != null)
            .OrderBy(s => s.CustomerId).Select(s => new { s.CustomerId, s.Customer.Phone }).FirstAsync();
        return (found.CustomerId, found.Phone!);
    });

    /// <summary>An activity as the form offers it, and what so much of it costs on the scoring date.</summary>
    private Task<(string Id, decimal Amount)> RatedActivityAsync(int quantity) => firm.WithDbAsync(async db =>
    {
        var rate = await db.Set<CostRate>().OrderBy(r => r.ActivityId).ThenByDescending(r => r.ValidFrom).FirstAsync();
        return (rate.ActivityId.ToString(System.Globalization.CultureInfo.InvariantCulture), Math.Round(rate.Rate * quantity, 2, MidpointRounding.ToEven));
    });
}
