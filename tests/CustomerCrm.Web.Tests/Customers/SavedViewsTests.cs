using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers;

/// <summary>Views: kept, shared, renamed, opened with, deleted, by whom; what is changed is told.</summary>
public sealed class SavedViewsTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    private readonly CrmFactory _factory = firm.Factory;

    [Fact]
    public async Task View_KeptOpenedAndChanged_IsToldAndKeptAgain()
    {
        using var browser = await NewcomerAsync("one@firm.example");
        var list = await KeepAsync(browser, "tier=Gold&sort=-profit&cols=tier,profit", "Gold by profit");
        list.ShouldStartWith("/Customers?tier=Gold&sort=-profit&cols=tier,profit&view=");
        var opened = await browser.GetAsync("/Customers?" + list[list.IndexOf("view=", StringComparison.Ordinal)..]);
        opened.Location.ShouldBe(list);

        (await browser.GetAsync(list)).Page.QuerySelector("[data-view-changed]").ShouldBeNull();
        var other = list.Replace("tier=Gold", "tier=Silver", StringComparison.Ordinal);
        var changed = await browser.GetAsync(other);
        changed.Page.QuerySelector("[data-view-changed]").ShouldNotBeNull();
        var kept = await browser.SubmitAsync(changed, other, "[data-view-changed] form");
        kept.Location.ShouldBe(other);
        (await browser.GetAsync(other)).Page.QuerySelector("[data-view-changed]").ShouldBeNull();
    }

    [Fact]
    public async Task View_NameTakenEmptyOrTooLong_IsSaidBesideTheField()
    {
        using var browser = await NewcomerAsync("two@firm.example");
        await KeepAsync(browser, "tier=Gold", "Mine 我的");
        foreach (var name in new[] { "Mine 我的", "  ", "\u0001\t", new string('x', 61) })
        {
            var refused = await browser.SubmitAsync("/Customers/Views/New?tier=Silver", "main form", ("Form.Name", name));
            refused.Status.ShouldBe(400, name);
            refused.Words("#Form_Name-error")!.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("'; DROP TABLE saved_views;--")]
    [InlineData("{0} \u202E 😀 =1+1")]
    public async Task View_HostileName_IsText(string name)
    {
        using var browser = await NewcomerAsync($"h{name.Length}@firm.example");
        var list = await browser.GetAsync(await KeepAsync(browser, "tier=Gold", name));

        list.Status.ShouldBe(200);
        list.Page.QuerySelector("main img").ShouldBeNull();
        list.Text.ShouldNotContain("<img src=x");
        list.Page.QuerySelectorAll(".view-menu .dropmenu-row .view-name").Select(n => n.TextContent).ShouldContain(name);
        (await browser.GetAsync("/Customers/Views")).Page.QuerySelector("main img").ShouldBeNull();
    }

    [Fact]
    public async Task View_OfAColleague_IsSeenWhenSharedAndChangedByNobodyElse()
    {
        using var owner = await NewcomerAsync("owner@firm.example");
        await KeepAsync(owner, "tier=Gold", "Owner private");
        await KeepAsync(owner, "tier=Silver", "Owner shared", ("Form.Shared", "true"));
        var ids = await _factory.WithDbAsync(db => db.SavedViews.Where(v => v.Name.StartsWith("Owner")).OrderBy(v => v.Name).Select(v => v.Id).ToListAsync());
        var (hidden, shared) = (ids[0], ids[1]);

        using var colleague = await NewcomerAsync("colleague@firm.example", Roles.Manager);
        var menu = await colleague.GetAsync("/Customers");
        menu.Text.ShouldContain("Owner shared");
        menu.Text.ShouldNotContain("Owner private");
        (await colleague.GetAsync($"/Customers?view={hidden}")).Status.ShouldBe(404);
        (await colleague.GetAsync($"/Customers?view={shared}")).Status.ShouldBe(302);
        foreach (var (handler, field) in new[] { ("Rename", ("Form.Name", "stolen")), ("Delete", ("x", "x")), ("Keep", ("query", "tier=Adjust")) })
        {
            (await PostAsync(colleague, handler, shared, field)).Status.ShouldBe(403, handler);
            (await PostAsync(colleague, handler, hidden, field)).Status.ShouldBe(404, handler);
        }

        using var admin = await _factory.SignedInAsync(Roles.Admin);
        (await PostAsync(admin, "Rename", hidden, ("Form.Name", "stolen"))).Status.ShouldBe(404);
        (await PostAsync(admin, "Rename", shared, ("Form.Name", "By admin"), ("Form.Shared", "true"))).Status.ShouldBe(302);
        (await _factory.WithDbAsync(db => db.SavedViews.OrderBy(v => v.Id).Where(v => ids.Contains(v.Id)).Select(v => v.Name + "|" + v.Query).ToListAsync()))
            .ShouldBe(["Owner private|tier=Gold", "By admin|tier=Silver"]);
        var subject = shared.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (await _factory.WithDbAsync(db => db.AuditEntries.CountAsync(a => a.Subject == "saved_views" && a.SubjectId == subject && a.Action == "changed")))
            .ShouldBe(1);
    }

    [Fact]
    public async Task Default_StandardOrKept_OpensTheListUntilItIsTakenAwayOrDeleted()
    {
        using var browser = await NewcomerAsync("three@firm.example");
        (await browser.SubmitAsync("/Customers/Views", "form[action*='standard=mine']")).Status.ShouldBe(302);
        (await browser.GetAsync("/Customers")).Location.ShouldBe("/Customers?owner=me&sort=-composite&view=mine");

        var list = await KeepAsync(browser, "tier=Develop", "Mine to grow");
        (await browser.SubmitAsync("/Customers/Views", "[data-default]")).Status.ShouldBe(302);
        (await browser.GetAsync("/Customers")).Location.ShouldBe(list);
        (await browser.GetAsync("/Customers?sort=-composite")).Status.ShouldBe(200);

        (await browser.SubmitAsync("/Customers/Views", "[data-delete]")).Status.ShouldBe(302);
        (await browser.GetAsync("/Customers")).Status.ShouldBe(200);
        (await browser.GetAsync(list)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/Customers/Views?handler=Delete&id=1")]
    [InlineData("/Customers/Views?handler=Keep&id=1")]
    [InlineData("/Customers/Views?handler=Default&standard=mine")]
    [InlineData("/Customers/Views/New?tier=Gold")]
    public async Task Post_WithoutTheFormsToken_IsRefused(string address)
    {
        using var browser = await NewcomerAsync("four@firm.example");
        var answer = await browser.Client.PostAsync(address, new FormUrlEncodedContent([new("Form.Name", "x")]));

        ((int)answer.StatusCode).ShouldBe(400);
        (await _factory.WithDbAsync(db => db.SavedViews.AnyAsync(v => v.Name == "x"))).ShouldBeFalse();
    }

    private static async Task<Answer> PostAsync(CrmBrowser browser, string handler, long id, params (string, string)[] fields)
    {
        var token = (await browser.GetAsync("/Customers/Views")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/Customers/Views?handler={handler}&id={id}")
        {
            Content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)), new("form-token", token)]),
        });
    }

    private static async Task<string> KeepAsync(CrmBrowser browser, string query, string name, params (string, string)[] more)
    {
        var answer = await browser.SubmitAsync("/Customers/Views/New?" + query, "main form", [("Form.Name", name), .. more]);
        answer.Status.ShouldBe(302);
        return answer.Location!;
    }

    private async Task<CrmBrowser> NewcomerAsync(string email, string role = Roles.SalesRep)
    {
        await _factory.UserAsync(role, email);
        var browser = _factory.Browser();
        (await browser.SignInAsync(email, CrmFactory.Password)).Status.ShouldBe(302);
        return browser;
    }
}
