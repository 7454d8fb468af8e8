using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Firms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Customers;

/// <summary>The list and the card over a small firm, as each role, in both languages, under both settings of the row filter.</summary>
public sealed class CustomerPagesTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    [Theory]
    [InlineData(Roles.SalesRep)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Admin)]
    public async Task List_EveryRole_ShowsAllCustomersBestFirst(string role)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        var list = await browser.GetAsync("/Customers");

        list.Page.QuerySelector("[data-count]")!.GetAttribute("data-count").ShouldBe("60");
        var names = list.Page.QuerySelectorAll("tbody td:first-child a").Select(a => a.TextContent).ToList();
        names.Count.ShouldBe(50);
        names[^1].ShouldNotBe("Prospect");
        var next = list.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var rest = await browser.GetAsync(next);
        var others = rest.Page.QuerySelectorAll("tbody td:first-child a").Select(a => a.TextContent).ToList();
        others.Count.ShouldBe(10);
        names.Intersect(others).ShouldBeEmpty();
        others[^1].ShouldBe("Prospect");
        rest.Page.QuerySelector("a[rel=next]").ShouldBeNull();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Card_EveryCustomer_PointsAddUpToTheCompositeAsKept(string language)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        await browser.ChooseLanguageAsync(language, "/Customers");
        var scores = await firm.Factory.WithDbAsync(db => db.CurrentScores.AsNoTracking().ToListAsync());
        foreach (var score in scores)
        {
            var card = await browser.GetAsync($"/Customers/{score.CustomerId}");

            card.Status.ShouldBe(200);
            card.Page.QuerySelector("[data-tier]")!.GetAttribute("data-tier").ShouldBe(score.ShownTier.ToString());
            var points = card.Page.QuerySelectorAll("[data-points]").Select(p => Number(p.GetAttribute("data-points")!)).ToList();
            if (score.Composite is { } composite)
            {
                points.Count.ShouldBe(3);
                points.Sum().ShouldBe(composite / 100m);
                Number(card.Page.QuerySelector("[data-composite]")!.GetAttribute("data-composite")!).ShouldBe(composite / 100m);
            }
            else
            {
                points.ShouldBeEmpty();
                card.Page.QuerySelector("[data-composite]").ShouldBeNull();
            }
        }

        scores.Select(s => s.ShownTier).Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Card_CappedByAGuard_SaysWhatIsNeeded()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var card = await browser.GetAsync($"/Customers/{await firm.IdOfAsync("GROUP")}");

        card.Words(".reasons")!.ShouldContain("Too few purchase days: 2 in the window. A tier above Silver needs at least 3.");
        card.Words(".card-head [data-tier] .tier").ShouldBe("Silver");
    }

    [Fact]
    public async Task Card_Pinned_ShowsThePinAndTheComputedTierBesideIt()
    {
        var id = await firm.IdOfAsync("BUYER-07");
        await firm.Factory.WithDbAsync(async db =>
        {
            db.PinnedTiers.Add(new PinnedTier
            {
                CustomerId = id,
                Tier = Tier.Platinum,
                FromOn = SmallFirm.Today,
                UntilOn = SmallFirm.Today.AddDays(30),
                Reason = "fair of the year",
                PinnedBy = "Mia",
                PinnedAt = DateTimeOffset.UnixEpoch,
            });
            return await db.SaveChangesAsync();
        });
        await firm.RecomputeAsync();

        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var card = await browser.GetAsync($"/Customers/{id}");
        card.Page.QuerySelector("[data-tier]")!.GetAttribute("data-tier").ShouldBe("Platinum");
        card.Words(".reasons")!.ShouldContain("fair of the year");
        card.Words(".card-computed")!.ShouldContain("computed:");
    }

    [Fact]
    public async Task Pages_RepsSeeTheirOwn_OthersAreNotThere()
    {
        var rep = await firm.Factory.UserAsync(Roles.SalesRep);
        var mine = await firm.IdOfAsync("BUYER-01");
        var other = await firm.IdOfAsync("BUYER-02");
        await firm.OwnAsync(mine, rep.Id);
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
            var list = await browser.GetAsync("/Customers");
            list.Page.QuerySelector("[data-count]")!.GetAttribute("data-count").ShouldBe("1");
            list.Page.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
            foreach (var page in new[] { "", "/Orders", "/Costs" })
            {
                (await browser.GetAsync($"/Customers/{mine}{page}")).Status.ShouldBe(200);
                (await browser.GetAsync($"/Customers/{other}{page}")).Status.ShouldBe(404);
            }

            using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
            (await manager.GetAsync($"/Customers/{other}")).Status.ShouldBe(200);
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Theory]
    [InlineData("/Customers/999999999")]
    [InlineData("/Customers/abc")]
    [InlineData("/Customers?after=x")]
    [InlineData("/Customers?after=1.2.3")]
    [InlineData("/Customers/1/Orders?before=2026-13-01.5")]
    public async Task Pages_WrongAddress_NothingIsHere(string address)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        (await browser.GetAsync(address)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Facts_OlderPages_HoldEveryOrderOnce()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var address = $"/Customers/{await firm.IdOfAsync("MANY")}/Orders";
        var numbers = new List<string>();
        while (address is not null)
        {
            var page = await browser.GetAsync(address);
            numbers.AddRange(page.Page.QuerySelectorAll("tbody td:nth-child(2)").Select(c => c.TextContent.Trim()));
            address = page.Page.QuerySelector(".paging a[rel=next]")?.GetAttribute("href");
        }

        numbers.Count.ShouldBe(230);
        numbers.Distinct().Count().ShouldBe(230);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Sixty customers of all kinds, scored once.</summary>
    public sealed class SmallFirm : IAsyncLifetime
    {
        public static readonly DateOnly Today = new(2026, 6, 30);

        public CrmFactory Factory { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Factory = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
            var orders = new List<string>();
            for (var n = 1; n <= 57; n++)
            {
                orders.AddRange(Enumerable.Range(0, 2 + (n % 9)).Select(i => string.Create(
                    CultureInfo.InvariantCulture,
                    $"B{n}-{i},BUYER-{n:00},{Today.AddDays(-5 - (n % 7 * 20) - (i * 30)):yyyy-MM-dd},{100 + (n * 37.25m):F2},{(n % 5 == 0 ? "" : (90 + (n * 20m)).ToString("F2", CultureInfo.InvariantCulture))}")));
            }

            orders.AddRange(Enumerable.Range(0, 2).Select(i => $"G{i},GROUP,{Today.AddDays(-40 * (i + 1)):yyyy-MM-dd},90000.00,40000.00"));
            orders.AddRange(Enumerable.Range(0, 230).Select(i => $"M{i:000},MANY,{Today.AddDays(-i / 3):yyyy-MM-dd},10.00,5.00"));
            await ImportAsync(ImportKind.Customers, "customer_key,name\nPROSPECT,Prospect\n");
            await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net,cost_of_goods\n" + string.Join('\n', orders) + "\n");
            await RecomputeAsync();
        }

        public async Task DisposeAsync() => await Factory.DisposeAsync();

        public Task RecomputeAsync() =>
            Factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(Today, null, "test"), default);

        public Task<long> IdOfAsync(string key) =>
            Factory.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey == key).Select(c => c.Id).SingleAsync());

        public Task OwnAsync(long customerId, long ownerId) => Factory.WithDbAsync(async db =>
        {
            (await db.Customers.SingleAsync(c => c.Id == customerId)).AssignOwner(ownerId, DateTimeOffset.UtcNow);
            return await db.SaveChangesAsync();
        });

        public async Task SetRepsSeeAsync(Visibility visibility)
        {
            await Factory.WithDbAsync(async db =>
            {
                (await db.Firms.SingleAsync()).RepsSee = visibility;
                return await db.SaveChangesAsync();
            });
            await Factory.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
        }

        private async Task ImportAsync(ImportKind kind, string csv)
        {
            var path = Factory.Database.Write(ImportKinds.NameOf(kind) + ".csv", csv);
            var result = await Factory.Services.GetRequiredService<Importer>().ApplyAsync(
                kind, path, new ImportOptions(CreateCustomers: true), "test", null, default);
            result.ShouldBeOfType<ImportResult.Applied>();
        }
    }
}
