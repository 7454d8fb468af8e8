using System.Text;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Imports;

/// <summary>Who may import, what a large file does, and how many statements a page needs.</summary>
public sealed class ImportRightsTests : IAsyncLifetime
{
    private const int MostStatements = 8;
    private CrmFactory _crm = null!;
    private string _upload = "";
    private long _import;

    public async Task InitializeAsync()
    {
        _crm = await CrmFactory.StartAsync();
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        await admin.PressAsync(await admin.SendAsync("customers", "customer_key,name\nR1,One\n"), "#apply");
        _import = await _crm.WithDbAsync(db => db.Imports.Select(i => i.Id).SingleAsync());
        _upload = (await admin.SendAsync("customers", "customer_key,name\nR2,Two\n,x\n", ("SkipErrors", "true"))).AddressOf("#apply").Split('?')[0];
    }

    public async Task DisposeAsync() => await _crm.DisposeAsync();

    [Theory]
    [InlineData(Roles.SalesRep, 403, 403)]
    [InlineData(Roles.Manager, 200, 403)]
    [InlineData(Roles.Admin, 200, 200)]
    public async Task Pages_EachRole_AreThoseOfTheRole(string role, int history, int importing)
    {
        using var browser = await _crm.SignedInAsync(role);
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);
        foreach (var address in new[] { "/Imports", $"/Imports/{_import}", "/Exports" })
            (await browser.GetAsync(address)).Status.ShouldBe(history, address);
        foreach (var address in new[] { "/Imports/New", "/Imports/New?handler=Template&kind=orders", _upload, _upload + "?handler=Errors" })
            (await browser.GetAsync(address)).Status.ShouldBe(importing, address);
        ((await browser.GetAsync("/Imports")).Page.QuerySelector("main a[href='/Imports/New']") is not null).ShouldBe(role == Roles.Admin);
        if (role == Roles.Admin)
            return;

        var token = (await browser.GetAsync("/Account/Profile")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        string[] posts = ["/Imports/New", _upload + "?handler=Check", _upload + "?handler=Apply", _upload + "?handler=Drop",
            $"/Imports/{_import}?handler=Look", $"/Imports/{_import}?handler=Undo"];
        foreach (var address in posts)
        {
            using var form = new MultipartFormDataContent { { new StringContent(token), "form-token" }, { new ByteArrayContent([65]), "File", "a.csv" } };
            (await browser.PostAsync(address, form)).Status.ShouldBe(403, address);
        }

        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Files_SentToAnyOtherPage_AreNotTaken()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        var before = await _crm.WithDbAsync(db => db.ImportUploads.CountAsync());
        foreach (var address in Endpoints.All(_crm).Select(Endpoints.AddressOf).Where(a => a is not ("/Imports/New" or "/Account/SignOut") && !a.StartsWith("/health", StringComparison.Ordinal)))
        {
            using var form = await admin.FormAsync();
            form.Add(new ByteArrayContent(new byte[2_000_000]), "File", "a.csv");
            (await admin.PostAsync(address, form)).Status.ShouldBeInRange(400, 405, address);
        }

        (await _crm.WithDbAsync(db => db.ImportUploads.CountAsync())).ShouldBe(before);
    }

    [Fact]
    public async Task LargeFile_CheckedAppliedAndUndone_IsWorkForJobs()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        var note = new string('x', 300);
        var csv = "customer_key,name,city\n" + string.Concat(Enumerable.Range(0, 7_000).Select(n => $"L{n},Name {n},{note}\n"));
        csv.Length.ShouldBeGreaterThan(2 * 1024 * 1024);

        var shown = await admin.SendAsync("customers", "large.csv", Encoding.UTF8.GetBytes(csv));
        shown = await EndedAsync(admin, shown);
        shown.Accepted().ShouldBe(7_000);
        var upload = shown.AddressOf("#apply").Split('?')[0];
        shown = await EndedAsync(admin, await admin.PressAsync(shown, "#apply"), upload);
        shown.IsApplied().ShouldBeTrue();
        var page = await admin.GetAsync($"/Imports/{shown.ImportId()}");
        page = await EndedAsync(admin, await admin.PressAsync(page, "#look"), $"/Imports/{shown.ImportId()}");
        page.Page.QuerySelector("[data-removed='7000']").ShouldNotBeNull();
        page = await EndedAsync(admin, await admin.PressAsync(page, "#do-undo"), $"/Imports/{shown.ImportId()}");
        page.Page.QuerySelector("[data-undone]").ShouldNotBeNull();
        (await _crm.WithDbAsync(db => db.Customers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Pages_Statements_AreFew()
    {
        using var admin = await _crm.SignedInAsync(Roles.Admin);
        foreach (var address in new[] { "/Imports", "/Imports/New", $"/Imports/{_import}", "/Exports", _upload })
        {
            using var count = StatementCount.Of(_crm.Database);
            await admin.GetAsync(address);
            count.Statements.Count.ShouldBeLessThanOrEqualTo(MostStatements, address);
        }
    }

    /// <summary>Does the jobs that were asked for, as a node would, and looks again.</summary>
    private async Task<Answer> EndedAsync(CrmBrowser admin, Answer shown, string? address = null)
    {
        shown.Page.QuerySelector("[data-running]").ShouldNotBeNull();
        var again = address ?? shown.Page.QuerySelector("[data-running]")!.GetAttribute("hx-get")!;
        await JobRounds.RunAsync(_crm.Services);
        return await admin.GetAsync(again);
    }
}
