using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>Every figure of the dashboard leads to exactly the customers it stands for, whoever looks and whatever is chosen.</summary>
public sealed class DashboardTests(DashboardFirm firm) : IClassFixture<DashboardFirm>
{
    private static readonly string[] Tiers = [.. Enum.GetNames<Tier>()];

    [Theory]
    [InlineData(Roles.Manager, Visibility.All, "en", "")]
    [InlineData(Roles.Admin, Visibility.All, "zh-Hans", "?compare=Date&on=2026-03-31")]
    [InlineData(Roles.Manager, Visibility.Team, "en", "")]
    [InlineData(Roles.Manager, Visibility.All, "en", "?owner=manager&region=none")]
    [InlineData(Roles.Manager, Visibility.Team, "en", "?source=none&compare=Month")]
    [InlineData(Roles.Admin, Visibility.All, "en", "?compare=Year")]
    public async Task Links_EveryFigure_LeadsToAListOfAsMany(string role, Visibility managersSee, string language, string query)
    {
        await firm.SetManagersSeeAsync(managersSee);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(role);
            await browser.ChooseLanguageAsync(language, "/Customers");
            var page = await browser.GetAsync("/Dashboard" + query.Replace("manager", firm.Manager.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

            page.Status.ShouldBe(200);
            var links = page.Page.QuerySelectorAll("main a[data-count]")
                .Select(a => (Address: a.GetAttribute("href")!, Count: a.GetAttribute("data-count")!))
                .Distinct()
                .ToList();
            links.Count.ShouldBeGreaterThan(20);
            foreach (var (address, count) in links)
                (await CountAsync(browser, address)).ShouldBe(count, address);
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Figures_Firm_HasSomebodyInEveryPart()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync("/Dashboard");

        var addresses = page.Page.QuerySelectorAll("main a[data-count]").Select(a => a.GetAttribute("href")!).ToList();
        foreach (var part in new[] { "flag=AtRisk", "flag=BelowZero", "flag=ThinMargin", "flag=LatePayer", "oneoff=1", "move=Up", "move=Down", "move=New", "owner=none", "region=none", "source=none" })
            addresses.ShouldContain(a => a.Contains(part, StringComparison.Ordinal), part);
        foreach (var tier in Tiers)
            addresses.ShouldContain("/Customers?tier=" + tier);
        foreach (var list in new[] { "at-risk", "below-zero", "thin-margin", "late-payers", "one-off", "movements" })
            page.Page.QuerySelectorAll($"#{list} tbody tr").Length.ShouldBeGreaterThan(2, list);
        page.Page.QuerySelectorAll("#whale polyline").Length.ShouldBe(1);
        page.Page.QuerySelectorAll("#tiers svg rect").Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task TierTable_Money_IsTheSumOfTheCustomersThemselves()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync("/Dashboard?compare=Year");
        var known = await firm.Factory.WithDbAsync(db => (
            from s in db.CurrentScores
            join m in db.CurrentMetrics on s.CustomerId equals m.CustomerId
            where s.Customer.ArchivedAt == null
            select new { s.ShownTier, m.NetRevenue, Profit = m.GrossProfit - m.CostToServe }).ToListAsync());

        known.Count.ShouldBe(296);
        foreach (var tier in Enum.GetValues<Tier>())
        {
            var mine = known.Where(k => k.ShownTier == tier).ToList();
            var cells = page.Page.QuerySelector($"[data-tier-count={tier}]")!.ParentElement!.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList();
            Number(cells[0]).ShouldBe(mine.Count);
            Number(cells[2]).ShouldBe(Math.Round(mine.Sum(m => m.NetRevenue), MidpointRounding.ToEven));
            Number(cells[4]).ShouldBe(Math.Round(mine.Sum(m => m.Profit), MidpointRounding.ToEven));
        }
    }

    [Fact]
    public async Task Matrix_RowsAndColumns_AddUpAndAgreeWithTheTiersKept()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var page = await browser.GetAsync("/Dashboard?on=2026-03-31");
        page.Page.QuerySelector("[data-since]")!.GetAttribute("data-since").ShouldBe("2026-03-31");
        var cells = page.Page.QuerySelectorAll(".dash-matrix tr[data-from]").SelectMany(row => row.QuerySelectorAll("td").Select(cell => (
            From: row.GetAttribute("data-from")!, To: cell.GetAttribute("data-to")!, Count: Number(cell.TextContent)))).ToList();
        var kept = await firm.Factory.WithDbAsync(db => (
            from s in db.CurrentScores
            where s.Customer.ArchivedAt == null
            select new { Now = s.ShownTier, Then = db.ScoreHistory.Where(h => h.CustomerId == s.CustomerId && h.AsOf == DashboardFirm.FirstRun).Select(h => (Tier?)h.ShownTier).FirstOrDefault() })
            .ToListAsync());

        cells.Count.ShouldBe(8 * 7);
        foreach (var (from, to, count) in cells)
            count.ShouldBe(kept.Count(k => (from == "Total" || from == (k.Then?.ToString() ?? "New")) && (to == "Total" || to == k.Now.ToString())), $"{from} {to}");
        cells.Where(c => c.From != "Total" && c.To != "Total").Sum(c => c.Count).ShouldBe(296);
        cells.Count(c => c.From != c.To && c.Count > 0 && Tiers.Contains(c.From) && Tiers.Contains(c.To)).ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("?compare=Year", "they begin on 31 Mar 2026")]
    [InlineData("?on=2026-06-30", "is not before the as-of date")]
    [InlineData("", "compared with 31 May 2026")]
    [InlineData("?compare=Quarter", "No scores were kept for 30 Mar 2026")]
    public async Task Compared_AnyDate_IsSaid(string query, string words)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync("/Dashboard" + query);

        page.Words(".dash-compared")!.ShouldContain(words);
        (page.Page.QuerySelector(".dash-matrix") is not null).ShouldBe(query == "");
    }

    [Theory]
    [InlineData("?compare=Decade")]
    [InlineData("?on=2026-02-30")]
    [InlineData("?owner=x")]
    public async Task Address_ThatMeansNothing_IsNotFound(string query)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        (await browser.GetAsync("/Dashboard" + query)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Rep_Dashboard_IsRefusedAndNotOffered()
    {
        using var rep = await firm.Factory.SignedInAsync(Roles.SalesRep);
        (await rep.GetAsync("/Dashboard")).Status.ShouldBe(403);
        (await rep.GetAsync("/Customers")).Page.QuerySelector("a[href='/Dashboard']").ShouldBeNull();
        using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
        (await manager.GetAsync("/Customers")).Page.QuerySelector("a[href='/Dashboard']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Team_Figures_CountNobodyElsesCustomers()
    {
        await firm.SetManagersSeeAsync(Visibility.Team);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
            var page = await browser.GetAsync("/Dashboard");
            var team = await firm.Factory.WithDbAsync(db => db.Customers.CountAsync(c =>
                c.ArchivedAt == null && db.Users.Any(u => u.Id == c.OwnerId && u.TeamId != null)));

            Number(page.Words("#owners tfoot td")!).ShouldBe(team);
            team.ShouldBeInRange(50, 250);
            page.Page.QuerySelectorAll("#owners tbody tr").Length.ShouldBe(2);
            page.Page.QuerySelector("select[name=owner]")!.TextContent.ShouldNotContain("stranger");
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Page_Statements_AreFew()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        await browser.GetAsync("/Dashboard");
        using var count = StatementCount.Of(firm.Factory.Database);
        await browser.GetAsync("/Dashboard?fresh=true");

        count.Statements.Count.ShouldBeInRange(7, 8, string.Join("\n\n", count.Statements));
    }

    [Theory]
    [InlineData("en", "No scores yet")]
    [InlineData("zh-Hans", "尚无评分")]
    public async Task Firm_WithoutScores_IsToldCalmly(string language, string words)
    {
        await using var crm = await CrmFactory.StartAsync();
        using var browser = await crm.SignedInAsync(Roles.Manager);
        await browser.ChooseLanguageAsync(language, "/Customers");

        var page = await browser.GetAsync("/Dashboard");

        page.Status.ShouldBe(200);
        page.Words(".nothing-title").ShouldBe(words);
    }

    private static async Task<string?> CountAsync(CrmBrowser browser, string address)
    {
        var list = await browser.GetAsync(address);
        list.Status.ShouldBe(200, address);
        return list.Page.QuerySelector("main [data-count]:not(a)")?.GetAttribute("data-count");
    }

    private static decimal Number(string text) => text.Trim() is "–" ? 0 : decimal.Parse(
        text.Replace("€", "", StringComparison.Ordinal).Trim(), NumberStyles.Number, CultureInfo.InvariantCulture);
}
