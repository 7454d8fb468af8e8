using System.Globalization;
using CsvHelper;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Web.Tests.Customers;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Exports;

/// <summary>Lists as shown and files of every kind: whose rows, in which order, by whom, and that each is audited.</summary>
public sealed class ExportPagesTests(CustomerPagesTests.SmallFirm firm) : IClassFixture<CustomerPagesTests.SmallFirm>
{
    [Theory]
    [InlineData("/Customers?sort=name")]
    [InlineData("/Customers?sort=-profit&q=buyer-1&cols=tier,profit,phone")]
    [InlineData("/Customers?tier=Develop,Adjust&sort=composite&cols=flags,margin,lifecycle,lastpurchase,spend,place")]
    public async Task List_Exported_HoldsTheSameCustomersInTheSameOrderWithItsColumns(string address)
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
        var shown = await IsExportedAsShownAsync(browser, address);

        var told = await firm.Factory.WithDbAsync(db => db.AuditEntries.OrderByDescending(e => e.Id).FirstAsync());
        (told.Action, told.UserId).ShouldBe(("exported", (await firm.Factory.UserAsync(Roles.SalesRep)).Id));
        told.Details!.ShouldContain("customer list");
        told.Details!.ShouldContain(shown.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("/Customers?archived=1&sort=-composite", "BUYER-03|BUYER-02|BUYER-01")]
    [InlineData("/Customers?archived=1&sort=-composite&q=buyer-02", "BUYER-02")]
    [InlineData("/Customers?archived=1&sort=-composite&cols=tier,profit,phone", "BUYER-03|BUYER-02|BUYER-01")]
    public async Task List_OfArchivedCustomers_HoldsThemAllWithAndWithoutAScore(string address, string names)
    {
        string[] archived = ["BUYER-01", "BUYER-02", "BUYER-03"];
        await ArchiveAsync(archived, DateTimeOffset.UnixEpoch);
        // As if his facts had grown too old to count.
        await firm.Factory.WithDbAsync(db => db.Database.ExecuteSqlAsync(
            $"DELETE FROM customer_scores_a WHERE customer_id = (SELECT id FROM customers WHERE customer_key = 'BUYER-02')"));
        await firm.Factory.WithDbAsync(db => db.Database.ExecuteSqlAsync(
            $"DELETE FROM customer_scores_b WHERE customer_id = (SELECT id FROM customers WHERE customer_key = 'BUYER-02')"));
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
            (await IsExportedAsShownAsync(browser, address)).ShouldBe(names.Split('|'));
        }
        finally
        {
            await ArchiveAsync(archived, null);
            await firm.RecomputeAsync();
        }
    }

    [Fact]
    public async Task List_BeforeTheFirstRun_IsExportedAsShown()
    {
        await using var crm = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
        var path = crm.Database.Write("customers.csv", "customer_key,name\n" + string.Join('\n', Enumerable.Range(1, 60).Select(n => $"N{n:00},New {n:00}")) + "\n");
        (await crm.Services.GetRequiredService<Importer>().ApplyAsync(ImportKind.Customers, path, new ImportOptions(), "test", null, default))
            .ShouldBeOfType<ImportResult.Applied>();
        using var browser = await crm.SignedInAsync(Roles.Manager);

        (await IsExportedAsShownAsync(browser, "/Customers?sort=name")).Count.ShouldBe(60);
    }

    /// <returns>The names of all pages of the list, which the file has in the same order under the same columns.</returns>
    private static async Task<IReadOnlyList<string>> IsExportedAsShownAsync(CrmBrowser browser, string address)
    {
        var list = await browser.GetAsync(address);
        var shown = new List<string>();
        for (var page = list; page is not null;)
        {
            shown.AddRange(page.Page.QuerySelectorAll("tbody td:first-child a").Select(a => a.TextContent));
            page = page.Page.QuerySelector("a[rel=next]") is { } next ? await browser.GetAsync(next.GetAttribute("href")!) : null;
        }

        var heads = list.Page.QuerySelectorAll("thead th:has(.sort), thead th").Select(t => t.QuerySelector(".sort")?.TextContent ?? "").Where(t => t.Length > 0).ToList();
        var file = await browser.SubmitAsync(list, address, "form[data-export=list]");

        file.Status.ShouldBe(200);
        var rows = Rows(file.Text);
        rows.Skip(1).Select(r => r[1]).ShouldBe(shown);
        foreach (var head in heads)
            rows[0].ShouldContain(head);
        rows.Skip(1).Select(r => r[0]).ShouldAllBe(key => key.Length > 0);
        return shown;
    }

    [Theory]
    [InlineData(Roles.SalesRep, 403)]
    [InlineData(Roles.Manager, 200)]
    [InlineData(Roles.Admin, 200)]
    public async Task Files_EachKindAndRole_AreForManagersAndAboveAndAudited(string role, int status)
    {
        using var browser = await firm.Factory.SignedInAsync(role);
        var before = await AuditedAsync();
        foreach (var kind in ExportKinds.Names)
        {
            var file = await PostAsync(browser, "/Exports", ("kind", kind));
            file.Status.ShouldBe(status, kind);
        }

        if (status == 200)
        {
            var token = (await browser.GetAsync("/Exports")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("kind", "orders"), KeyValuePair.Create("form-token", token)]);
            var response = await browser.Client.PostAsync("/Exports", form);
            (await response.Content.ReadAsByteArrayAsync())[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
            response.Content.Headers.ContentDisposition!.FileName.ShouldBe("orders.csv");
            before++;
        }

        (await AuditedAsync() - before).ShouldBe(status == 200 ? ExportKinds.Names.Count() : 0);
    }

    [Fact]
    public async Task Files_WhatIsNoneToHave_IsRefusedAndNotAudited()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var before = await firm.Factory.WithDbAsync(Fingerprint.OfAsync);
        (await PostAsync(browser, "/Exports", ("kind", "users"))).Status.ShouldBe(400);
        (await PostAsync(browser, "/Exports", ("kind", "orders"), ("asOf", "2026-06-30"))).Status.ShouldBe(400);
        (await PostAsync(browser, "/Exports", ("kind", "scores"), ("asOf", "infinity"))).Status.ShouldBe(400);
        var none = await PostAsync(browser, "/Exports", ("kind", "scores"), ("asOf", "2020-01-31"));
        (none.Status, none.Page.QuerySelector("[role=alert]") is not null).ShouldBe((400, true));
        (await PostAsync(browser, "/Customers/Export?tier=nonsense")).Status.ShouldBe(404);
        (await PostAsync(browser, "/Customers/999999/Export?handler=Orders")).Status.ShouldBe(404);
        (await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/Customers/Export"))).Status.ShouldBe(400);
        (await browser.GetAsync("/Customers/Export")).Status.ShouldBe(405);
        (await firm.Factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Exports_OfARepWhoSeesHisOwn_HoldHisOwn()
    {
        var rep = await firm.Factory.UserAsync(Roles.SalesRep);
        var own = await firm.IdOfAsync("MANY");
        var other = await firm.IdOfAsync("GROUP");
        await firm.OwnAsync(own, rep.Id);
        await firm.SetRepsSeeAsync(Visibility.Own);
        try
        {
            using var browser = await firm.Factory.SignedInAsync(Roles.SalesRep);
            var list = await PostAsync(browser, "/Customers/Export?sort=name");
            Rows(list.Text).Skip(1).Select(r => r[0]).ShouldBe(["MANY"]);
            Rows((await PostAsync(browser, $"/Customers/{own}/Export?handler=Orders")).Text).Count.ShouldBe(231);
            foreach (var kind in new[] { "Orders", "Costs", "Surveys" })
                (await PostAsync(browser, $"/Customers/{other}/Export?handler={kind}")).Status.ShouldBe(404, kind);
        }
        finally
        {
            await firm.SetRepsSeeAsync(Visibility.All);
        }
    }

    [Fact]
    public async Task Card_OrdersExported_AreThoseOfTheTabNewestFirst()
    {
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);
        var id = await firm.IdOfAsync("BUYER-05");
        var tab = await browser.GetAsync($"/Customers/{id}/Orders");
        var numbers = tab.Page.QuerySelectorAll("#orders tbody td:nth-child(2) a").Select(a => a.TextContent).ToList();

        var file = await browser.SubmitAsync(tab, "", "form[data-export=Orders]");

        Rows(file.Text).Skip(1).Select(r => r[1]).ShouldBe(numbers);
    }

    [Fact]
    public async Task List_FormulasInNames_GoOutAsText()
    {
        await firm.Factory.WithDbAsync(async db =>
        {
            var customer = await db.Customers.SingleAsync(c => c.CustomerKey == "BUYER-07");
            db.Entry(customer).Property(c => c.Phone).CurrentValue = "=cmd|' /C calc'!A0";
            return await db.SaveChangesAsync();
        });
        using var browser = await firm.Factory.SignedInAsync(Roles.Manager);

        var rows = Rows((await PostAsync(browser, "/Customers/Export?sort=name&cols=phone")).Text);

        rows.Single(r => r[0] == "BUYER-07")[3].ShouldBe("'=cmd|' /C calc'!A0");
    }

    private static async Task<Answer> PostAsync(CrmBrowser browser, string address, params (string Name, string Value)[] fields)
    {
        var token = (await browser.GetAsync("/Account/Profile")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("form-token", token)));
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = form });
    }

    private Task<int> ArchiveAsync(string[] keys, DateTimeOffset? at) => firm.Factory.WithDbAsync(db =>
        db.Customers.Where(c => keys.Contains(c.CustomerKey)).ExecuteUpdateAsync(set => set.SetProperty(c => c.ArchivedAt, at)));

    private Task<int> AuditedAsync() => firm.Factory.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.Action == "exported"));

    private static List<string[]> Rows(string text)
    {
        using var csv = new CsvParser(new StringReader(text), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add(csv.Record!);
        return rows;
    }
}
