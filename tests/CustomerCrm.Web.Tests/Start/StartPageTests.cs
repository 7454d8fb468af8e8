using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Start;

/// <summary>Where each role begins, and the page that explains the tiers.</summary>
public sealed class StartPageTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    [Theory]
    [InlineData(Roles.SalesRep, "/", "en")]
    [InlineData(Roles.Manager, "/", "zh-Hans")]
    [InlineData(Roles.Admin, "/", "zh-Hans")]
    [InlineData(Roles.Admin, "/", "en")]
    [InlineData(Roles.SalesRep, "/Tiers", "zh-Hans")]
    public async Task Page_EveryFigure_LeadsToExactlySoManyCustomers(string role, string address, string language)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        await browser.ChooseLanguageAsync(language, "/Customers");
        var page = await browser.GetAsync(address);
        page.Status.ShouldBe(200);
        var links = page.Page.QuerySelectorAll("a[data-count]").ToList();
        links.Count.ShouldBeGreaterThan(3);
        foreach (var link in links)
        {
            var list = await browser.GetAsync(link.GetAttribute("href")!);
            list.Page.QuerySelector(".list-count")!.GetAttribute("data-count").ShouldBe(link.GetAttribute("data-count"), link.OuterHtml);
        }
    }

    [Fact]
    public async Task Start_ByRole_OffersWhatTheRoleDoes()
    {
        using var rep = await firm.Factory.SignedInAsync(Roles.SalesRep);
        using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
        using var admin = await firm.Factory.SignedInAsync(Roles.Admin);

        var (ofRep, ofManager, ofAdmin) = (await rep.GetAsync("/"), await manager.GetAsync("/"), await admin.GetAsync("/"));

        ofRep.Page.QuerySelector("a[href='/Dashboard']").ShouldBeNull();
        ofManager.Page.QuerySelector("main a[href='/Dashboard']").ShouldNotBeNull();
        ofManager.Page.QuerySelector("#health").ShouldBeNull();
        ofAdmin.Page.QuerySelector("#health").ShouldNotBeNull();
        ofAdmin.Words("[aria-labelledby=health] .highlights")!.ShouldContain("Version 1");
    }

    [Fact]
    public async Task Start_RepWithCustomersOfHisOwn_SeesThoseAlone()
    {
        var user = await firm.Factory.UserAsync(Roles.SalesRep, "own@firm.example");
        var mine = await firm.IdOfAsync("BUYER-03");
        await firm.OwnAsync(mine, user.Id);
        using var rep = firm.Factory.Browser();
        await rep.SignInAsync(user.Email!, CrmFactory.Password);

        var page = await rep.GetAsync("/");

        page.Words("#book").ShouldBe("My customers");
        page.Page.QuerySelectorAll(".tier-row a[data-count]").Sum(a => int.Parse(a.GetAttribute("data-count")!, CultureInfo.InvariantCulture)).ShouldBe(1);
        foreach (var link in page.Page.QuerySelectorAll(".work a"))
            link.GetAttribute("href").ShouldBe($"/Customers/{mine}");
    }

    [Fact]
    public async Task Start_RepWhoSeesHisOwnAndHasNone_SeesNobody()
    {
        var user = await firm.Factory.UserAsync(Roles.SalesRep, "none@firm.example");
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var rep = firm.Factory.Browser();
            await rep.SignInAsync(user.Email!, CrmFactory.Password);
            var page = await rep.GetAsync("/");

            page.Status.ShouldBe(200);
            page.Page.QuerySelectorAll("a[data-count], .work a").ShouldBeEmpty();
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Theory]
    [InlineData(Roles.SalesRep, "/")]
    [InlineData(Roles.Admin, "/")]
    [InlineData(Roles.Manager, "/Tiers")]
    public async Task Page_Statements_AreFew(string role, string address)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        await browser.GetAsync(address);
        using var counted = StatementCount.Of(firm.Factory.Database);
        await browser.GetAsync(address);

        counted.Count.ShouldBeInRange(2, 8, string.Join("\n\n", counted.Statements));
    }

    [Fact]
    public async Task Start_FirstVisit_ExplainsTheTiersUntilTheReaderSaysSo()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var first = await browser.GetAsync("/");
        first.Page.QuerySelectorAll("#first .tier").Length.ShouldBe(5);

        var done = await browser.SubmitAsync(first, "/", "#first form");

        done.Status.ShouldBe(302);
        done.Location.ShouldBe("/");
        (await browser.GetAsync("/")).Page.QuerySelector("#first").ShouldBeNull();
    }

    [Fact]
    public async Task Tiers_NamesTheRulesInForce()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var page = await browser.GetAsync("/Tiers");

        page.Words("#parts")!.ShouldContain("40%");
        page.Words("#tiers")!.ShouldContain("from 85 points");
        page.Words("#guards")!.ShouldContain("margin under 5%");
        page.Page.QuerySelector("#stories").ShouldBeNull();
        var rated = await firm.Factory.WithDbAsync(db => db.CurrentScores.CountAsync(s => s.ShownTier != Tier.Unrated));
        page.Page.QuerySelectorAll("#tiers a[data-count]").Sum(a => int.Parse(a.GetAttribute("data-count")!, CultureInfo.InvariantCulture)).ShouldBe(rated);
    }
}
