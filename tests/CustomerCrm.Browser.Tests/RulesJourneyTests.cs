using System.Globalization;
using CustomerCrm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>An admin publishes other rules, watches what they do to everybody, and goes back.</summary>
[Collection(JourneyFirmCollection.Name)]
public sealed class RulesJourneyTests(JourneyFirm firm)
{
    private const int FewestCustomers = 4_000;
    private const int VersionColumn = 2;

    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Dark, "70")]
    [InlineData("zh-CN", ColorScheme.Light, "75")]
    public async Task Admin_RaisesTheWeightOfProfitAndRollsBack_EveryTierIsAsBefore(string locale, ColorScheme theme, string weight)
    {
        await using var session = await firm.SignInAsync("admin", locale, theme);
        var page = session.Page;
        var (tiers, scores) = (await TiersAsync(), await ScoresAsync(page));
        tiers.Count.ShouldBeGreaterThan(FewestCustomers);
        scores.Count.ShouldBeGreaterThan(FewestCustomers);
        await page.GotoAsync("/Scoring");
        var version = Number(await page.GetAttributeAsync("dl[data-in-force]", "data-in-force"));

        await page.GotoAsync("/Scoring/Draft");
        var said = await DragAsync(page, weight);
        await page.SaveAsync(".policy-save button");
        await page.GotoAsync("/Scoring/Publish");
        await PublishAsync(page, "利润更重要 / profit counts more");
        (await ScoresAsync(page)).ShouldNotBe(scores);
        var raised = await TiersAsync();
        raised.Keys.ShouldBe(tiers.Keys, ignoreOrder: true);
        raised.Count(t => t.Value != tiers[t.Key]).ShouldBeGreaterThan(10);
        raised.Count(t => t.Value.Shown != tiers[t.Key].Shown).ShouldBe(said);
        await page.GotoAsync("/Scoring");
        Number(await page.GetAttributeAsync("dl[data-in-force]", "data-in-force")).ShouldBe(version + 1);

        await page.ClickAsync($"tr[data-version='{version}'] a[href*='Publish']");
        await PublishAsync(page, "回退 / back to what held");
        var back = await TiersAsync();
        back.Where(t => t.Value != tiers[t.Key]).ShouldBeEmpty();
        back.Count.ShouldBe(tiers.Count);
        (await ScoresAsync(page)).ShouldBe(scores);
        session.Complaints.ShouldBeEmpty();
    }

    /// <summary>Moves the slider by its keys; the number follows, and the preview says how many would move.</summary>
    private static async Task<int> DragAsync(IPage page, string weight)
    {
        var slider = page.Locator("[data-slider=Form_ProfitWeight]");
        await slider.FocusAsync();
        await page.RunAndWaitForResponseAsync(
            async () =>
            {
                while (Number(await slider.InputValueAsync()) is var now && now != Number(weight))
                    await slider.PressAsync(now < Number(weight) ? "ArrowRight" : "ArrowLeft");
            },
            answer => answer.Request.PostData?.Contains("ProfitWeight=" + weight, StringComparison.Ordinal) == true);
        (await page.InputValueAsync("[name='Form.ProfitWeight']")).ShouldBe(weight);
        await page.WaitForFunctionAsync("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')");
        return Number(await page.GetAttributeAsync("#preview[data-preview=ready] [data-moved]", "data-moved"));
    }

    /// <summary>Watches the publication to its end, which the page tells by itself, when it ended too.</summary>
    private static async Task PublishAsync(IPage page, string note)
    {
        await page.FillAsync("[name='Form.Note']", note);
        await page.ClickAsync("#publish button.btn-primary");
        await page.WaitForURLAsync("**/Jobs/*");
        await page.WaitForSelectorAsync("[data-job][data-state=Done] [data-made]");
        (await page.InnerTextAsync("[data-note]")).ShouldBe(note);
        await Assertions.Expect(page.Locator(".job-facts dd")).ToHaveCountAsync(6);
    }

    private Task<Dictionary<long, (Tier Shown, Tier Computed, int? Composite)>> TiersAsync() => firm.WithDbAsync(async db =>
        (await db.CurrentScores.Select(s => new { s.CustomerId, s.ShownTier, s.ComputedTier, s.Composite }).ToListAsync())
        .ToDictionary(s => s.CustomerId, s => (s.ShownTier, s.ComputedTier, s.Composite)));

    /// <summary>scores.csv as the page sends it, without the number of the version: a roll-back is a new one.</summary>
    private static async Task<IReadOnlyList<string>> ScoresAsync(IPage page)
    {
        await page.GotoAsync("/Exports");
        var file = await page.DownloadAsync("[data-export=scores] button");
        return [.. file.Split('\n').Select(line => string.Join(',', line.Split(',').Where((_, i) => i != VersionColumn)))];
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
