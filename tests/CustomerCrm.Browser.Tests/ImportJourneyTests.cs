using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CustomerCrm.Infrastructure.Importing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CustomerCrm.Browser.Tests;

/// <summary>An admin brings a file full of dirt in, gets of it what formats.md allows, and takes it out again.</summary>
[Collection(JourneyFirmCollection.Name)]
public sealed class ImportJourneyTests(JourneyFirm firm)
{
    private const int FewestKinds = 40;

    [ChromiumTheory]
    [InlineData("en-GB", ColorScheme.Light, 1280)]
    [InlineData("zh-CN", ColorScheme.Dark, 390)]
    public async Task Admin_ImportsADirtyFile_ReadsEachLineTakesTheGoodRowsAndUndoesIt(string locale, ColorScheme theme, int width)
    {
        DirtyRows.Bad.Count.ShouldBeGreaterThanOrEqualTo(FewestKinds);
        DirtyRows.Bad.Concat(DirtyRows.Good).Select(r => r.Dirt).ShouldBeUnique();
        var before = await CountsAsync();
        await using var session = await firm.SignInAsync("admin", locale, theme, width);
        var page = session.Page;

        // Sent and checked: nothing is changed, each line says its own.
        await page.GotoAsync("/Imports/New");
        await page.SelectOptionAsync("#kind", "orders");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "脏数据 dirty.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(DirtyRows.File) });
        await page.CheckAsync("[name='Form.CreateCustomers']");
        await page.ClickAsync("#new-import button[type=submit]");
        await page.WaitForURLAsync("**/Imports/Uploads/*");
        (await page.GetAttributeAsync("[data-rejected]", "data-rejected")).ShouldBe(Text(DirtyRows.Bad.Count));
        var expected = DirtyRows.BadLines().ToList();
        var told = await page.Locator("[data-line]").EvaluateAllAsync<string[]>("all => all.map(r => r.dataset.line + ' ' + r.querySelector('code').textContent)");
        told.ShouldBe(expected.Select(e => $"{e.Line} {e.Row.Column}"));
        var reasons = await page.Locator("[data-line] td:last-child").AllInnerTextsAsync();
        reasons.Zip(expected).Where(r => !IsSaid(r.First, r.Second.Row.Reason!, locale))
            .Select(r => $"{r.Second.Row.Dirt}: {r.First}").ShouldBeEmpty();
        (await page.Locator("main script").CountAsync()).ShouldBe(0);
        var file = await page.DownloadAsync("#errors a[href*='handler=Errors']");
        Regex.Matches(file, @"^(\d+),(\w+),", RegexOptions.Multiline).Select(m => $"{m.Groups[1]} {m.Groups[2]}").ShouldBe(told);
        (await CountsAsync()).ShouldBe(before);

        // A file is applied whole or not at all, unless the caller says otherwise.
        await page.ClickAsync("#skip button");
        await page.WaitForSelectorAsync("#apply");
        (await page.GetAttributeAsync("[data-accepted]", "data-accepted")).ShouldBe(Text(DirtyRows.Good.Count));
        (await CountsAsync()).ShouldBe(before);
        await page.ClickAsync("#apply button");
        await page.WaitForSelectorAsync("[data-state=applied]");
        (await CountsAsync()).ShouldBe((before.Customers + DirtyRows.NewCustomers, before.Orders + DirtyRows.Good.Count, before.Scores + DirtyRows.NewCustomers));

        // Looked at, then undone.
        await page.ClickAsync("[data-applied-import]");
        await page.ClickAsync("#look button");
        await page.WaitForSelectorAsync("#do-undo");
        (await page.GetAttributeAsync("[data-kept]", "data-kept")).ShouldBe("0");
        (await page.GetAttributeAsync("[data-removed]", "data-removed")).ShouldBe(Text(DirtyRows.Good.Count + DirtyRows.NewCustomers));
        (await CountsAsync()).Orders.ShouldBe(before.Orders + DirtyRows.Good.Count);
        await page.ClickAsync("#do-undo button");
        await page.WaitForSelectorAsync("[data-undone]");
        (await CountsAsync()).ShouldBe(before);
        session.Complaints.ShouldBeEmpty();
    }

    /// <summary>Whether this is the sentence of a reason in the reader's language, whatever stands in its gaps.</summary>
    private static bool IsSaid(string shown, string reason, string locale)
    {
        var here = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = JourneySteps.Language(locale);
        var sentence = new ImportMessage(reason, "@", "@").ToString();
        CultureInfo.CurrentUICulture = here;
        return Regex.IsMatch(shown.Trim(), $"^{Regex.Escape(sentence).Replace("@", ".+", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<(int Customers, int Orders, int Scores)> CountsAsync() => firm.WithDbAsync(async db =>
        (await db.Customers.CountAsync(), await db.Orders.CountAsync(), await db.CurrentScores.CountAsync()));
}
