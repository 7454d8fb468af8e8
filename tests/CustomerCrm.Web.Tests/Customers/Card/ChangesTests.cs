using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Card;

/// <summary>Audit entries as words: no JSON, no ids.</summary>
public sealed class ChangesTests(CardFirm firm) : IClassFixture<CardFirm>
{
    [Theory]
    [InlineData("en", "created", "tier pin", """{"tier":[null,4],"untilOn":[null,"2026-07-31"],"pinnedBy":[null,"Mia"]}""", "Pinned tier added", "Gold", "31 Jul 2026")]
    [InlineData("zh-Hans", "created", "tier pin", """{"tier":[null,4],"untilOn":[null,"2026-07-31"]}""", "新增固定等级", "黄金级", "2026年7月31日")]
    [InlineData("en", "changed", "customer", """{"estimatedAnnualSpend":[null,9000.50],"changedAt":["2026-01-01","2026-01-02"]}""", "Customer changed", "Est. annual spend", "€9,000.50")]
    [InlineData("zh-Hans", "changed", "customer", """{"kind":[1,2]}""", "更改客户资料", "公司", "个人")]
    [InlineData("en", "changed", "orders", """{"net":[10.5,12],"kind":[1,2],"paidOn":[null,"2026-06-01"]}""", "Order changed", "10.50", "12.00")]
    [InlineData("en", "removed", "cost_entries", """{"costNo":["K9",null],"amount":[12.5,null]}""", "Cost entry removed", "K9", "€12.50")]
    [InlineData("en", "created", "survey_answers", """{"satisfaction":[null,80]}""", "Survey answer added", "Satisfaction", "80")]
    [InlineData("en", "erased", "letters", """{"pages":2}""", "letters: erased", "Mia", "1 Jun 2026 09:30")]
    public async Task Change_OfEachKind_IsToldInWords(string language, string action, string subject, string details, string did, string one, string other)
    {
        await firm.AuditAsync(action, subject, details);
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        await browser.ChooseLanguageAsync(language, "/Customers");
        var page = await browser.GetAsync($"/Customers/{firm.Bakery}/Changes");

        var newest = page.Page.QuerySelector("[data-audit]")!;
        newest.QuerySelector("strong")!.TextContent.ShouldBe(did);
        newest.TextContent.ShouldContain(one);
        newest.TextContent.ShouldContain(other);
        newest.TextContent.ShouldNotContain("changedAt");
        newest.TextContent.ShouldNotContain("{");
    }

    [Fact]
    public async Task Change_WithIds_NamesWhatTheyAreOf()
    {
        var user = await firm.Factory.UserAsync(Roles.Manager);
        var (region, tag, customer) = await firm.Factory.WithDbAsync(async db => (
            await db.Regions.Select(r => r.Id).FirstAsync(), await db.Tags.Select(t => t.Id).FirstAsync(), firm.Prospect));
        await firm.AuditAsync("changed", "customer", $$"""{"ownerId":[999999,{{user.Id}}],"regionId":[null,{{region}}],"referredById":[null,{{customer}}]}""");
        await firm.AuditAsync("created", "customer_tags", "{}", $"{firm.Bakery}/{tag}");
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        await browser.GetAsync($"/Customers/{firm.Bakery}/Changes");
        using var counted = StatementCount.Of(firm.Factory.Database);
        var page = await browser.GetAsync($"/Customers/{firm.Bakery}/Changes");

        var told = page.Page.QuerySelectorAll("[data-audit]").Take(2).Select(e => e.TextContent).ToList();
        told[0].ShouldContain("regular");
        told[1].ShouldContain(user.DisplayName);
        told[1].ShouldContain("Europe");
        told[1].ShouldContain("Prospect");
        told[1].ShouldContain("(no longer there)");
        counted.Count.ShouldBeLessThanOrEqualTo(8, string.Join("\n\n", counted.Statements));
    }

    [Fact]
    public async Task Changes_None_SaysWhichImportWroteTheCustomer()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var page = await browser.GetAsync($"/Customers/{firm.Hostile}/Changes");

        page.Words("#changes")!.ShouldContain("Imports are recorded as a whole");
        (await browser.GetAsync($"/Customers/{firm.Hostile}/Changes?before=x")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Changes_OlderPages_HoldEachEntryOnce()
    {
        for (var i = 0; i < 60; i++)
            await firm.AuditAsync("changed", "customer", $$"""{"city":["a","b{{i}}"]}""");
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var all = await firm.Factory.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.CustomerId == firm.Bakery));
        var ids = new List<string>();
        for (string? address = $"/Customers/{firm.Bakery}/Changes"; address is not null;)
        {
            var page = await browser.GetAsync(address);
            ids.AddRange(page.Page.QuerySelectorAll("[data-audit]").Select(e => e.GetAttribute("data-audit")!));
            address = page.Page.QuerySelector(".paging a[rel=next]")?.GetAttribute("href");
        }

        ids.Count.ShouldBe(all);
        ids.ShouldBeUnique();
    }
}
