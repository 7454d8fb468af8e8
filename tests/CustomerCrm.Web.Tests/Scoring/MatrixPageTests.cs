using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>The grid of method B: its figures are those of the lists behind it, for each reader; its bands go to the draft and nowhere else.</summary>
public sealed class MatrixPageTests : IAsyncLifetime
{
    private const int MostStatements = 8;

    private CrmFactory _factory = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _factory = await ScoringFirm.StartAsync(doesJobs: false);
        _admin = await _factory.SignedInAsync(Roles.Admin);
        await _factory.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey == "C009").ExecuteUpdateAsync(c => c.SetProperty(p => p.ArchivedAt, DateTimeOffset.UtcNow)));
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _factory.DisposeAsync();
    }

    [Fact]
    public async Task Grid_EachCell_IsTheModelsAndLeadsToItsList()
    {
        var expected = await ExpectedAsync(await InForceAsync());
        expected.Keys.Count(k => k != "none").ShouldBeGreaterThan(5);

        var page = await _admin.GetAsync("/Scoring/Matrix");

        var cells = page.Page.QuerySelectorAll("[data-cell]").ToList();
        cells.Count.ShouldBe(9);
        foreach (var cell in cells)
        {
            var name = cell.GetAttribute("data-cell")!;
            var (count, net, profit) = expected.GetValueOrDefault(name);
            cell.GetAttribute("data-customers").ShouldBe(count.ToString(CultureInfo.InvariantCulture), name);
            var figures = cell.QuerySelectorAll("dd").Select(d => d.TextContent).ToList();
            figures.ShouldBe([Whole(net), Whole(profit)], name);
            if (count > 0)
                CountOf(await _admin.GetAsync(cell.QuerySelector("a[data-count]")!.GetAttribute("href")!)).ShouldBe(count.ToString(CultureInfo.InvariantCulture));
            CountOf(await _admin.GetAsync("/Customers?cell=" + name)).ShouldBe(count.ToString(CultureInfo.InvariantCulture), name);
        }

        page.Page.QuerySelector("[data-outside]")!.GetAttribute("data-outside").ShouldBe(
            expected.GetValueOrDefault("none").Count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Grid_TriedBands_CountsUnderThemAndWritesNothing()
    {
        var tried = (await InForceAsync()) with { LargeOrder = 2_500, MediumOrder = 1_200, ShortCycle = 40, MediumCycle = 90.5m };
        var expected = await ExpectedAsync(tried);
        var shown = await _admin.GetAsync("/Scoring/Matrix");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await PostAsync(_admin, shown, "Preview", ("LargeOrder", "2,500"), ("MediumOrder", "1200"), ("ShortCycle", "40"), ("MediumCycle", "90.50"));

        answer.Status.ShouldBe(200);
        foreach (var cell in answer.Page.QuerySelectorAll("[data-cell]"))
        {
            cell.GetAttribute("data-customers").ShouldBe(expected.GetValueOrDefault(cell.GetAttribute("data-cell")!).Count.ToString(CultureInfo.InvariantCulture));
            cell.QuerySelector("a").ShouldBeNull("a list is of the bands in force");
            cell.QuerySelector("[data-in-force]")!.GetAttribute("data-in-force").ShouldBe(
                shown.Page.QuerySelector($"[data-cell={cell.GetAttribute("data-cell")}]")!.GetAttribute("data-customers"));
        }

        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Theory]
    [InlineData("LargeOrder", "1", "LargeOrder")]
    [InlineData("ShortCycle", "3000", "ShortCycle")]
    [InlineData("MediumCycle", "4000", "MediumCycle")]
    [InlineData("MediumCycle", "-1", "MediumCycle")]
    [InlineData("LargeOrder", "", "LargeOrder")]
    [InlineData("LargeOrder", "NaN", "LargeOrder")]
    [InlineData("MediumOrder", "1e3", "MediumOrder")]
    [InlineData("MediumOrder", "<script>alert(1)</script>", "MediumOrder")]
    [InlineData("MediumOrder", "\u202E=1😀", "MediumOrder")]
    public async Task Bands_ThatCannotBe_AreRefusedBesideTheirField(string name, string value, string field)
    {
        var shown = await _admin.GetAsync("/Scoring/Matrix");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);
        foreach (var handler in new[] { "Preview", "Take" })
        {
            foreach (var language in new[] { "en", "zh-Hans" })
            {
                var answer = await PostAsync(_admin, shown, handler, language, (name, value));
                answer.Status.ShouldBe(400);
                answer.Words($"#Form_{field}-error").ShouldNotBeNullOrEmpty();
                answer.Page.QuerySelector("#matrix")!.GetAttribute("data-matrix").ShouldBe("refused");
                answer.Page.QuerySelector("main script").ShouldBeNull();
            }
        }

        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Take_Bands_ChangesThoseOfTheDraftAlone()
    {
        await _admin.SaveDraftAsync(("ProfitWeight", "70"));
        var shown = await _admin.GetAsync("/Scoring/Matrix");
        var was = (await DraftAsync()).Content;

        (await PostAsync(_admin, shown, "Take", ("LargeOrder", "2500"), ("MediumOrder", "1200"), ("ShortCycle", "40"), ("MediumCycle", "90"))).Status.ShouldBe(302);

        (await DraftAsync()).Content.IsSameAs(was with { LargeOrder = 2_500, MediumOrder = 1_200, ShortCycle = 40, MediumCycle = 90 }).ShouldBeTrue();
        (await _factory.WithDbAsync(db => db.AuditEntries.OrderByDescending(a => a.Id).Select(a => a.UserName).FirstAsync())).ShouldBe("Test Admin");
        shown = await _admin.GetAsync("/Scoring/Matrix");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);
        (await PostAsync(_admin, shown, "Take", ("LargeOrder", "2500"), ("MediumOrder", "1200"), ("ShortCycle", "40"), ("MediumCycle", "90"))).Status.ShouldBe(302);
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Take_DraftChangedMeanwhile_SaysSoAndKeepsWhatWasTyped()
    {
        var shown = await _admin.GetAsync("/Scoring/Matrix");
        await _admin.SaveDraftAsync(("ProfitWeight", "70"));

        var late = await PostAsync(_admin, shown, "Take", ("LargeOrder", "2500"));

        late.Status.ShouldBe(409);
        late.Page.QuerySelector("[data-conflict]").ShouldNotBeNull();
        late.Page.QuerySelector("#Form_LargeOrder")!.GetAttribute("value").ShouldBe("2500");
        (await DraftAsync()).Content.LargeOrder.ShouldBeNull();
        (await PostAsync(_admin, late, "Take", ("LargeOrder", "2500"))).Status.ShouldBe(302);
        var content = (await DraftAsync()).Content;
        (content.LargeOrder, content.ProfitWeight).ShouldBe((2_500m, 70m));
    }

    [Fact]
    public async Task Manager_ReadsButTriesAndTakesNothing()
    {
        using var manager = await _factory.SignedInAsync(Roles.Manager);
        var shown = await manager.GetAsync("/Scoring/Matrix");
        shown.Status.ShouldBe(200);
        shown.Page.QuerySelector("#bands").ShouldBeNull();
        shown.Page.QuerySelectorAll("[data-cell]").Length.ShouldBe(9);
        (await manager.GetAsync("/Scoring/Matrix?handler=Grid")).Page.QuerySelectorAll("[data-cell]").Length.ShouldBe(9);
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);
        var token = (await manager.GetAsync("/Account/Profile")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Preview", "Take" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/Scoring/Matrix?handler=" + handler)
            {
                Content = new FormUrlEncodedContent([new("form-token", token), new("Form.LargeOrder", "1")]),
            };
            (await manager.SendAsync(request)).Status.ShouldBe(403);
        }

        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    // Who sees his own alone is counted his own alone, and told nothing of the others.
    [Fact]
    public async Task Grid_OfWhoSeesSome_CountsThroughTheRowFilter()
    {
        var manager = await _factory.UserAsync(Roles.Manager);
        await _factory.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey.CompareTo("C021") < 0).ExecuteUpdateAsync(c => c.SetProperty(p => p.OwnerId, manager.Id)));
        await _factory.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(f => f.SetProperty(p => p.ManagersSee, Visibility.Team)));
        await _factory.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
        using var browser = await _factory.SignedInAsync(Roles.Manager);

        var page = await browser.GetAsync("/Scoring/Matrix");

        var expected = await ExpectedAsync(await InForceAsync(), manager.Id);
        page.Page.QuerySelectorAll("[data-cell]").ToDictionary(c => c.GetAttribute("data-cell")!, c => c.GetAttribute("data-customers"))
            .Where(c => c.Value != "0").ShouldBe(
                expected.Where(e => e.Key != "none").Select(e => KeyValuePair.Create(e.Key, (string?)e.Value.Count.ToString(CultureInfo.InvariantCulture))), ignoreOrder: true);
        page.Page.QuerySelector("[data-change-state]")!.GetAttribute("data-change-state").ShouldBe("some");
        page.Page.QuerySelector("[data-change]").ShouldBeNull();
        var cell = page.Page.QuerySelector("[data-cell] a[data-count]")!;
        CountOf(await browser.GetAsync(cell.GetAttribute("href")!)).ShouldBe(cell.GetAttribute("data-count"));
    }

    [Fact]
    public async Task Change_NobodyBoughtAWindowAgo_SaysThatHistoryIsShort() =>
        (await _admin.GetAsync("/Scoring/Matrix")).Page.QuerySelector("[data-change-state]")!.GetAttribute("data-change-state").ShouldBe("short");

    // The cells of a window ago are those that a dated run of that date measures.
    [Fact]
    public async Task Change_AgainstTheWindowBefore_IsThatOfADatedRun()
    {
        var random = new Random(3);
        var orders = Enumerable.Range(1, 60).SelectMany(n => Enumerable.Range(0, n % 5).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"P{n}-{i},C{n:000},{ScoringFirm.Today.AddDays(-random.Next(366, 600)):yyyy-MM-dd},{random.Next(50, 4_000)}")));
        var path = _factory.Database.Write("past.csv", "order_no,customer_key,ordered_on,net\n" + string.Join('\n', orders) + "\n");
        (await _factory.Services.GetRequiredService<Importer>().ApplyAsync(ImportKind.Orders, path, new ImportOptions(), "test", null, default))
            .ShouldBeOfType<ImportResult.Applied>();
        var policy = await InForceAsync();
        var then = ScoringFirm.Today.AddDays(-policy.WindowDays);
        (await _factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(then, null, "test"), default)).ShouldBeOfType<RunOutcome.Scored>();
        var measured = await _factory.WithDbAsync(db => db.Database.SqlQueryRaw<Place>(
            """SELECT average_order AS "Order", average_cycle AS "Cycle" FROM dated_metrics WHERE average_order IS NOT NULL""").ToListAsync());
        var expected = measured.Select(m => ValueMatrix.CellOf(Domain.Money.Of(m.Order), m.Cycle, policy)!.Value).CountBy(c => $"{c.Order}-{c.Cycle}").ToDictionary();
        expected.Count.ShouldBeGreaterThan(3);

        var page = await _admin.GetAsync("/Scoring/Matrix");

        page.Page.QuerySelector("[data-change-state]")!.GetAttribute("data-change-state").ShouldBe("partial");
        page.Words("[data-change-state]")!.ShouldContain("30 Jun 2025");
        var now = await ExpectedAsync(policy, archivedToo: true);
        foreach (var cell in page.Page.QuerySelectorAll("[data-cell]"))
        {
            var (name, was) = (cell.GetAttribute("data-cell")!, expected.GetValueOrDefault(cell.GetAttribute("data-cell")!));
            cell.GetAttribute("data-then").ShouldBe(was.ToString(CultureInfo.InvariantCulture), name);
            cell.QuerySelector("[data-change]")!.GetAttribute("data-change").ShouldBe((now.GetValueOrDefault(name).Count - was).ToString(CultureInfo.InvariantCulture), name);
        }
    }

    [Fact]
    public async Task Page_WhicheverMethod_SaysWhich()
    {
        (await _admin.GetAsync("/Scoring/Matrix")).Words(".lead")!.ShouldContain("method A");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Scoring/Matrix");
        request.Headers.AcceptLanguage.ParseAdd("zh-Hans");
        (await _admin.SendAsync(request)).Words(".lead")!.ShouldContain("方法 A");
        await _admin.SaveDraftAsync(("Method", "ValueMatrix"));
        await _factory.Services.GetRequiredService<Recompute>().PublishAsync(
            new PublishRequest(null, null, new Publication("tester", "a note", DateTimeOffset.UtcNow)), default);
        (await _admin.GetAsync("/Scoring/Matrix")).Words(".lead")!.ShouldContain("takes its tiers from here");
    }

    [Theory]
    [InlineData("cell=Best")]
    [InlineData("cell=Best-Best-Best")]
    [InlineData("cell=0-0")]
    [InlineData("cell=best-best")]
    public async Task List_OfNoCell_IsNotFound(string query) => (await _admin.GetAsync("/Customers?" + query)).Status.ShouldBe(404);

    [Fact]
    public async Task List_OfACell_NamesItAndKeepsItInItsPanel()
    {
        var page = await _admin.GetAsync("/Customers?cell=Best-Last");
        page.Words("main")!.ShouldContain("Matrix: large orders, long cycle");
        page.Page.QuerySelector("input[type=hidden][name=cell]")!.GetAttribute("value").ShouldBe("Best-Last");
    }

    [Fact]
    public async Task Page_Statements_AreFew()
    {
        await _admin.GetAsync("/Scoring/Matrix");
        using var count = StatementCount.Of(_factory.Database);
        await _admin.GetAsync("/Scoring/Matrix");
        count.Statements.Count.ShouldBeLessThanOrEqualTo(MostStatements, string.Join("\n---\n", count.Statements));
    }

    private static string? CountOf(Answer list) => list.Page.QuerySelector("[data-count]")?.GetAttribute("data-count");

    private static string Whole(decimal amount) => Math.Round(amount, MidpointRounding.AwayFromZero).ToString("€#,##0;-€#,##0", CultureInfo.InvariantCulture);

    private static Task<Answer> PostAsync(CrmBrowser browser, Answer shown, string handler, params (string Name, string Value)[] typed) =>
        PostAsync(browser, shown, handler, "en", typed);

    private static async Task<Answer> PostAsync(CrmBrowser browser, Answer shown, string handler, string language, params (string Name, string Value)[] typed)
    {
        var values = shown.Page.QuerySelectorAll("#bands input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in typed)
            values["Form." + name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Scoring/Matrix?handler=" + handler) { Content = new FormUrlEncodedContent(values) };
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await browser.SendAsync(request);
    }

    private Task<PolicyDraft> DraftAsync() => _factory.WithDbAsync(db => db.PolicyDrafts.AsNoTracking().SingleAsync());

    private Task<ScoringPolicy> InForceAsync() => _factory.WithDbAsync(db => db.PolicyVersions.OrderByDescending(v => v.Number).Select(v => v.Content).FirstAsync());

    /// <summary>Customers, revenue and profit by cell as the model has it.</summary>
    private Task<Dictionary<string, (int Count, decimal Net, decimal Profit)>> ExpectedAsync(ScoringPolicy policy, long? owner = null, bool archivedToo = false) =>
        _factory.WithDbAsync(async db =>
        {
            var all = await db.CurrentMetrics.Where(m => (archivedToo || m.Customer.ArchivedAt == null) && (owner == null || m.Customer.OwnerId == owner)).ToListAsync();
            return all.GroupBy(m => m is { AverageOrder: { } order, AverageCycle: { } cycle } && ValueMatrix.CellOf(Domain.Money.Of(order), cycle, policy) is { } cell
                    ? $"{cell.Order}-{cell.Cycle}" : "none")
                .ToDictionary(g => g.Key, g => (g.Count(), g.Sum(m => m.NetRevenue), g.Sum(m => m.GrossProfit - m.CostToServe)));
        });

    private sealed record Place(decimal Order, decimal Cycle);
}
