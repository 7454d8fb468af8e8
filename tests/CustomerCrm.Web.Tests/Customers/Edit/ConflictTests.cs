using CustomerCrm.Infrastructure.Identity;

namespace CustomerCrm.Web.Tests.Customers.Edit;

/// <summary>Several people save one customer: one wins a version, the others see both and lose nothing.</summary>
public sealed class ConflictTests(EditFirm firm) : IClassFixture<EditFirm>
{
    private const string Form = "form[data-customer-form]";

    [Fact]
    public async Task Save_DifferentFields_TakesOverTheOthersAndSavesBoth()
    {
        var (id, address, mine) = await OpenAsync("DIFFERENT");
        using var theirs = await firm.Factory.SignedInAsync(Roles.Admin);
        await theirs.SubmitAsync(address, Form, ("Form.City", "Leeds"));

        var met = await mine.SubmitAsync(Shown, address, Form, ("Form.Industry", "Food"));

        met.Status.ShouldBe(409);
        met.Page.QuerySelector("[data-clash=City]")!.TextContent.ShouldContain("Leeds");
        met.Page.QuerySelector("[data-clash=Industry]").ShouldBeNull();
        (await mine.SubmitAsync(met, address, Form)).Status.ShouldBe(302);
        var customer = await firm.CustomerAsync(id);
        (customer.City, customer.Industry).ShouldBe(("Leeds", "Food"));
    }

    [Theory]
    [InlineData("mine", "York")]
    [InlineData("theirs", "Leeds")]
    public async Task Save_TheSameField_KeepsWhoseIsChosen(string choice, string kept)
    {
        var (id, address, mine) = await OpenAsync("SAME-" + choice);
        using var theirs = await firm.Factory.SignedInAsync(Roles.Admin);
        await theirs.SubmitAsync(address, Form, ("Form.City", "Leeds"));

        var met = await mine.SubmitAsync(Shown, address, Form, ("Form.City", "York"));

        met.Status.ShouldBe(409);
        var clash = met.Page.QuerySelector("[data-clash=City]")!.TextContent;
        clash.ShouldContain("Leeds");
        clash.ShouldContain("York");
        met.Page.QuerySelector("#Form_City")!.GetAttribute("value").ShouldBe("York");
        (await firm.CustomerAsync(id)).City.ShouldBe("Leeds");
        (await mine.SubmitAsync(met, address, Form, ("Form.Take[City]", choice))).Status.ShouldBe(302);
        (await firm.CustomerAsync(id)).City.ShouldBe(kept);
    }

    [Fact]
    public async Task Save_AThirdInBetween_MeetsAgain()
    {
        var (id, address, mine) = await OpenAsync("THIRD");
        using var theirs = await firm.Factory.SignedInAsync(Roles.Admin);
        await theirs.SubmitAsync(address, Form, ("Form.City", "Leeds"));
        var met = await mine.SubmitAsync(Shown, address, Form, ("Form.City", "York"));
        await theirs.SubmitAsync(address, Form, ("Form.City", "Hull"));

        var again = await mine.SubmitAsync(met, address, Form, ("Form.Take[City]", "mine"));

        again.Status.ShouldBe(409);
        again.Page.QuerySelector("[data-clash=City]")!.TextContent.ShouldContain("Hull");
        (await firm.CustomerAsync(id)).City.ShouldBe("Hull");
        await mine.SubmitAsync(again, address, Form, ("Form.Take[City]", "mine"));
        (await firm.CustomerAsync(id)).City.ShouldBe("York");
    }

    [Fact]
    public async Task Save_TwentyAtOnce_OneWins()
    {
        var (id, address, mine) = await OpenAsync("TWENTY");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => mine.SubmitAsync(Shown, address, Form, ("Form.City", "City " + n))));

        answers.Count(a => a.Status == 302).ShouldBe(1);
        answers.Count(a => a.Status == 409).ShouldBe(19);
        (await firm.CustomerAsync(id)).City.ShouldBe("City " + Array.FindIndex(answers, a => a.Status == 302));
    }

    [Fact]
    public async Task Part_WhileAnotherChangedTheCustomer_IsNoticedAndKept()
    {
        var id = await firm.AddAsync("PARTS", firm.Rep);
        using var mine = await firm.Factory.SignedInAsync(Roles.SalesRep);
        using var theirs = await firm.Factory.SignedInAsync(Roles.Admin);
        await mine.SubmitAsync($"/Customers/{id}/Addresses", "main form", ("Form.Street", "1 Quay"), ("Form.City", "Bath"));
        var part = (await mine.GetAsync($"/Customers/{id}")).Page.QuerySelector(".profile-address a")!.GetAttribute("href")!;
        var shown = await mine.GetAsync(part);
        await theirs.SubmitAsync(part, "main form", ("Form.Street", "2 Quay"));

        var met = await mine.SubmitAsync(shown, part, "main form", ("Form.Street", "3 Quay"));

        met.Status.ShouldBe(409);
        met.Page.QuerySelector("[data-clash=Street]")!.TextContent.ShouldContain("2 Quay");
        var gone = met;
        await theirs.SubmitAsync($"/Customers/{id}/Contacts", "#addresses form");
        gone = await mine.SubmitAsync(met, part, "main form", ("Form.Take[Street]", "mine"));
        gone.Status.ShouldBe(409);
        gone.Page.QuerySelector("#Form_Street")!.GetAttribute("value").ShouldBe("3 Quay");
        (await mine.SubmitAsync(gone, part, "main form")).Status.ShouldBe(302);
        (await mine.GetAsync($"/Customers/{id}")).Words("[data-main-address]").ShouldBe("3 Quay, Bath");
    }

    [Fact]
    public async Task Cell_AfterAnother_IsMetInPlace()
    {
        var id = await firm.AddAsync("CELL", firm.Rep);
        using var mine = await firm.Factory.SignedInAsync(Roles.SalesRep);
        using var theirs = await firm.Factory.SignedInAsync(Roles.Admin);
        var address = $"/Customers/{id}/Cell/Phone";
        (await mine.GetAsync(address)).Location.ShouldBe($"/Customers/{id}/Edit?focus=Phone");
        var shown = await PartAsync(mine, address);
        await theirs.SubmitAsync($"/Customers/{id}/Edit", Form, ("Form.Phone", "111111"));

        var met = await mine.SubmitAsync(shown, address, "form", ("Form.Value", "222222"));

        met.Status.ShouldBe(409);
        met.Words(".field-error")!.ShouldContain("111111");
        var refused = await mine.SubmitAsync(met, address, "form", ("Form.Value", "bell \u0007"));
        refused.Status.ShouldBe(400);
        refused.Words(".field-error").ShouldNotBeNullOrEmpty();
        var saved = await mine.SubmitAsync(met, address, "form");
        saved.Status.ShouldBe(200);
        saved.Words("[data-cell=Phone] a.phone").ShouldBe("222222");
        (await firm.CustomerAsync(id)).Phone.ShouldBe("222222");
        (await PartAsync(mine, $"/Customers/{id}/Cell/Name")).Status.ShouldBe(404);
        (await PartAsync(mine, $"/Customers/{id}/Cell/OwnerId")).Status.ShouldBe(403);
        (await PartAsync(theirs, $"/Customers/{id}/Cell/OwnerId")).Page.QuerySelectorAll("option").Length.ShouldBeGreaterThan(2);
    }

    private Answer Shown { get; set; } = null!;

    private static Task<Answer> PartAsync(CrmBrowser browser, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("HX-Request", "true");
        return browser.SendAsync(request);
    }

    private async Task<(long Id, string Address, CrmBrowser Mine)> OpenAsync(string key)
    {
        var id = await firm.AddAsync(key, firm.Rep);
        var mine = await firm.Factory.SignedInAsync(Roles.SalesRep);
        Shown = await mine.GetAsync($"/Customers/{id}/Edit");
        return (id, $"/Customers/{id}/Edit", mine);
    }
}
