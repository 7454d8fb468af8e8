using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>Groups are whole: each figure leads to its customers, and the total is the sum of its groups.</summary>
public sealed class GroupsTests(DashboardFirm firm) : IClassFixture<DashboardFirm>
{
    private static readonly string[] Tables = ["#regions", "#sources", "#owners", "#teams"];

    [Theory]
    [InlineData(Roles.Manager, Visibility.All, "en", "")]
    [InlineData(Roles.Admin, Visibility.All, "zh-Hans", "?first=2026-04-10&last=2026-06-15&region=none")]
    [InlineData(Roles.Manager, Visibility.Team, "en", "?span=Quarter&team=none")]
    public async Task Links_EveryFigure_LeadsToAListOfAsMany(string role, Visibility managersSee, string language, string query)
    {
        await firm.SetManagersSeeAsync(managersSee);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(role);
            await browser.ChooseLanguageAsync(language, "/Customers");
            var page = await browser.GetAsync("/Dashboard/Groups" + query);

            if (managersSee == Visibility.Team)
                page.Page.QuerySelectorAll("main a[data-count]").ShouldBeEmpty();
            else
                (await browser.FollowAsync(page)).ShouldBeGreaterThan(40);
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Team_Figures_LeadToListsOfAsManyAndAreNobodyElses()
    {
        await firm.SetManagersSeeAsync(Visibility.Team);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
            var page = await browser.GetAsync("/Dashboard/Groups");
            var team = await firm.Factory.WithDbAsync(db => db.Customers.CountAsync(c =>
                c.ArchivedAt == null && db.Users.Any(u => u.Id == c.OwnerId && u.TeamId != null)));

            await browser.FollowAsync(page);
            foreach (var table in Tables)
                page.Cells(table, "group", "figure")[("total", "Customers")].ShouldBe(team);
            page.Page.QuerySelectorAll("#owners tbody tr").Length.ShouldBe(2);
            page.Page.QuerySelectorAll("#teams tbody tr").Length.ShouldBe(1);
            page.Page.QuerySelector("main")!.TextContent.ShouldNotContain("stranger");
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Total_EveryFigure_IsTheSumOfItsGroups()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync("/Dashboard/Groups?first=2026-03-31");

        string[] counts = ["Customers", .. Enum.GetNames<Tier>(), "Up", "Down", "AtRisk"];
        foreach (var table in Tables)
        {
            var cells = page.Cells(table, "group", "figure");
            cells.Keys.Select(k => k.Row).ShouldContain("none", table);
            foreach (var figure in counts)
            {
                cells[("total", figure)].ShouldBeGreaterThan(0, $"{table} {figure}");
                cells.Where(c => c.Key.Row != "total" && c.Key.Cell == figure).Sum(c => c.Value).ShouldBe(cells[("total", figure)], $"{table} {figure}");
            }

            // Money is rounded to whole units on the page, one by one.
            foreach (var figure in new[] { "Revenue", "Profit", "AtStake" })
                cells.Where(c => c.Key.Row != "total" && c.Key.Cell == figure).Sum(c => c.Value).ShouldBeInRange(cells[("total", figure)] - 4, cells[("total", figure)] + 4, $"{table} {figure}");
            var atStake = page.Page.QuerySelectorAll($"{table} tbody td[data-figure=AtStake]").Select(c => BoardPages.Number(c.TextContent)).ToList();
            atStake.ShouldBe(atStake.OrderDescending());
        }
    }

    [Fact]
    public async Task Totals_ForADate_AreThoseOfTheDashboard()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var groups = (await browser.GetAsync("/Dashboard/Groups?first=2026-03-31")).Cells("#owners", "group", "figure");
        var dashboard = await browser.GetAsync("/Dashboard?on=2026-03-31");

        foreach (var (figure, address) in new[] { ("Up", "move=Up"), ("Down", "move=Down"), ("AtRisk", "flag=AtRisk") })
        {
            var link = dashboard.Page.QuerySelectorAll("main a[data-count]").First(a => a.GetAttribute("href")!.Contains(address, StringComparison.Ordinal));
            groups[("total", figure)].ToString(CultureInfo.InvariantCulture).ShouldBe(link.GetAttribute("data-count"));
        }
    }
}
