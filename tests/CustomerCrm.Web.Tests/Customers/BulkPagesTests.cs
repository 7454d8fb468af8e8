using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers;

/// <summary>Many customers changed from the list without script: who may, what is refused, what taking it back says.</summary>
public sealed class BulkPagesTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    [Fact]
    public async Task Manager_HandsAllResultsOver_IsAskedFirstAndMayTakeItBack()
    {
        using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
        var rep = await firm.Factory.UserAsync(Roles.SalesRep);
        var before = await OwnersAsync();
        var asked = await manager.SubmitAsync("/Customers?sort=name&q=buyer-1", "#bulk", ("Form.All", "1"), Assign, ("Form.Owner", Text(rep.Id)));
        asked.Status.ShouldBe(302);
        (await OwnersAsync()).ShouldBe(before);

        var page = await manager.GetAsync(asked.Location!);
        page.Page.QuerySelector("[data-customers]")!.GetAttribute("data-customers").ShouldBe("10");
        page.Words("h2").ShouldBe("Hand over to Test SalesRep");
        (await manager.SubmitAsync(page, asked.Location!, "[data-confirm]")).Status.ShouldBe(302);
        (await OwnersAsync()).Values.Count(owner => owner == rep.Id).ShouldBe(before.Values.Count(owner => owner == rep.Id) + 10);
        await firm.OwnAsync(await firm.IdOfAsync("BUYER-10"), (await firm.Factory.UserAsync(Roles.Admin)).Id);

        using var sent = StatementCount.Of(firm.Factory.Database);
        var done = await manager.GetAsync(asked.Location!);
        sent.Count.ShouldBeLessThanOrEqualTo(8);
        done.Page.QuerySelector("[data-state]")!.GetAttribute("data-state").ShouldBe("done");
        await manager.SubmitAsync(done, asked.Location!, "[data-undo]");

        var undone = await manager.GetAsync(asked.Location!);
        undone.Page.QuerySelector("[data-left]")!.GetAttribute("data-left").ShouldBe("1");
        undone.Words("[data-left] li")!.ShouldContain("BUYER-10");
        undone.Page.QuerySelector("[data-undo]").ShouldBeNull();
        (await OwnersAsync()).Count(pair => before[pair.Key] != pair.Value).ShouldBe(1);
        (await manager.GetAsync("/Customers/Bulk")).Page.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(0);
        (await manager.GetAsync($"/Customers/{await firm.IdOfAsync("BUYER-11")}/Changes")).Words("#changes")!.ShouldContain("Bulk edit taken back");
    }

    [Fact]
    public async Task Rep_SetsATag_OnHisOwnAndIsToldOfTheRest()
    {
        var rep = await firm.Factory.UserAsync(Roles.SalesRep);
        var (mine, other) = (await firm.IdOfAsync("BUYER-30"), await firm.IdOfAsync("BUYER-31"));
        await firm.OwnAsync(mine, rep.Id);
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        (await browser.GetAsync("/Customers")).Page.QuerySelector("#bulk [name='Form.Owner']").ShouldBeNull();

        var asked = await browser.SubmitAsync("/Customers", "#bulk", ("Form.Page", $"{mine},{other}"), Set, ("Form.Tag", "  the   fair "));

        var page = await browser.GetAsync(asked.Location!);
        page.Words("[data-left-out]").ShouldBe("1 customer left out: not yours to change.");
        await browser.SubmitAsync(page, asked.Location!, "[data-confirm]");
        (await TaggedAsync("the fair")).ShouldBe([mine]);

        using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
        (await manager.GetAsync(asked.Location!)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Edits_OfOthers_AreNotThereForARepNorBeforeTheirYes()
    {
        using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
        using var rep = await firm.Factory.SignedInAsync(Roles.SalesRep);
        using var admin = await firm.Factory.SignedInAsync(Roles.Admin);
        var asked = (await manager.SubmitAsync("/Customers", "#bulk", ("Form.All", "1"), Set, ("Form.Tag", "unsaid"))).Location!;
        var token = (await rep.GetAsync("/Customers")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var before = await firm.Factory.WithDbAsync(Fingerprint.OfAsync);

        (await rep.GetAsync(asked)).Status.ShouldBe(404);
        (await admin.GetAsync(asked)).Status.ShouldBe(404);
        foreach (var handler in new[] { "Confirm", "Undo" })
            (await PostAsync(rep, $"{asked}?handler={handler}", ("form-token", token))).ShouldBe(404);

        (await firm.Factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    public static TheoryData<string, int, string[]> Refused => new()
    {
        { Roles.SalesRep, 403, ["Form.All=1", "Form.Do=assign", "Form.Owner=none"] },
        { Roles.Manager, 400, ["Form.Do=assign", "Form.Owner=none"] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=drop"] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=assign", "Form.Owner=999999"] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=assign", "Form.Owner=x"] },
        { Roles.Manager, 400, ["Form.Page=1,x", "Form.Do=set", "Form.Tag=a"] },
        { Roles.Manager, 400, ["Form.Page=999999", "Form.Do=set", "Form.Tag=a"] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=set", "Form.Tag= "] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=set", "Form.Tag=a|b"] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=take", "Form.Tag=nobody has it"] },
        { Roles.Manager, 400, ["Form.All=1", "Form.Do=set", "Form.Tag=a", "Form.List=tier=9"] },
        { Roles.SalesRep, 400, ["Form.List=owner=none&sort=name", "Form.All=1", "Form.Do=set", "Form.Tag=a"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refused_SaysWhyAndChangesNothing(string role, int status, string[] fields)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        var list = await browser.GetAsync("/Customers");
        var before = await firm.Factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await browser.SubmitAsync(list, "/Customers", "#bulk", [.. fields.Select(f => f.Split('=', 2)).Select(f => (f[0], f[1]))]);

        answer.Status.ShouldBe(status);
        if (status == 400)
            answer.Page.QuerySelectorAll(".field-error, .alert-danger").Select(e => e.TextContent.Trim()).ShouldContain(e => e.Length > 0);
        (await firm.Factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("=cmd|' /C calc'!A0", 400)]
    [InlineData("=1+1'; DROP TABLE tags; --")]
    [InlineData("\u202Etag\u202C 👩‍👩‍👧 展会")]
    [InlineData("{0} %s {{x}}")]
    public async Task Tag_HostileName_IsShownAsText(string tag, int status = 302)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var asked = await browser.SubmitAsync("/Customers?sort=name&q=prospect", "#bulk", ("Form.All", "1"), Set, ("Form.Tag", tag));
        asked.Status.ShouldBe(status);
        asked.Text.ShouldNotContain("<script>alert");
        if (status != 302)
            return;

        await browser.SubmitAsync(asked.Location!, "[data-confirm]");
        foreach (var address in new[] { asked.Location!, "/Customers/Bulk", "/Customers", $"/Customers/{await firm.IdOfAsync("PROSPECT")}/Changes" })
        {
            var page = await browser.GetAsync(address);
            page.Status.ShouldBe(200);
            page.Text.ShouldNotContain("<script>alert");
            page.Page.QuerySelector("img[onerror]").ShouldBeNull();
        }

        (await browser.GetAsync(asked.Location!)).Words("h2").ShouldBe($"Set the tag “{tag}”");
    }

    [Fact]
    public async Task Tag_TooLong_IsRefusedBesideItsField()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);

        var answer = await browser.SubmitAsync("/Customers", "#bulk", ("Form.All", "1"), Set, ("Form.Tag", new string('x', 10_000)));

        answer.Status.ShouldBe(400);
        answer.Words("#bulk-tag-error")!.ShouldContain("longer than 100");
    }

    /// <summary>In a multipart form, where what is no character arrives.</summary>
    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\uD83Db")]
    public async Task Tag_WithWhatIsNoCharacter_IsNeverAFault(string tag)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var token = (await browser.GetAsync("/Customers")).Page.QuerySelector("#bulk input[name=form-token]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("1"), "Form.All" },
            { new StringContent("set"), "Form.Do" },
            { new StringContent(tag), "Form.Tag" },
            { new StringContent(token), "form-token" },
        };

        ((int)(await browser.Client.PostAsync("/Customers/Bulk/New", form)).StatusCode).ShouldBe(tag.Contains('\0') ? 400 : 302);
    }

    [Fact]
    public async Task AllResults_RepsSeeTheirOwn_ReachesNobodyElse()
    {
        var rep = await firm.Factory.UserAsync(Roles.SalesRep);
        var mine = await firm.IdOfAsync("BUYER-40");
        await firm.OwnAsync(mine, rep.Id);
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
            var asked = await browser.SubmitAsync("/Customers", "#bulk", ("Form.All", "1"), Set, ("Form.Tag", "hidden"));
            (await browser.GetAsync(asked.Location!)).Page.QuerySelector("[data-left-out]").ShouldBeNull();
            await browser.SubmitAsync(asked.Location!, "[data-confirm]");

            var owned = (await OwnersAsync()).Where(pair => pair.Value == rep.Id).Select(pair => pair.Key);
            (await TaggedAsync("hidden")).ShouldBe(owned, ignoreOrder: true);
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    private static (string, string) Assign => ("Form.Do", "assign");

    private static (string, string) Set => ("Form.Do", "set");

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static async Task<int> PostAsync(CrmBrowser browser, string address, params (string Name, string Value)[] fields) =>
        (int)(await browser.Client.PostAsync(address, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))))).StatusCode;

    private Task<Dictionary<long, long?>> OwnersAsync() =>
        firm.Factory.WithDbAsync(db => db.Customers.ToDictionaryAsync(c => c.Id, c => c.OwnerId));

    private Task<List<long>> TaggedAsync(string tag) =>
        firm.Factory.WithDbAsync(db => db.Customers.Where(c => c.Tags.Any(t => t.Name == tag)).Select(c => c.Id).ToListAsync());
}
