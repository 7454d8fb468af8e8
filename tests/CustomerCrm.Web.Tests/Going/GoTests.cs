using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Customers;

namespace CustomerCrm.Web.Tests.Going;

/// <summary>The command menu: whom and what it finds, for whom, and that nothing in it leads nowhere.</summary>
public sealed class GoTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    private const int MostStatements = 4;

    [Theory]
    [InlineData(Roles.SalesRep)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Admin)]
    public async Task EveryWay_IsOpenToItsReader(string role)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        var mine = await firm.IdOfAsync("BUYER-01");
        await firm.OwnAsync(mine, (await firm.Factory.UserAsync(role)).Id);
        var menu = await browser.GetAsync($"/Go?customer={mine}");
        var ways = menu.Page.QuerySelectorAll("[data-way]").Select(a => a.GetAttribute("href")!).ToList();

        ways.ShouldContain("/Customers");
        ways.Contains("/Dashboard").ShouldBe(role != Roles.SalesRep);
        ways.Contains("/Jobs").ShouldBe(role == Roles.Admin);
        foreach (var way in ways)
            (await browser.GetAsync(way)).Status.ShouldBe(200, way);
    }

    [Theory]
    [InlineData("buyer-1", 8)]
    [InlineData("GROUP", 1)]
    [InlineData("nobody at all", 0)]
    [InlineData("<script>alert(1)</script>", 0)]
    [InlineData("%00", 0)]
    [InlineData("' OR 1=1 --", 0)]
    public async Task Customers_ByWhatWasTyped_AreAtMostEight(string typed, int expected)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        await browser.GetAsync("/Go");
        foreach (var address in new[] { "/Go?q=", "/Go?handler=Results&q=" })
        {
            using var sent = StatementCount.Of(firm.Factory.Database);
            var answer = await browser.GetAsync(address + Uri.EscapeDataString(typed) + "&customer=1");
            sent.Count.ShouldBeLessThanOrEqualTo(MostStatements, string.Join('\n', sent.Statements));
            answer.Status.ShouldBe(200);
            answer.Text.ShouldNotContain("<script>alert");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Page.QuerySelectorAll("[data-way][href^='/Customers/']").Count(a => a.QuerySelector(".tier") is not null).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Customers_AWholeKeyCardOrPhone_StandFirst()
    {
        await firm.Factory.WithDbAsync(async db =>
        {
            db.Add(Given(new("KEY-7", "Zacharias"), "card", null));
            db.Add(Given(new("KEY-77", "Aaron"), "KEY-7-CARD", "+44 20 7946 0018"));
            db.Add(Given(new("KEY-777", "Abel"), null, "+44 20 7946 00181"));
            return await db.SaveChangesAsync();

            Domain.Customers.Customer Given((string Key, string Name) who, string? card, string? phone)
            {
                var customer = new Domain.Customers.Customer(who.Key, who.Name, Domain.Customers.CustomerKind.Company, DateTimeOffset.UtcNow);
                var entry = db.Entry(customer);
                entry.Property(c => c.MemberCardNo).CurrentValue = card;
                entry.Property(c => c.Phone).CurrentValue = phone;
                return customer;
            }
        });
        await firm.RecomputeAsync();
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);

        (await FirstAsync(browser, "key-7")).ShouldBe("Zacharias");
        (await FirstAsync(browser, "KEY-7-CARD")).ShouldBe("Aaron");
        (await FirstAsync(browser, "+44 (20) 7946 0018")).ShouldBe("Aaron");
        (await FirstAsync(browser, "+44 20 7946 00181")).ShouldBe("Abel");
    }

    [Fact]
    public async Task Customers_RepsSeeTheirOwn_OthersAreNotFound()
    {
        await firm.OwnAsync(await firm.IdOfAsync("BUYER-21"), (await firm.Factory.UserAsync(Roles.SalesRep)).Id);
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
            (await FirstAsync(browser, "BUYER-21")).ShouldBe("BUYER-21");
            (await FirstAsync(browser, "BUYER-22")).ShouldBeNull();
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Pages_InChinese_AreFoundByTheirName()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        await browser.ChooseLanguageAsync("zh-Hans", "/Customers");

        (await browser.GetAsync("/Go?q=批量")).Page.QuerySelector("[data-way]")!.GetAttribute("href").ShouldBe("/Customers/Bulk");
        await browser.ChooseLanguageAsync("en", "/Customers");
    }

    private static async Task<string?> FirstAsync(CrmBrowser browser, string typed) =>
        (await browser.GetAsync("/Go?q=" + Uri.EscapeDataString(typed))).Page.QuerySelector("[data-way]:has(.tier) .go-name")?.TextContent.Trim();
}
