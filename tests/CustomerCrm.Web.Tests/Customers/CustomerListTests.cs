using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Pages.Customers.Listing;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers;

/// <summary>The list: what it finds, counts, sorts and pages, what its address says, and who may see it.</summary>
public sealed class CustomerListTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    private const int MostStatements = 8;

    [Theory]
    [InlineData("", "")]
    [InlineData("q=buyer-1", "buyer-1")]
    [InlineData("q=group", "group")]
    [InlineData("q=nobody", "nobody")]
    public async Task List_Searched_ShowsWhoseNameHasIt(string query, string part)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var expected = await firm.Factory.WithDbAsync(db => db.Customers.Select(c => c.Name).ToListAsync());

        (await NamesAsync(browser, query)).ShouldBe(expected.Where(n => n.Contains(part, StringComparison.OrdinalIgnoreCase)), ignoreOrder: true);
    }

    public static TheoryData<string> Filters => [.. Enum.GetNames<Tier>().Select(t => "tier=" + t)
        .Concat(Enum.GetNames<CustomerFlags>().Where(f => f != "None").Select(f => "flag=" + f))
        .Concat(Enum.GetNames<Lifecycle>().Select(l => "lifecycle=" + l))
        .Concat(Enum.GetNames<Guard>().Where(g => g != "None").Select(g => "guard=" + g))
        .Concat(["oneoff=1", "owner=none", "owner=me", "region=none", "source=none", "tag=99", "tier=Gold,Silver", "since=2026-01-31&move=New",
            "since=2026-01-31&move=Up", "since=2026-07-31&move=Down", "silver=Middle"])];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_OneFilter_MeansThoseTheModelSaysAndCountsThem(string query)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var parts = query.Split('&')[0].Split('=');
        var expected = await firm.Factory.WithDbAsync(async db =>
        {
            var all = await db.CurrentScores.Include(s => s.Customer).AsNoTracking().ToListAsync();
            var once = await db.CurrentMetrics.Where(m => m.OccasionsEver == 1).Select(m => m.CustomerId).ToListAsync();
            return all.Where(s => parts[0] switch
            {
                "tier" => parts[1].Split(',').Contains(s.ShownTier.ToString()),
                "flag" => s.Flags.HasFlag(Enum.Parse<CustomerFlags>(parts[1])),
                "lifecycle" => s.Lifecycle.ToString() == parts[1],
                "guard" => s.Guards.HasFlag(Enum.Parse<Guard>(parts[1])),
                "oneoff" => once.Contains(s.CustomerId),
                "owner" => parts[1] == "none" && s.Customer.OwnerId is null,
                "region" or "source" => true,
                "since" => query.EndsWith("New", StringComparison.Ordinal),
                "silver" => s.SilverReason == SilverReason.Middle,
                _ => false,
            }).Select(s => s.Customer.Name).ToList();
        });

        (await NamesAsync(browser, query)).ShouldBe(expected, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tier=Silver")]
    [InlineData("q=buyer&flag=ThinMargin")]
    [InlineData("owner=none")]
    public async Task QuickFilters_Counts_AreThoseOfTheListsTheyOpen(string query)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var list = await browser.GetAsync("/Customers?sort=name&" + query);
        var quick = list.Page.QuerySelectorAll("#quick a").ToList();
        quick.Count.ShouldBe(10);
        foreach (var chip in quick.Where(c => c.GetAttribute("aria-current") is null))
        {
            var opened = await browser.GetAsync(chip.GetAttribute("href")!);
            chip.QuerySelector("[data-quick-count]")!.GetAttribute("data-quick-count").ShouldBe(CountOf(opened), chip.TextContent);
        }

        foreach (var chip in quick.Where(c => c.GetAttribute("aria-current") is not null))
            chip.QuerySelector("[data-quick-count]")!.GetAttribute("data-quick-count").ShouldBe(CountOf(list));
    }

    [Fact]
    public async Task Chips_TakenAwayOneByOne_LeadBackToEverybody()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var list = await browser.GetAsync("/Customers?tier=Gold,Silver&flag=ThinMargin&owner=me&q=b&since=2026-01-31&move=Any&from=Gold&sort=-profit");
        var chips = 6;
        while (list.Page.QuerySelector(".chosen .chip-on") is { } chip)
        {
            list.Page.QuerySelectorAll(".chosen .chip-on").Length.ShouldBe(chips--);
            list = await browser.GetAsync(chip.GetAttribute("href")!);
        }

        chips.ShouldBe(0);
        CountOf(list).ShouldBe("60");
        list.Page.QuerySelector("[aria-sort=descending] .sort")!.TextContent.ShouldContain("Profit");
    }

    [Theory]
    [InlineData("/Customers")]
    [InlineData("/Customers?sort=-profit&q=buyer&tier=Gold&cols=tier,owner,source,phone,region")]
    [InlineData("/Customers?sort=name&q=王")]
    [InlineData("/Customers?handler=Counts")]
    public async Task List_Statements_AreFew(string address)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        await browser.GetAsync(address);
        using var sent = StatementCount.Of(firm.Factory.Database);

        (await browser.GetAsync(address)).Status.ShouldBe(200);

        sent.Count.ShouldBeInRange(1, MostStatements, string.Join("\n\n", sent.Statements));
    }

    [Fact]
    public async Task Preview_Statements_AreFewAndItSaysTheReason()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var id = await firm.IdOfAsync("GROUP");
        using var sent = StatementCount.Of(firm.Factory.Database);
        var preview = await browser.GetAsync($"/Customers/{id}/Preview");

        sent.Count.ShouldBeInRange(1, MostStatements);
        preview.Words("#preview-body")!.ShouldContain("Silver");
        preview.Words("#preview-body")!.ShouldContain("at least 3");
        preview.Page.QuerySelector("#preview-body a.btn")!.GetAttribute("href").ShouldBe($"/Customers/{id}");
    }

    [Fact]
    public async Task List_RepsSeeTheirOwn_CountsPreviewAndSearchToo()
    {
        var rep = await firm.Factory.UserAsync(Roles.SalesRep);
        var (mine, other) = (await firm.IdOfAsync("BUYER-03"), await firm.IdOfAsync("BUYER-04"));
        await firm.OwnAsync(mine, rep.Id);
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
            var list = await browser.GetAsync("/Customers?sort=name");
            CountOf(list).ShouldBe("1");
            list.Page.QuerySelectorAll("#quick [data-tier], #quick .tier ~ [data-quick-count]").Sum(c => int.Parse(c.TextContent, null)).ShouldBe(1);
            CountOf(await browser.GetAsync("/Customers?q=buyer-04")).ShouldBe("0");
            (await browser.GetAsync($"/Customers/{mine}/Preview")).Status.ShouldBe(200);
            (await browser.GetAsync($"/Customers/{other}/Preview")).Status.ShouldBe(404);
            CountOf(await browser.GetAsync("/Customers?owner=me")).ShouldBe("1");
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Theory]
    [InlineData("tier=gold")]
    [InlineData("sort=password")]
    [InlineData("sort=-")]
    [InlineData("cols=tier,secret")]
    [InlineData("view=999999")]
    [InlineData("view=x")]
    [InlineData("after=x.1")]
    [InlineData("sort=-profit&before=1.2.x")]
    [InlineData("owner=-1")]
    [InlineData("since=31.1.2026")]
    public async Task List_AddressThatMeansNothing_IsNotFound(string query)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        (await browser.GetAsync("/Customers?" + query)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("' OR 1=1;--")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("%00\u0000x")]
    [InlineData("%_\\")]
    [InlineData("\u202E\u200B=cmd|' /C calc'!A0")]
    [InlineData("😀 𠮷 ﷽")]
    public async Task List_HostileSearch_ShowsItAsText(string typed)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var list = await browser.GetAsync("/Customers?sort=name&q=" + Uri.EscapeDataString(typed));

        list.Status.ShouldBe(200);
        list.Page.QuerySelector("main script").ShouldBeNull();
        list.Page.QuerySelector(".nothing-title").ShouldNotBeNull();
        list.Page.QuerySelector("#find input[name=q]")!.GetAttribute("value").ShouldBe(SearchText.Clean(typed));
    }

    [Fact]
    public async Task List_SearchOfManyThousandCharacters_FindsNobody()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var list = await browser.GetAsync("/Customers?q=" + new string('a', 7_000));

        list.Status.ShouldBe(200);
        CountOf(list).ShouldBe("0");
        list.Text.Length.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task List_FormAsSentWithoutScript_IsRedirectedToItsOneAddress()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var answer = await browser.GetAsync("/Customers?sort=-composite&q=&tier=Gold&tier=Silver&owner=&since=&move=Up&from=&to=&cols=owner&cols=tier");

        answer.Status.ShouldBe(302);
        answer.Location.ShouldBe("/Customers?tier=Silver,Gold&sort=-composite&cols=tier,owner");
    }

    [Fact]
    public async Task Card_LinkOfARow_CarriesTheListButNotItsPage()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var first = await browser.GetAsync("/Customers?sort=name&owner=none");
        var second = await browser.GetAsync(first.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        second.Page.QuerySelector("[data-open]")!.GetAttribute("href")!.ShouldEndWith("?owner=none&sort=name");
    }

    [Fact]
    public void Query_OfAnAddress_HasOneForm()
    {
        var list = ListQuery.Read("?cols=phone,tier&tier=Silver,Gold&sort=-profit&q=%E7%8E%8B%20%26");

        list!.Kept.ShouldBe("q=%E7%8E%8B%20%26&tier=Silver,Gold&sort=-profit&cols=tier,phone");
        ListQuery.Read(list.Kept)!.Kept.ShouldBe(list.Kept);
        ListQuery.Everybody.Kept.ShouldBe("");
        list.Filter.Text.ShouldBe("王 &");
    }

    /// <summary>All names of all pages, in the order of the list; no page may repeat or leave out anybody, and the count is theirs.</summary>
    private static async Task<List<string>> NamesAsync(CrmBrowser browser, string query)
    {
        var names = new List<string>();
        var address = "/Customers?sort=name&" + query;
        string? count = null;
        while (address is not null)
        {
            var page = await browser.GetAsync(address);
            page.Status.ShouldBe(200, address);
            count ??= CountOf(page);
            names.AddRange(page.Page.QuerySelectorAll("tbody [data-open]").Select(a => a.TextContent));
            address = page.Page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        names.ShouldBeUnique();
        count.ShouldBe(names.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return names;
    }

    private static string? CountOf(Answer list) => list.Page.QuerySelector("[data-count]")?.GetAttribute("data-count");
}
