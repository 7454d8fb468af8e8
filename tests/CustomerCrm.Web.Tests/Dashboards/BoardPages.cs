using System.Globalization;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>Reads figures off the dashboard's pages.</summary>
internal static class BoardPages
{
    public static decimal Number(string text) => text.Trim() is "–" or "=" ? 0 : decimal.Parse(
        text.Replace("€", "", StringComparison.Ordinal).Replace("▲ +", "", StringComparison.Ordinal).Replace("▼ −", "-", StringComparison.Ordinal).Trim(),
        NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The cells of a table by the values of an attribute of their row and one of their own.</summary>
    public static Dictionary<(string Row, string Cell), long> Cells(this Answer page, string table, string row, string cell) =>
        page.Page.QuerySelectorAll($"{table} tr[data-{row}]")
            .SelectMany(r => r.QuerySelectorAll($"td[data-{cell}]").Select(c => (
                Place: (r.GetAttribute("data-" + row)!, c.GetAttribute("data-" + cell)!), Count: (long)Number(c.TextContent))))
            .ToDictionary(c => c.Place, c => c.Count);

    /// <summary>Opens the list behind each figure and compares its count.</summary>
    /// <returns>How many links there were.</returns>
    public static async Task<int> FollowAsync(this CrmBrowser browser, Answer page)
    {
        page.Status.ShouldBe(200);
        var links = page.Page.QuerySelectorAll("main a[data-count]")
            .Select(a => (Address: a.GetAttribute("href")!, Count: a.GetAttribute("data-count")!))
            .Distinct()
            .ToList();
        foreach (var (address, count) in links)
        {
            var list = await browser.GetAsync(address);
            list.Status.ShouldBe(200, address);
            list.Page.QuerySelector("main [data-count]:not(a)")?.GetAttribute("data-count").ShouldBe(count, address);
        }

        return links.Count;
    }
}
