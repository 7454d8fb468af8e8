using CustomerCrm.Domain.Facts;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>A firm that voided facts shows and exports what a firm without them would.</summary>
public sealed class VoidedFactsTests(DashboardFirm firm) : IClassFixture<DashboardFirm>
{
    private static readonly string[] Boards = ["/Dashboard", "/Dashboard/Movements", "/Dashboard/Groups"];

    [Fact]
    public async Task Figures_OfVoidedFacts_AreThoseOfAFirmWithoutThem()
    {
        await SurveyAsync();
        using var browser = await firm.Factory.SignedInAsync(Roles.Admin);
        var counted = await ReadAsync(browser);

        await VoidAsync(db => db.Orders.Where(o => EF.Functions.Like(o.Customer.CustomerKey, "%9") || (EF.Functions.Like(o.Customer.CustomerKey, "%3") && o.Id % 2 == 0)), o => o.CustomerId);
        await VoidAsync(db => db.CostEntries.Where(e => EF.Functions.Like(e.Customer.CustomerKey, "%2") && e.Id % 4 < 2), e => e.CustomerId);
        await VoidAsync(db => db.SurveyAnswers.Where(a => EF.Functions.Like(a.Customer.CustomerKey, "%1")), a => a.CustomerId);
        var voided = await ReadAsync(browser);
        await firm.Factory.WithDbAsync(async db =>
            await db.Orders.Where(o => o.VoidedAt != null).ExecuteDeleteAsync()
            + await db.CostEntries.Where(e => e.VoidedAt != null).ExecuteDeleteAsync()
            + await db.SurveyAnswers.Where(a => a.VoidedAt != null).ExecuteDeleteAsync());
        await firm.Factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(DashboardFirm.Today, null, "test"), default);
        var without = await ReadAsync(browser);

        foreach (var (name, text) in voided)
            text.ShouldBe(without[name], name);
        string[] moved =
        [
            "/Dashboard", "/Dashboard #whale", "/Dashboard #thin-margin", "/Dashboard?csv=whale", "/Dashboard?csv=tiers", "/Dashboard/Movements?csv=matrix",
            "/Dashboard/Groups?csv=regions", "/Dashboard/Groups?csv=teams", "file orders", "file costs", "file surveys", "file scores",
        ];
        foreach (var name in moved)
            voided[name].ShouldNotBe(counted[name], name);
    }

    /// <summary>The words of every board, and every file of a board or of the exports, by name.</summary>
    private static async Task<Dictionary<string, string>> ReadAsync(CrmBrowser browser)
    {
        var texts = new Dictionary<string, string>();
        foreach (var board in Boards)
        {
            var page = await browser.GetAsync(board);
            page.Status.ShouldBe(200);
            texts[board] = page.Words("main")!;
            foreach (var part in page.Page.QuerySelectorAll("main section[id]"))
                texts[$"{board} #{part.Id}"] = part.TextContent;
            foreach (var link in page.Page.QuerySelectorAll("a.dash-csv").Select(a => a.GetAttribute("href")!))
                texts[link] = await browser.Client.GetStringAsync(link);
        }

        foreach (var kind in ExportKinds.Names)
        {
            var file = await browser.SubmitAsync("/Exports", $"form:has([name=kind][value={kind}])", ("kind", kind));
            file.Status.ShouldBe(200, kind);
            texts["file " + kind] = file.Text;
        }

        return texts;
    }

    private Task<int> VoidAsync<TFact>(Func<CrmDbContext, IQueryable<TFact>> which, Func<TFact, long> customerOf)
        where TFact : IVoidable => firm.Factory.WithDbAsync(async db =>
    {
        var facts = await which(db).ToListAsync();
        foreach (var fact in facts)
            fact.Void(firm.Factory.Clock.Now);
        var customers = facts.Select(customerOf).Distinct().ToList();
        (await new CustomerWrites(db, firm.Factory.Clock).SaveAsync(customers, default)).ShouldBeOfType<SaveOutcome.Saved>();
        facts.ShouldNotBeEmpty();
        return facts.Count;
    });

    private async Task SurveyAsync()
    {
        var rows = Enumerable.Range(1, 300).Where(n => n % 3 != 0).Select(n => $"S{n},C{n:000},2026-06-{1 + (n % 20):00},{n % 101}");
        var path = firm.Factory.Database.Write("surveys.csv", "survey_no,customer_key,answered_on,satisfaction\n" + string.Join('\n', rows) + "\n");
        (await firm.Factory.Services.GetRequiredService<Importer>().ApplyAsync(ImportKind.Surveys, path, new ImportOptions(), "test", null, default))
            .ShouldBeOfType<ImportResult.Applied>();
    }
}
