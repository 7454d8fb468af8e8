using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Edit;

/// <summary>Entering and correcting customers: what is kept, what is refused, who may.</summary>
public sealed class CustomerFormTests(EditFirm firm) : IClassFixture<EditFirm>
{
    private const string Form = "form[data-customer-form]";

    [Fact]
    public async Task New_ByARep_IsHisOwnScoredAndFoundAtOnce()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var answer = await browser.SubmitAsync(
            "/Customers/New", Form, ("Form.Name", " Quay  Coffee "), ("Form.Phone", "+44 117 496 0100"), ("Form.Tags", "new, regular、new"), ("Form.OwnerId", "1"));

        answer.Status.ShouldBe(302);
        var customer = await firm.CustomerAsync(long.Parse(answer.Location!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));
        (customer.Name, customer.OwnerId, customer.Kind).ShouldBe(("Quay Coffee", firm.Rep.Id, CustomerKind.Company));
        customer.CustomerKey.ShouldMatch("^N-[2-9A-Z]{7}$");
        customer.Tags.Select(t => t.Name).Order().ShouldBe(["new", "regular"]);
        (await browser.GetAsync(answer.Location!)).Words(".flash")!.ShouldContain("Quay Coffee");
        (await browser.GetAsync("/Customers?q=0117+496")).Page.QuerySelector($"[data-row='{customer.Id}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task New_TheSameFormTwice_IsOneCustomer()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var shown = await browser.GetAsync("/Customers/New");
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.SubmitAsync(shown, "/Customers/New", Form, ("Form.Name", "Twice Pressed"), ("Anyway", "true"))));
        var third = await browser.SubmitAsync(shown, "/Customers/New", Form, ("Form.Name", "Twice Pressed"));

        third.Status.ShouldBe(302);
        both.ShouldAllBe(a => a.Status == 302 && a.Location == third.Location);
        (await firm.Factory.WithDbAsync(db => db.Customers.CountAsync(c => c.Name == "Twice Pressed"))).ShouldBe(1);
    }

    [Fact]
    public async Task New_KeyOfAnother_IsRefusedBesideTheField()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var before = await firm.FingerprintAsync();
        var answer = await browser.SubmitAsync("/Customers/New", Form, ("Form.Name", "Key Thief"), ("Form.CustomerKey", "OWN"));

        answer.Status.ShouldBe(400);
        answer.Words("#Form_CustomerKey-error").ShouldBe("Another customer has this key.");
        answer.Page.QuerySelector("#Form_Name")!.GetAttribute("value").ShouldBe("Key Thief");
        (await firm.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("Form.Name", "HARBOUR  bakery")]
    [InlineData("Form.LocalName", "港口烘焙")]
    [InlineData("Form.Phone", "(020) 7946-0018")]
    [InlineData("Form.Phone", "0044 20 7946 0018")]
    [InlineData("Form.MemberCardNo", "m-1")]
    [InlineData("Form.Email", "A@EXAMPLE.COM")]
    public async Task New_LikeAKnownOne_IsHintedAndGoesOnAllTheSame(string field, string value)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        (string, string)[] typed = field == "Form.Name" ? [(field, value)] : [("Form.Name", "Some " + value.GetHashCode()), (field, value)];
        var hinted = await browser.SubmitAsync("/Customers/New", Form, typed);

        hinted.Status.ShouldBe(400);
        hinted.Page.QuerySelector($"[data-duplicate='{firm.Own}'] a")!.GetAttribute("href").ShouldBe($"/Customers/{firm.Own}");
        hinted.Words($"[data-duplicate='{firm.Own}'] .tier").ShouldNotBeNull();
        hinted.Words($"[data-duplicate='{firm.Own}']")!.ShouldContain("Test SalesRep");
        var part = await browser.SubmitAsync(hinted, "/Customers/New", Form, [.. typed, ("Anyway", "")]);
        part.Status.ShouldBe(400);
        (await browser.SubmitAsync(hinted, "/Customers/New", Form, [.. typed, ("Anyway", "true")])).Status.ShouldBe(302);
        await firm.Factory.WithDbAsync(db => db.Customers.Where(c => c.Id > firm.Others + 1).ExecuteUpdateAsync(c => c
            .SetProperty(x => x.Name, x => "Gone " + x.CustomerKey).SetProperty(x => x.LocalName, (string?)null).SetProperty(x => x.Phone, (string?)null)
            .SetProperty(x => x.MemberCardNo, (string?)null).SetProperty(x => x.Email, (string?)null)));
    }

    [Fact]
    public async Task Duplicates_WhileTyping_AreAPartAndChangeNothing()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var shown = await browser.GetAsync("/Customers/New");
        var before = await firm.FingerprintAsync();
        var token = shown.Page.QuerySelector("main input[name=form-token]")!.GetAttribute("value")!;
        async Task<Answer> AskAsync(string name, string address = "/Customers/Duplicates") => await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([new("form-token", token), new("Form.Name", name)]),
        });

        (await AskAsync("harbour bakery")).Page.QuerySelectorAll("[data-duplicate]").Length.ShouldBe(1);
        (await AskAsync("harbour bakery", $"/Customers/Duplicates?except={firm.Own}")).Text.Trim().ShouldBeEmpty();
        foreach (var hostile in Hostile.Kept.Concat(Hostile.Refused))
            (await AskAsync(hostile)).Status.ShouldBe(hostile.Contains('\0', StringComparison.Ordinal) ? 400 : 200, hostile);
        (await firm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Edit_Unchanged_WritesNothing()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var before = await firm.FingerprintAsync();
        (await browser.SubmitAsync($"/Customers/{firm.Own}/Edit", Form)).Status.ShouldBe(302);
        (await firm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Edit_AFact_ScoresHimAndBothReferrers()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var id = firm.Others;
        var one = await firm.AddAsync("ONE", null);
        var two = await firm.AddAsync("TWO", null);
        await browser.SubmitAsync($"/Customers/{id}/Edit", Form, ("Form.ReferredBy", "ONE"), ("Form.EstimatedAnnualSpend", "1,234.50"), ("Form.FirstContactOn", "2020-02-29"));
        (await ReferralsAsync(one)).ShouldBe(1);

        await browser.SubmitAsync($"/Customers/{id}/Edit", Form, ("Form.ReferredBy", "two"));

        ((await ReferralsAsync(one)), await ReferralsAsync(two)).ShouldBe((0, 1));
        var customer = await firm.CustomerAsync(id);
        (customer.EstimatedAnnualSpend, customer.FirstContactOn, customer.ReferredById).ShouldBe((1234.5m, new DateOnly(2020, 2, 29), two));
        var changes = await browser.GetAsync($"/Customers/{id}/Changes");
        changes.Page.QuerySelector("[data-audit]")!.TextContent.ShouldContain("TWO");
    }

    [Theory]
    [InlineData("Form.Name", "", "Name is needed.")]
    [InlineData("Form.EstimatedAnnualSpend", "12,34", "must be a number")]
    [InlineData("Form.EstimatedAnnualSpend", "-1", "less than 0")]
    [InlineData("Form.EstimatedAnnualSpend", "1.005", "At most 2 decimals")]
    [InlineData("Form.FirstContactOn", "31.12.2020", "must be a date")]
    [InlineData("Form.FirstContactOn", "1066-10-14", "between 1900 and 2199")]
    [InlineData("Form.ReferredBy", "OWN", "cannot have referred himself")]
    [InlineData("Form.ReferredBy", "no such key", "No customer has this key or name.")]
    [InlineData("Form.RegionId", "999999", "Choose one of those offered.")]
    [InlineData("Form.SourceId", "x", "Choose one of those offered.")]
    [InlineData("Form.Kind", "7", "Choose one of those offered.")]
    public async Task Edit_WhatMeansNothing_IsRefusedBesideTheFieldAndKept(string field, string value, string reason)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var before = await firm.FingerprintAsync();
        var answer = await browser.SubmitAsync($"/Customers/{firm.Own}/Edit", Form, [("Form.City", "Typed City"), (field, value)]);

        answer.Status.ShouldBe(400);
        answer.Words($"#{field.Replace('.', '_')}-error")!.ShouldContain(reason);
        answer.Page.QuerySelector("#Form_City")!.GetAttribute("value").ShouldBe("Typed City");
        (await firm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Edit_HostileStrings_AreEncodedOrRefused()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var id = await firm.AddAsync("HOSTILE", firm.Rep);
        string[] fields = ["Name", "LocalName", "Phone", "Email", "MemberCardNo", "Country", "City", "Industry", "BusinessType", "Tags"];
        foreach (var text in Hostile.Kept)
        {
            var saved = await browser.SubmitAsync($"/Customers/{id}/Edit", Form, [.. fields.Select(f => ("Form." + f, text))]);
            saved.Status.ShouldBe(302, text);
            foreach (var address in new[] { $"/Customers/{id}", $"/Customers/{id}/Edit", $"/Customers/{id}/Changes", "/Customers?sort=name&cols=tier,place,industry,phone,owner" })
            {
                var page = await browser.GetAsync(address);
                page.Status.ShouldBe(200, address);
                page.Page.QuerySelectorAll("main script, main img").ShouldBeEmpty(address + " " + text);
            }
        }

        foreach (var text in Hostile.Refused)
        {
            foreach (var field in fields.Concat(["EstimatedAnnualSpend", "FirstContactOn", "ReferredBy", "RegionId", "OwnerId", "Kind"]))
            {
                var before = await firm.FingerprintAsync();
                (await browser.SubmitAsync($"/Customers/{id}/Edit", Form, ("Form." + field, text))).Status.ShouldBe(400, field + " " + text.Length);
                (await firm.FingerprintAsync()).ShouldBe(before);
            }
        }
    }

    [Fact]
    public async Task Archive_AndBack_LeavesTheListsAndIsFoundByTheFilter()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var id = await firm.AddAsync("ARCHIVED", firm.Rep);
        (await browser.SubmitAsync($"/Customers/{id}/Archive", "main form")).Status.ShouldBe(302);

        (await browser.GetAsync("/Customers?q=ARCHIVED")).Page.QuerySelector($"[data-row='{id}']").ShouldBeNull();
        var archived = await browser.GetAsync("/Customers?archived=1");
        archived.Page.QuerySelectorAll("[data-row]").Length.ShouldBe(1);
        archived.Words(".chosen .chip-text").ShouldBe("Archived");
        (await browser.GetAsync("/Customers?archived=1&tier=Gold")).Page.QuerySelector("[data-count]")!.GetAttribute("data-count").ShouldBe("0");
        (await browser.SubmitAsync($"/Customers/{id}/Archive", "main form")).Status.ShouldBe(302);
        (await browser.GetAsync("/Customers?q=ARCHIVED")).Page.QuerySelector($"[data-row='{id}']").ShouldNotBeNull();
    }

    private Task<int> ReferralsAsync(long id) => firm.Factory.WithDbAsync(db => db.CurrentMetrics.Where(m => m.CustomerId == id).Select(m => m.Referrals).SingleAsync());
}
