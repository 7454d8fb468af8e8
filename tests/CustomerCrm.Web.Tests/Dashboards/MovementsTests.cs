using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>Tiers month by month agree with the history kept, with the first page, and with the lists behind them.</summary>
public sealed class MovementsTests(DashboardFirm firm) : IClassFixture<DashboardFirm>
{
    private static readonly string[] Tiers = [.. Enum.GetNames<Tier>()];

    [Theory]
    [InlineData(Roles.Manager, Visibility.All, "en", "")]
    [InlineData(Roles.Admin, Visibility.All, "zh-Hans", "?first=2026-04-10&last=2026-06-15")]
    [InlineData(Roles.Manager, Visibility.Team, "en", "?span=Quarter")]
    [InlineData(Roles.Manager, Visibility.All, "en", "?owner=manager&region=none&span=Year")]
    [InlineData(Roles.Manager, Visibility.All, "zh-Hans", "?team=none&last=2026-05-31")]
    public async Task Links_EveryFigure_LeadsToAListOfAsMany(string role, Visibility managersSee, string language, string query)
    {
        await firm.SetManagersSeeAsync(managersSee);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(role);
            await browser.ChooseLanguageAsync(language, "/Customers");
            var page = await browser.GetAsync("/Dashboard/Movements" + query.Replace("manager", firm.Manager.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

            (await browser.FollowAsync(page)).ShouldBeGreaterThan(15);
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Months_AnyDate_AreTheTiersKept()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync("/Dashboard/Movements");
        var months = page.Cells("#months", "on", "tier");

        months.Keys.Select(k => k.Row).Distinct().ShouldBe(["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"]);
        foreach (var ((on, tier), count) in months)
        {
            var standing = await StandingAsync(DateOnly.Parse(on, CultureInfo.InvariantCulture));
            count.ShouldBe(standing.Count(s => tier == "Total" || s.Value.ToString() == tier), $"{on} {tier}");
        }

        page.Page.QuerySelectorAll("#months svg a rect").Length.ShouldBe(months.Count(m => m.Key.Cell != "Total" && m.Value > 0));
        page.Words(".dash-compared")!.ShouldContain("Scores were first made for 31 Mar 2026");
    }

    [Fact]
    public async Task Steps_EachPeriod_AreTheMovesBetweenItsEnds()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var steps = (await browser.GetAsync("/Dashboard/Movements?first=2026-03-31&last=2026-06-30")).Cells("#moves", "since", "kind");

        DateOnly[] ends = [new(2026, 3, 31), new(2026, 4, 30), new(2026, 5, 31), new(2026, 6, 30)];
        var periods = ends.Zip(ends.Skip(1)).Select(p => (Name: p.First.ToString("O", CultureInfo.InvariantCulture), p.First, p.Second)).Append(("whole", ends[0], ends[^1]));
        foreach (var (name, since, until) in periods)
        {
            var (then, later) = (await StandingAsync(since), await StandingAsync(until));
            long Count(Func<Tier?, Tier, bool> which) => later.Count(l => which(then.TryGetValue(l.Key, out var t) ? t : null, l.Value));
            var up = Count((t, l) => t is not null and not Tier.Unrated && l > t);
            var down = Count((t, l) => l != Tier.Unrated && l < t);
            steps[(name, "Up")].ShouldBe(up, name);
            steps[(name, "Down")].ShouldBe(down, name);
            steps[(name, "Net")].ShouldBe(up - down, name);
            steps[(name, "New")].ShouldBe(Count((t, _) => t is null), name);
            steps[(name, "Started")].ShouldBe(Count((t, l) => t == Tier.Unrated && l != Tier.Unrated), name);
            steps[(name, "Lost")].ShouldBe(Count((t, l) => t is not null and not Tier.Unrated && l == Tier.Unrated), name);
        }

        foreach (var kind in new[] { "Up", "Down", "New", "Started", "Lost" })
            steps[("whole", kind)].ShouldBeGreaterThan(0, kind);
    }

    [Theory]
    [InlineData("2026-03-31")]
    [InlineData("2026-04-30")]
    [InlineData("2026-05-20")]
    public async Task Matrix_UpToThePresent_IsTheOneOfTheDashboard(string since)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var movements = await browser.GetAsync("/Dashboard/Movements?first=" + since);
        var dashboard = await browser.GetAsync("/Dashboard?on=" + since);

        var cells = dashboard.Cells("#movements", "from", "to");
        cells.Count.ShouldBe(8 * 7);
        movements.Cells("#matrix", "from", "to").ShouldBe(cells, ignoreOrder: true);
        var whole = movements.Cells("#moves", "since", "kind");
        foreach (var kind in new[] { "Up", "Down", "New" })
        {
            var link = dashboard.Page.QuerySelectorAll("#movements .dash-totals a").SingleOrDefault(a => a.GetAttribute("href")!.Contains("move=" + kind, StringComparison.Ordinal));
            whole[("whole", kind)].ToString(CultureInfo.InvariantCulture).ShouldBe(link?.GetAttribute("data-count") ?? "0");
        }

        foreach (var tier in Tiers)
        {
            var now = dashboard.Page.QuerySelector($"[data-tier-count={tier}]")!.TextContent;
            movements.Cells("#months", "on", "tier")[("2026-06-30", tier)].ShouldBe((long)BoardPages.Number(now));
        }
    }

    [Fact]
    public async Task Matrix_TwoPastDates_IsTheTiersKeptThen()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var page = await browser.GetAsync("/Dashboard/Movements?first=2026-04-10&last=2026-06-15");
        var (then, later) = (await StandingAsync(new(2026, 4, 10)), await StandingAsync(new(2026, 6, 15)));

        foreach (var ((from, to), count) in page.Cells("#matrix", "from", "to"))
        {
            count.ShouldBe(later.Count(l => (from == "Total" || from == (then.TryGetValue(l.Key, out var t) ? t.ToString() : "New"))
                && (to == "Total" || to == l.Value.ToString())), $"{from} {to}");
        }

        page.Page.QuerySelectorAll("#matrix a").ShouldContain(a => a.GetAttribute("href")!.Contains("since=2026-04-10&until=2026-06-15", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?first=2026-06-20&last=2026-06-10", "is not before the last one")]
    [InlineData("?last=2026-07-01", "is after the as-of date")]
    [InlineData("?first=2025-01-01&last=2026-03-01", "they begin on 31 Mar 2026")]
    [InlineData("?span=Quarter", "From the end of 31 Mar 2026 to 30 Jun 2026")]
    [InlineData("?span=FiscalYear", "Scores were first made for 31 Mar 2026")]
    public async Task Span_AnyDates_AreShownOrToldWhyNot(string query, string words)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        foreach (var tab in new[] { "Movements", "Groups" })
        {
            var page = await browser.GetAsync($"/Dashboard/{tab}{query}");

            page.Status.ShouldBe(200);
            page.Words(".dash-compared")!.ShouldContain(words);
        }
    }

    [Theory]
    [InlineData("?span=Decade")]
    [InlineData("?first=2026-02-30")]
    [InlineData("?team=x")]
    [InlineData("?csv=nothing")]
    [InlineData("?last=2026-07-01&csv=matrix")]
    public async Task Address_ThatMeansNothing_IsNotFound(string query)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        (await browser.GetAsync("/Dashboard/Movements" + query)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Team_Figures_CountNobodyElsesCustomers()
    {
        await firm.SetManagersSeeAsync(Visibility.Team);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
            var months = (await browser.GetAsync("/Dashboard/Movements")).Cells("#months", "on", "tier");
            var team = await firm.Factory.WithDbAsync(db => db.Customers.CountAsync(c =>
                c.ArchivedAt == null && db.Users.Any(u => u.Id == c.OwnerId && u.TeamId != null)));

            months[("2026-06-30", "Total")].ShouldBe(team);
        }
        finally
        {
            await firm.SetManagersSeeAsync(Visibility.All);
        }
    }

    [Theory]
    [InlineData("Movements")]
    [InlineData("Groups")]
    public async Task Rep_AnyBoard_IsRefused(string tab)
    {
        using var rep = await firm.Factory.SignedInAsync(Roles.SalesRep);
        (await rep.GetAsync("/Dashboard/" + tab)).Status.ShouldBe(403);
        (await rep.GetAsync($"/Dashboard/{tab}?csv=matrix")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("/Dashboard/Movements?fresh=true", 4)]
    [InlineData("/Dashboard/Groups?fresh=true&last=2026-05-31", 6)]
    public async Task Page_Statements_AreFew(string address, int most)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        await browser.GetAsync(address);
        using var count = StatementCount.Of(firm.Factory.Database);
        await browser.GetAsync(address);

        count.Statements.Count.ShouldBeInRange(3, most, string.Join("\n\n", count.Statements));
    }

    [Theory]
    [InlineData("Movements")]
    [InlineData("Groups")]
    public async Task Firm_WithoutScores_IsToldCalmly(string tab)
    {
        await using var crm = await CrmFactory.StartAsync();
        using var browser = await crm.SignedInAsync(Roles.Manager);

        var page = await browser.GetAsync("/Dashboard/" + tab);

        page.Status.ShouldBe(200);
        page.Words(".nothing-title").ShouldBe("No scores yet");
    }

    /// <summary>The tier of each customer of today at the end of a date, by the last row kept up to it.</summary>
    private Task<Dictionary<long, Tier>> StandingAsync(DateOnly on) => firm.Factory.WithDbAsync(async db =>
        (await db.ScoreHistory.Where(h => h.AsOf <= on && h.Customer.ArchivedAt == null).ToListAsync())
            .GroupBy(h => h.CustomerId)
            .ToDictionary(h => h.Key, h => h.MaxBy(r => r.AsOf)!.ShownTier));
}
