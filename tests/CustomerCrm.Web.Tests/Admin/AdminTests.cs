using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Admin;

/// <summary>What an admin keeps: each page by its forms, as the browser sends them, refused and accepted.</summary>
public sealed class AdminTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 6, 30);

    private CrmFactory _crm = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _crm = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
        _admin = await _crm.SignedInAsync(Roles.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _crm.DisposeAsync();
    }

    [Theory]
    [InlineData("/Admin")]
    [InlineData("/Admin/Firm")]
    [InlineData("/Admin/Users")]
    [InlineData("/Admin/Users/New")]
    [InlineData("/Admin/Users/1")]
    [InlineData("/Admin/Teams")]
    [InlineData("/Admin/Activities")]
    [InlineData("/Admin/Activities/1")]
    [InlineData("/Admin/Lists/Tags")]
    [InlineData("/Admin/Audit")]
    public async Task Pages_AreTheAdminsAlone(string address)
    {
        foreach (var role in new[] { Roles.SalesRep, Roles.Manager })
        {
            using var browser = await _crm.SignedInAsync(role);
            (await browser.GetAsync(address)).Status.ShouldBe(403);
            (await browser.GetAsync("/")).Text.ShouldNotContain("/Admin\"");
        }

        (await _admin.GetAsync(address)).Status.ShouldBeOneOf(200, 404);
    }

    [Fact]
    public async Task Firm_Changed_IsKeptAuditedAndSeenAtOnce()
    {
        var answer = await _admin.SubmitAsync(
            "/Admin/Firm", "main form", ("Form.Name", " <b>Nord & Söhne</b> "), ("Form.TimeZone", "Asia/Shanghai"), ("Form.RepsSee", "Own"),
            ("Form.FiscalYearStartMonth", "4"), ("Form.Language", "zh-Hans"));

        answer.Status.ShouldBe(302);
        var firm = await _crm.WithDbAsync(db => db.Firms.AsNoTracking().SingleAsync());
        (firm.Name, firm.TimeZone, firm.RepsSee, firm.FiscalYearStartMonth, firm.Language).ShouldBe(
            ("<b>Nord & Söhne</b>", "Asia/Shanghai", Visibility.Own, 4, "zh-Hans"));
        var page = await _admin.GetAsync("/Admin/Firm");
        page.Words(".firm").ShouldBe("<b>Nord & Söhne</b>");
        page.Page.DocumentElement.GetAttribute("lang").ShouldBe("zh-Hans");
        (await _admin.GetAsync("/Admin/Audit?subject=firm")).Text.ShouldContain("Asia/Shanghai");
    }

    [Theory]
    [InlineData("Form.Currency", "euro", "Currency")]
    [InlineData("Form.Currency", "", "Currency")]
    [InlineData("Form.TimeZone", "Mars/Base", "TimeZone")]
    [InlineData("Form.FiscalYearStartMonth", "13", "FiscalYearStartMonth")]
    [InlineData("Form.FiscalYearStartMonth", "x", "FiscalYearStartMonth")]
    [InlineData("Form.RepsSee", "Team", "RepsSee")]
    [InlineData("Form.ManagersSee", "7", "RepsSee")]
    [InlineData("Form.Language", "tlh", "Language")]
    [InlineData("Form.ScoringDate", "31.12.2026", "ScoringDate")]
    [InlineData("Form.Name", "a\0b", "Name")]
    public async Task Firm_BadInput_IsRefusedBesideItsFieldAndChangesNothing(string field, string value, string refused)
    {
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SubmitAsync("/Admin/Firm", "main form", ("Form.Name", "New name"), (field, value));

        answer.Status.ShouldBe(400);
        if (field == "Form.Name")
        {
            // NUL is not even taken as a form.
            (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
            return;
        }

        answer.Words($"#Form_{refused}-error")!.Length.ShouldBeGreaterThan(5);
        answer.Page.QuerySelector("#Form_Name")!.GetAttribute("value").ShouldBe("New name");
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Firm_TwoAdmins_MeetAndLoseNothing()
    {
        var mine = await _admin.GetAsync("/Admin/Firm");
        await _admin.SubmitAsync("/Admin/Firm", "main form", ("Form.Name", "Theirs"), ("Form.TimeZone", "Europe/Berlin"));

        var met = await _admin.SubmitAsync(mine, "/Admin/Firm", "main form", ("Form.Name", "Mine"), ("Form.FiscalYearStartMonth", "4"));

        met.Status.ShouldBe(409);
        met.Page.QuerySelector("[data-conflict]")!.GetAttribute("data-conflict").ShouldBe("2");
        met.Page.QuerySelectorAll("[data-clash=Name] td").Select(c => c.TextContent.Trim()).ShouldBe(["(empty)", "Theirs", "Mine"]);
        met.Page.QuerySelector("#Form_Name")!.GetAttribute("value").ShouldBe("Mine");
        met.Page.QuerySelector("#Form_TimeZone")!.GetAttribute("value").ShouldBe("Europe/Berlin");

        var kept = await _admin.SubmitAsync(met, "/Admin/Firm", "main form", ("Form.Take[Name]", "theirs"));

        kept.Status.ShouldBe(302);
        var firm = await _crm.WithDbAsync(db => db.Firms.AsNoTracking().SingleAsync());
        (firm.Name, firm.TimeZone, firm.FiscalYearStartMonth).ShouldBe(("Theirs", "Europe/Berlin", 4));
    }

    [Fact]
    public async Task Firm_OrdersBooked_CurrencyStays()
    {
        await BuyerAsync();
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SubmitAsync("/Admin/Firm", "main form", ("Form.Currency", "CHF"));

        answer.Status.ShouldBe(400);
        answer.Words("#Form_Currency-error").ShouldBe("Orders are booked in EUR; the currency stays.");
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Rates_Set_PriceEntriesAnewAndScoreTheirCustomers()
    {
        await BuyerAsync();
        var activity = await _crm.WithDbAsync(db => db.CostActivities.Select(a => a.Id).SingleAsync());
        var profit = await _crm.WithDbAsync(db => db.CurrentMetrics.Where(m => m.Customer.CustomerKey == "C1").Select(m => m.CostToServe).SingleAsync());
        profit.ShouldBe(60);

        var answer = await _admin.SubmitAsync(
            $"/Admin/Activities/{activity}", "form[action*=Set]", ("Form.ValidFrom", "2026-03-01"), ("Form.Rate", "1,045.5"));

        answer.Status.ShouldBe(302);
        (await _admin.GetAsync(answer.Location!)).Words(".flash").ShouldBe("Saved. 1 cost entries were priced anew.");
        (await _crm.WithDbAsync(db => db.CurrentMetrics.Where(m => m.Customer.CustomerKey == "C1").Select(m => m.CostToServe).SingleAsync())).ShouldBe(2091);
    }

    [Theory]
    [InlineData("2026-03-01", "-1", "Rate")]
    [InlineData("2026-03-01", "1.0000001", "Rate")]
    [InlineData("2026-03-01", "12,34", "Rate")]
    [InlineData("2026-03-01", "NaN", "Rate")]
    [InlineData("2026-03-01", "", "Rate")]
    [InlineData("2026-02-30", "3", "ValidFrom")]
    [InlineData("", "3", "ValidFrom")]
    public async Task Rates_BadInput_IsRefusedBesideItsField(string from, string rate, string refused)
    {
        await BuyerAsync();
        var activity = await _crm.WithDbAsync(db => db.CostActivities.Select(a => a.Id).SingleAsync());
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SubmitAsync($"/Admin/Activities/{activity}", "form[action*=Set]", ("Form.ValidFrom", from), ("Form.Rate", rate));

        answer.Status.ShouldBe(400);
        answer.Words($"#Form_{refused}-error")!.Length.ShouldBeGreaterThan(5);
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Rates_RemovedUnderEntries_AreRefusedAndKept()
    {
        await BuyerAsync();
        var activity = await _crm.WithDbAsync(db => db.CostActivities.Select(a => a.Id).SingleAsync());

        var answer = await _admin.SubmitAsync($"/Admin/Activities/{activity}", "form[action*=Remove]");

        answer.Status.ShouldBe(400);
        answer.Text.ShouldContain("Cost entries of that time would be left without a rate.");
        (await _crm.WithDbAsync(db => db.CostEntries.Select(e => e.Amount).SingleAsync())).ShouldBe(60);
        answer.Page.QuerySelectorAll("[data-rate]").Length.ShouldBe(1);
    }

    private async Task BuyerAsync()
    {
        async Task ImportAsync(ImportKind kind, string csv)
        {
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
            await File.WriteAllTextAsync(path, csv);
            var result = await _crm.Services.GetRequiredService<Importer>().ApplyAsync(kind, path, new ImportOptions(), "test", null, default);
            result.ShouldBeOfType<ImportResult.Applied>();
            File.Delete(path);
        }

        await ImportAsync(ImportKind.Customers, "customer_key,name,region,industry,tags\nC1,One,North,Steel,a|b\nC2,Two,South,Wood,b\n");
        await ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,30\n");
        await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,C1,2026-05-01,1000\n");
        await ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nX1,C1,visit,2026-05-02,2\n");
        await _crm.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(Today, null, "test"), default);
    }

    [Theory]
    [InlineData("Regions", "South", "North", "#new-error")]
    [InlineData("Tags", "a", "b", "#new-error")]
    [InlineData("Industries", "Wood", "Steel", null)]
    public async Task Lists_RenamedIntoAnother_AskFirstThenMakeTheTwoOne(string list, string from, string to, string? newField)
    {
        await BuyerAsync();
        var address = $"/Admin/Lists/{list}";
        var shown = await _admin.GetAsync(address);
        (shown.Page.QuerySelector("#new-error") is null).ShouldBe(newField is null);
        var form = $"tr[data-value={from}] form[action*=Rename]";

        var asked = await _admin.SubmitAsync(shown, address, form, ("Form.Name", to));

        asked.Status.ShouldBe(400);
        asked.Words($"tr[data-value={from}] .field-error").ShouldBe("The name is there already.");
        var done = await _admin.SubmitAsync(asked, address, form, ("Form.Merge", "true"));
        done.Status.ShouldBe(302);
        var left = (await _admin.GetAsync(address)).Page.QuerySelectorAll("tr[data-value]");
        left.Select(r => r.GetAttribute("data-value")).ShouldBe([to]);
        left[0].QuerySelector(".num")!.TextContent.Trim().ShouldBe("2");
        (await _admin.GetAsync("/Admin/Audit")).Text.ShouldContain("renamed");
    }

    [Fact]
    public async Task Lists_AddedTwiceOrInUse_AreRefused()
    {
        await BuyerAsync();
        (await _admin.SubmitAsync("/Admin/Lists/Regions", "form[action*=Add]", ("Form.Name", "<i>West</i>"))).Status.ShouldBe(302);
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        (await _admin.SubmitAsync("/Admin/Lists/Regions", "form[action*=Add]", ("Form.Name", "<i>West</i>"))).Words("#new-error")
            .ShouldBe("The name is there already.");
        (await _admin.SubmitAsync("/Admin/Lists/Tags", "form[action*=Add]", ("Form.Name", "a|b"))).Status.ShouldBe(400);
        (await _admin.GetAsync("/Admin/Lists/Anything")).Status.ShouldBe(404);

        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
        var page = await _admin.GetAsync("/Admin/Lists/Regions");
        page.Page.QuerySelector("i").ShouldBeNull();
        page.Page.QuerySelectorAll("form[action*=Remove]").Length.ShouldBe(1);
        (await _admin.SubmitAsync(page, "/Admin/Lists/Regions", "form[action*=Remove]")).Status.ShouldBe(302);
    }
}
