using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>Every table of the dashboard as a file: the page's own figures, safe in a spreadsheet, and told to the audit.</summary>
public sealed class BoardFilesTests(DashboardFirm firm) : IClassFixture<DashboardFirm>
{
    [Theory]
    [InlineData("/Dashboard?on=2026-03-31&region=none", 10)]
    [InlineData("/Dashboard/Movements?last=2026-05-31", 3)]
    [InlineData("/Dashboard/Groups", 4)]
    public async Task Csv_EveryLink_GivesATableOfTheSameFilter(string address, int least)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var links = (await browser.GetAsync(address)).Page.QuerySelectorAll("a.dash-csv").Select(a => a.GetAttribute("href")!).ToList();

        links.Count.ShouldBeGreaterThanOrEqualTo(least);
        foreach (var link in links)
        {
            link.ShouldStartWith(address + (address.Contains('?', StringComparison.Ordinal) ? "&csv=" : "?csv="));
            using var file = await browser.Client.GetAsync(link);
            ((int)file.StatusCode).ShouldBe(200, link);
            file.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
            file.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldEndWith(".csv");
            var bytes = await file.Content.ReadAsByteArrayAsync();
            bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF], "a mark");
            (await file.Content.ReadAsStringAsync()).Split('\n').Length.ShouldBeGreaterThan(2, link);
        }

        var audited = await firm.Factory.WithDbAsync(db => db.AuditEntries
            .Where(a => a.Subject == "export" && a.UserId == firm.Manager.Id).OrderByDescending(a => a.Id).Take(links.Count).ToListAsync());
        audited.Count.ShouldBe(links.Count);
        audited.ShouldAllBe(a => a.Action == "exported" && a.Details!.Contains("\"kind\": \"dashboard-"));
    }

    [Fact]
    public async Task Csv_Tiers_IsThePagesTableByTheRowFilter()
    {
        await firm.SetManagersSeeAsync(Visibility.Team);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
            var cells = (await browser.GetAsync("/Dashboard/Movements")).Cells("#months", "on", "tier");
            var rows = (await browser.Client.GetStringAsync("/Dashboard/Movements?csv=months")).TrimStart('\uFEFF').TrimEnd('\n').Split('\n');

            rows[0].ShouldBe("on,Platinum,Gold,Silver,Develop,Adjust,Unrated,customers");
            rows[^1].ShouldBe("2026-06-30," + string.Join(',', rows[0].Split(',')[1..].Select(tier =>
                cells[("2026-06-30", tier == "customers" ? "Total" : tier)])));
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Csv_NameThatIsAFormula_IsText()
    {
        await firm.Factory.WithDbAsync(db => db.Regions.Where(r => r.Name == "Africa").ExecuteUpdateAsync(r => r.SetProperty(p => p.Name, "=1+1")));
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);

        var text = await browser.Client.GetStringAsync("/Dashboard/Groups?csv=regions");

        text.ShouldContain("\n'=1+1,");
    }
}
