using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Pages.Customers.Card;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Card;

/// <summary>Every tab of the card, as each role, in both languages, under the row filter.</summary>
public sealed class CardTabsTests(CardFirm firm) : IClassFixture<CardFirm>
{
    private const int MostStatements = 8;

    public static TheoryData<string> Tabs => [.. CardPage.Tabs];

    [Theory]
    [MemberData(nameof(Tabs))]
    public async Task Tab_EveryRoleInBothLanguages_ShowsTheHeadAndIsCurrent(string tab)
    {
        foreach (var (role, language) in new[] { (Roles.SalesRep, "en"), (Roles.Manager, "zh-Hans"), (Roles.Admin, "en") })
        {
            using var browser = await firm.Factory.SignedInAsync(role);
            await browser.ChooseLanguageAsync(language, "/Customers");
            foreach (var id in new[] { firm.Bakery, firm.Hostile, firm.Prospect })
            {
                var page = await browser.GetAsync(Address(id, tab));

                page.Status.ShouldBe(200, $"{role} {id} {tab}");
                page.Page.QuerySelectorAll("h1").Length.ShouldBe(1);
                page.Page.QuerySelector(".tabs a[aria-current=page]")!.GetAttribute("href").ShouldBe(Address(id, tab));
                page.Page.QuerySelectorAll(".tabs a").Length.ShouldBe(CardPage.Tabs.Count);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tabs))]
    public async Task Tab_Statements_AreFew(string tab)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        await browser.GetAsync(Address(firm.Bakery, tab));
        using var counted = StatementCount.Of(firm.Factory.Database);
        await browser.GetAsync(Address(firm.Bakery, tab));

        counted.Count.ShouldBeInRange(3, MostStatements, string.Join("\n\n", counted.Statements));
    }

    [Fact]
    public async Task Tabs_RepsSeeTheirOwn_OthersAreNotThere()
    {
        var order = await firm.Factory.WithDbAsync(db => db.Orders.Where(o => o.OrderNo == "B1").Select(o => o.Id).SingleAsync());
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var rep = await firm.Factory.SignedInAsync(Roles.SalesRep);
            using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
            foreach (var tab in CardPage.Tabs.Append($"Orders/{order}"))
            {
                (await rep.GetAsync(Address(firm.Bakery, tab))).Status.ShouldBe(404, tab);
                (await manager.GetAsync(Address(firm.Bakery, tab))).Status.ShouldBe(200, tab);
            }
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Head_NameTierAndPhone_AreThereToPress()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var page = await browser.GetAsync(Address(firm.Bakery, ""));

        page.Words(".card-head h1")!.ShouldContain("Harbour Bakery");
        page.Words(".card-head h1 .card-local").ShouldBe("港口烘焙");
        page.Page.QuerySelector(".card-head [data-tier]")!.GetAttribute("data-tier").ShouldNotBeNull();
        page.Page.QuerySelector(".card-head a[href^=tel]")!.GetAttribute("href").ShouldBe("tel:+442079460018");
    }

    [Fact]
    public async Task Pager_InAFilteredList_KeepsItsAddressAndItsOrder()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var best = await firm.Factory.WithDbAsync(db => db.CurrentScores
            .OrderByDescending(s => s.Composite ?? -1).ThenByDescending(s => s.CustomerId).Select(s => s.CustomerId).ToListAsync());
        var address = $"/Customers/{best[0]}/Value?sort=-composite";
        var walked = new List<long>();
        while (address is not null)
        {
            var page = await browser.GetAsync(address);
            page.Status.ShouldBe(200);
            walked.Add(long.Parse(page.Page.QuerySelector("[data-customer]")!.GetAttribute("data-customer")!, CultureInfo.InvariantCulture));
            page.Page.QuerySelector(".card-back")!.GetAttribute("href").ShouldBe("/Customers?sort=-composite");
            address = page.Page.QuerySelector("a[data-key=\"]\"]")?.GetAttribute("href");
        }

        walked.ShouldBe(best);
        var last = await browser.GetAsync($"/Customers/{best[^1]}?sort=-composite");
        last.Page.QuerySelector("a[data-key=\"[\"]")!.GetAttribute("href").ShouldBe($"/Customers/{best[^2]}?sort=-composite");
    }

    [Fact]
    public async Task HostileText_OnEveryTab_IsShownAsText()
    {
        await firm.AuditAsync("changed", "customer", """{"phone":["<script>x</script>","<img src=x onerror=y>"],"<b>odd</b>":["<i>1</i>",{"a":1}]}""");
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var order = await firm.Factory.WithDbAsync(db => db.Orders.Where(o => o.OrderNo == "B1").Select(o => o.Id).SingleAsync());
        foreach (var address in CardPage.Tabs.SelectMany(tab => new[] { Address(firm.Hostile, tab), Address(firm.Bakery, tab) }).Append(Address(firm.Bakery, $"Orders/{order}")))
        {
            var page = await browser.GetAsync(address + "?q=%22%3E%3Cscript%3Ez%3C/script%3E");

            page.Status.ShouldBe(200, address);
            page.Page.QuerySelectorAll("main script, main img, main b, main i, main u").ShouldBeEmpty(address);
            page.Page.QuerySelectorAll("a[href^=tel]").ShouldAllBe(a => !a.GetAttribute("href")!.Contains('<'));
        }
    }

    [Fact]
    public async Task Value_ActivitiesOfTheWindow_AddUpToTheCostToServe()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync(Address(firm.Bakery, "Value"));
        var metrics = await firm.Factory.WithDbAsync(db => db.CurrentMetrics.AsNoTracking().SingleAsync(m => m.CustomerId == firm.Bakery));

        var activities = page.Page.QuerySelectorAll("[data-activity]").Select(e => Number(e.GetAttribute("data-activity")!)).ToList();
        activities.ShouldBe([180m, 85.50m]);
        activities.Sum().ShouldBe(metrics.CostToServe - metrics.CarryingCost);
        var bars = page.Page.QuerySelectorAll("[data-bar]").Select(e => Number(e.GetAttribute("data-bar")!)).ToList();
        bars.Count.ShouldBe(6);
        (bars[0] + bars[1] + bars[3] + bars[4]).ShouldBe(bars[5]);
        bars[5].ShouldBe(metrics.GrossProfit - metrics.CostToServe);
        page.Page.QuerySelectorAll("[data-points]").Sum(e => Number(e.GetAttribute("data-points")!))
            .ShouldBe(Number(page.Page.QuerySelector("[data-composite]")!.GetAttribute("data-composite")!));
        page.Page.QuerySelectorAll("[data-guard]").Length.ShouldBe(4);
    }

    [Fact]
    public async Task Value_History_HasAPointForEachRowAndAMarkForEachVersion()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync(Address(firm.Bakery, "Value"));
        var versions = await firm.Factory.WithDbAsync(db => db.ScoreHistory
            .Where(h => h.CustomerId == firm.Bakery).OrderBy(h => h.AsOf).Select(h => h.PolicyVersion).ToListAsync());

        versions.Count.ShouldBeGreaterThan(3);
        page.Page.QuerySelectorAll("#history [data-point]").Length.ShouldBe(versions.Count);
        page.Page.QuerySelectorAll("#history [data-version]").Length.ShouldBe(versions.Zip(versions.Skip(1)).Count(pair => pair.First != pair.Second));
        var marks = page.Page.QuerySelectorAll("#history [data-version]").Select(m => m.GetAttribute("data-version")!).ToList();
        page.Words(".history-versions")!.ShouldContain("Spring <b>rules</b>");
        page.Page.QuerySelectorAll("#history .chart-table tbody tr").Length.ShouldBe(versions.Count + marks.Count);
        page.Page.QuerySelectorAll("#history .chart-table [data-rules-changed]").Select(r => r.GetAttribute("data-rules-changed")!).Order().ShouldBe(marks.Order());
        page.Words("#history [data-rules-changed='2']")!.ShouldContain("Spring <b>rules</b>");
        page.Page.QuerySelector("#history svg")!.GetAttribute("aria-label")!.ShouldContain("Rules changed: version 2 in force from 31 May 2026");
        page.Page.QuerySelector("#history .history-versions a[href='/Scoring/Versions/2']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Value_OnePointOfHistory_SaysWhenItBegins()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var page = await browser.GetAsync(Address(firm.Hostile, "Value"));

        page.Page.QuerySelectorAll("#history [data-point]").Length.ShouldBe(1);
        page.Words("#history")!.ShouldContain("History begins on 30 Jun 2026.");
    }

    [Theory]
    [InlineData("en", "The rules changed")]
    [InlineData("zh-Hans", "规则变了")]
    public async Task Tiers_EveryReason_IsASentence(string language, string rules)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        await browser.ChooseLanguageAsync(language, "/Customers");
        var page = await browser.GetAsync(Address(firm.Bakery, "Tiers"));

        var told = page.Page.QuerySelectorAll("[data-reason]").ToDictionary(e => e.GetAttribute("data-reason")!, e => e.QuerySelector("p")!.TextContent);
        told.Keys.Order().ShouldBe(Enum.GetNames<TierChangeReason>().Order());
        told.Values.Distinct().Count().ShouldBe(told.Count);
        told["Rules"].ShouldStartWith(rules);
        page.Words("[data-reason=Rules] .moved")!.ShouldContain("1,234");
        page.Page.QuerySelectorAll("[data-reason] .event-why").Select(e => e.TextContent).Distinct().Count().ShouldBe(told.Count);
        page.Page.QuerySelectorAll("[data-rules]").Select(a => (a.Closest("[data-reason]")!.GetAttribute("data-reason"), a.GetAttribute("href")))
            .Order().ShouldBe([("Both", "/Scoring/Versions/2#changes"), ("Rules", "/Scoring/Versions/2#changes")]);
    }

    [Fact]
    public async Task Order_LinesAndDays_StandOnIt()
    {
        var orders = await firm.Factory.WithDbAsync(db => db.Orders.ToDictionaryAsync(o => o.OrderNo, o => o.Id));
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var paid = await browser.GetAsync(Address(firm.Bakery, $"Orders/{orders["B1"]}"));
        paid.Words("#order")!.ShouldContain("10");
        paid.Page.QuerySelectorAll("#lines tbody tr").Length.ShouldBe(2);
        paid.Words("#lines tfoot .total").ShouldBe("€1,200.00");

        (await browser.GetAsync(Address(firm.Bakery, $"Orders/{orders["B2"]}"))).Words("#order")!.ShouldContain("unpaid");
        (await browser.GetAsync(Address(firm.Bakery, $"Orders/{orders["B4"]}"))).Words("#order")!.ShouldContain("Return B4");
        (await browser.GetAsync(Address(firm.Bakery, $"Orders/{orders["H1"]}"))).Status.ShouldBe(404, "another customer's order");
    }

    [Fact]
    public async Task Surveys_Answers_SayWhatTheyDo()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var page = await browser.GetAsync(Address(firm.Bakery, "Surveys"));

        page.Page.QuerySelectorAll("#answers tbody tr").Length.ShouldBe(1);
        page.Words("#effect")!.ShouldContain("75.00 points", customMessage: "90 lies half way between 80 and 100");
    }

    [Fact]
    public async Task Overview_MissingFields_AreNamed()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var page = await browser.GetAsync(Address(firm.Bakery, ""));

        page.Page.QuerySelector("[data-completeness]")!.GetAttribute("data-completeness").ShouldBe("7/11");
        page.Words("#completeness")!.ShouldContain("Industry");
        page.Page.QuerySelectorAll("#lately li").Length.ShouldBe(10);
    }

    private static string Address(long id, string tab) => $"/Customers/{id}{(tab.Length == 0 ? "" : "/" + tab)}";

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
