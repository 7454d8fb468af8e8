using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Edit;

/// <summary>Phones, addresses and people: entered, corrected, removed and put back; each moves the customer's version.</summary>
public sealed class PartsTests(EditFirm firm) : IClassFixture<EditFirm>
{
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "Phones", "Number", "#phones [data-phone]" },
        { "Addresses", "Street", "#addresses [data-address]" },
        { "People", "Name", "#people [data-contact]" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Part_EnteredCorrectedRemoved_IsPutBack(string kind, string field, string line)
    {
        // A clock as coarse as what the database keeps: whoever comes in the same tick is noticed all the same.
        firm.Factory.Clock.Now = new DateTimeOffset(firm.Factory.Clock.Now.Ticks / 10 * 10, TimeSpan.Zero);
        var id = await firm.AddAsync("PART-" + kind, firm.Rep);
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var version = (await firm.CustomerAsync(id)).Version;
        (await browser.SubmitAsync($"/Customers/{id}/{kind}", "main form", ("Form." + field, "+44 117 496 0777"))).Location.ShouldBe($"/Customers/{id}/Contacts");
        (await firm.CustomerAsync(id)).Version.ShouldNotBe(version);
        var tab = await browser.GetAsync($"/Customers/{id}/Contacts");
        var edit = tab.Page.QuerySelector($"{line} .part-acts a")!.GetAttribute("href")!;
        var unchanged = await firm.FingerprintAsync();
        await browser.SubmitAsync(edit, "main form");
        (await firm.FingerprintAsync()).ShouldBe(unchanged);
        (await browser.SubmitAsync(edit, "main form", ("Form." + field, "+44 117 496 0888"))).Status.ShouldBe(302);

        tab = await browser.GetAsync($"/Customers/{id}/Contacts");
        tab.Words(line)!.ShouldContain("0888");
        (await browser.SubmitAsync(tab, $"/Customers/{id}/Contacts", line + " form")).Status.ShouldBe(302);
        tab = await browser.GetAsync($"/Customers/{id}/Contacts");
        tab.Page.QuerySelector(line).ShouldBeNull();
        tab.Words("#removed")!.ShouldContain("0888");
        await browser.SubmitAsync(tab, $"/Customers/{id}/Contacts", "#removed form");
        tab = await browser.GetAsync($"/Customers/{id}/Contacts");
        tab.Words(line)!.ShouldContain("0888");
        tab.Page.QuerySelector("#removed").ShouldBeNull();
        (await browser.GetAsync($"/Customers/{id}/Changes")).Page.QuerySelectorAll("[data-audit]").Length.ShouldBeGreaterThan(3);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Part_Hostile_IsEncodedOrRefused(string kind, string field, string line)
    {
        var id = await firm.AddAsync("HOSTILE-" + kind, firm.Rep);
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var before = await firm.FingerprintAsync();
        var address = $"/Customers/{id}/{kind}";
        var fields = (await browser.GetAsync(address)).Page.QuerySelectorAll("main .form-control, main .form-select").Select(f => f.GetAttribute("name")!).ToList();
        foreach (var text in Hostile.Refused)
        {
            foreach (var name in fields)
                (await browser.SubmitAsync(address, "main form", ("Form." + field, "fine"), (name, text))).Status.ShouldBe(400, name);
        }

        (await browser.SubmitAsync(address, "main form", ("Form." + field, "  "))).Status.ShouldBe(400);
        (await firm.FingerprintAsync()).ShouldBe(before);
        foreach (var text in Hostile.Kept)
            (await browser.SubmitAsync(address, "main form", ("Form." + field, text))).Status.ShouldBe(302, text);
        var tab = await browser.GetAsync($"/Customers/{id}/Contacts");
        tab.Page.QuerySelectorAll(line).Length.ShouldBe(Hostile.Kept.Length);
        tab.Page.QuerySelectorAll("main script, main img").ShouldBeEmpty();
    }

    [Fact]
    public async Task Contact_WithAPersonality_BringsAdvice()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        await browser.SubmitAsync(
            $"/Customers/{firm.Own}/People", "main form", ("Form.Name", "Ann Lee"), ("Form.Personality", "Analytical"), ("Form.Birthday", "1980-02-29"),
            ("Form.Interests", "Sailing\nChess"), ("Form.Phone", "+44 117 496 0321"));

        var tab = await browser.GetAsync($"/Customers/{firm.Own}/Contacts");
        tab.Words("#people .advice")!.ShouldContain("Bring figures");
        (await browser.GetAsync("/Customers?q=0117+496+0321")).Page.QuerySelector($"[data-row='{firm.Own}']").ShouldNotBeNull();
        (await browser.SubmitAsync($"/Customers/{firm.Own}/People", "main form", ("Form.Name", "X"), ("Form.Personality", "3"))).Status.ShouldBe(400);
        await firm.Factory.WithDbAsync(db => db.Contacts.Where(c => c.CustomerId == firm.Own).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task List_BeforeAnyScore_ShowsWhoWasEntered()
    {
        await using var crm = await CrmFactory.StartAsync();
        using var browser = await crm.SignedInAsync(Roles.Manager);
        await browser.SubmitAsync("/Customers/New", "form[data-customer-form]", ("Form.Name", "First Ever"), ("Form.City", "Bath"), ("Form.Phone", "+44 117 496 0100"));

        var list = await browser.GetAsync("/Customers");
        list.Page.QuerySelectorAll("[data-row]").Length.ShouldBe(1);
        list.Words("[data-row]")!.ShouldContain("not scored yet");
        list.Words("[data-row]")!.ShouldContain("Bath");
        list.Words("[data-row]")!.ShouldContain("Test Manager");
        list.Words("[data-unscored]")!.ShouldContain("enter an order");
        foreach (var (query, found) in new[] { ("q=first", 1), ("q=0117", 1), ("q=nobody", 0), ("owner=me", 1), ("tier=Gold", 0), ("archived=1", 0) })
            (await browser.GetAsync("/Customers?" + query)).Page.QuerySelectorAll("[data-row]").Length.ShouldBe(found, query);
    }
}
