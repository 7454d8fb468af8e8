using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Customers.Edit;

/// <summary>Each address of forms as each role: a rep changes his own alone, and a refused post changes nothing.</summary>
public sealed class RightsTests(EditFirm firm) : IClassFixture<EditFirm>
{
    private static readonly string[] Forms = ["Edit", "Archive", "Phones", "Addresses", "People", "Cell/Phone"];

    [Theory]
    [InlineData(Roles.SalesRep, true, 200, 302)]
    [InlineData(Roles.SalesRep, false, 403, 403)]
    [InlineData(Roles.Manager, false, 200, 302)]
    [InlineData(Roles.Admin, false, 200, 302)]
    public async Task Forms_EachRole_OpenForWhoMayEdit(string role, bool own, int read, int sent)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        var id = own ? firm.Own : firm.Others;
        var before = await firm.FingerprintAsync();
        foreach (var form in Forms)
        {
            var status = (await browser.GetAsync($"/Customers/{id}/{form}")).Status;
            status.ShouldBe(form.StartsWith("Cell", StringComparison.Ordinal) && read == 200 ? 302 : read, form);
        }

        if (sent == 403)
        {
            foreach (var form in Forms.Append("Contacts?handler=Restore&entry=1").Append("Phones/1?handler=Remove"))
                (await PostAsync(browser, $"/Customers/{id}/{form}", ("Form.Name", "Taken"), ("Form.Number", "1"), ("archive", "true"))).Status.ShouldBe(403, form);
            (await browser.SubmitAsync($"/Customers/{id}/HandOver", "main form", ("Note", ""))).Status.ShouldBe(400);
        }

        (await firm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Forms_OfWhoIsNotSeen_AreNotThere()
    {
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
            var before = await firm.FingerprintAsync();
            foreach (var form in Forms.Append("Contacts").Append("HandOver"))
            {
                (await browser.GetAsync($"/Customers/{firm.Others}/{form}")).Status.ShouldBe(404, form);
                if (form != "Contacts")
                    (await PostAsync(browser, $"/Customers/{firm.Others}/{form}", ("Form.Name", "Taken"), ("Note", "mine"))).Status.ShouldBe(404, form);
            }

            (await browser.SubmitAsync("/Customers/New", "form[data-customer-form]", ("Form.Name", "Mill Ltd"), ("Form.ReferredBy", "OTHERS"))).Words("#Form_ReferredBy-error")
                .ShouldBe("No customer has this key or name.");
            (await firm.FingerprintAsync()).ShouldBe(before);
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task HandOver_AskedAndGranted_ChangesTheOwnerAndTellsTheRep()
    {
        var id = await firm.AddAsync("WANTED", firm.Other);
        using var rep = await firm.Factory.SignedInAsync(Roles.SalesRep);
        using var manager = await firm.Factory.SignedInAsync(Roles.Manager);
        (await rep.GetAsync($"/Customers/{id}")).Page.QuerySelector($"a[href='/Customers/{id}/HandOver']").ShouldNotBeNull();
        (await rep.SubmitAsync($"/Customers/{id}/HandOver", "main form", ("Note", "<b>They</b> moved here"))).Location.ShouldBe("/HandOvers");
        await rep.SubmitAsync($"/Customers/{id}/HandOver", "main form", ("Note", "again"));
        (await firm.Factory.WithDbAsync(db => db.HandOverRequests.CountAsync(r => r.CustomerId == id))).ShouldBe(1);
        var request = await firm.Factory.WithDbAsync(db => db.HandOverRequests.Where(r => r.CustomerId == id).Select(r => r.Id).SingleAsync());
        (await rep.GetAsync("/HandOvers")).Page.QuerySelector("[name=grant]").ShouldBeNull();
        (await PostAsync(rep, "/HandOvers", ("id", $"{request}"), ("grant", "true"))).Status.ShouldBe(403);
        using (var other = await firm.OtherAsync())
            (await other.GetAsync("/HandOvers")).Page.QuerySelector($"[data-request='{request}']").ShouldBeNull();

        var open = await manager.GetAsync("/HandOvers");
        open.Words($"[data-request='{request}']")!.ShouldContain("<b>They</b> moved here");
        var form = $"[data-request='{request}'] form";
        (await manager.SubmitAsync(open, "/HandOvers", form, ("grant", "false"))).Words($"#answer-{request}-error")!.ShouldContain("Say why");
        foreach (var hostile in Hostile.Refused)
            (await manager.SubmitAsync(open, "/HandOvers", form, ("grant", "true"), ("answer", hostile))).Status.ShouldBe(400);
        (await manager.SubmitAsync(open, "/HandOvers", form, ("grant", "true"), ("answer", "Yes, take over"))).Status.ShouldBe(302);
        (await manager.SubmitAsync(open, "/HandOvers", form, ("grant", "false"), ("answer", "No"))).Status.ShouldBe(409);

        (await firm.CustomerAsync(id)).OwnerId.ShouldBe(firm.Rep.Id);
        (await rep.GetAsync("/HandOvers")).Words($"[data-request='{request}']")!.ShouldContain("Yes, take over");
        (await rep.GetAsync($"/Customers/{id}/Contacts")).Words("[data-owner-change]")!.ShouldContain("Test SalesRep");
        (await rep.GetAsync($"/Customers/{id}/Edit")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("Contacts")]
    [InlineData("Edit")]
    [InlineData("")]
    public async Task Pages_Statements_AreFew(string tab)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        await browser.GetAsync($"/Customers/{firm.Own}/{tab}");
        using var sent = StatementCount.Of(firm.Factory.Database);
        (await browser.GetAsync($"/Customers/{firm.Own}/{tab}")).Status.ShouldBe(200);
        sent.Count.ShouldBeInRange(1, 8, string.Join("\n\n", sent.Statements));
    }

    private static async Task<Answer> PostAsync(CrmBrowser browser, string address, params (string Name, string Value)[] fields)
    {
        var token = (await browser.GetAsync("/Customers/New")).Page.QuerySelector("main input[name=form-token]")!.GetAttribute("value")!;
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Append(("form-token", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        });
    }
}
