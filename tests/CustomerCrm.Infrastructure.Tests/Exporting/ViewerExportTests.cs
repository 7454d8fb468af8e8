using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>"Cards, facts, lists, totals, charts, search, export and API follow": a file holds what its reader may open, no more.</summary>
public sealed class ViewerExportTests : CrmTests
{
    private static readonly string[] Keys = ["A1", "A2", "B1", "FREE"];
    private static readonly DateOnly Past = TestCrm.Today.AddDays(-7);

    private long anna;
    private long ben;

    private static readonly (string Viewer, string[] Keys)[] Viewers =
    [
        ("nobody", []),
        ("anna", ["A1", "A2"]),
        ("ben", ["B1"]),
        ("team", ["A1", "A2", "B1"]),
        ("everybody", Keys),
    ];

    /// <summary>All but the activities, which are the firm's.</summary>
    public static TheoryData<ExportKind> Kinds => [.. Enum.GetValues<ExportKind>().Except([ExportKind.Activities])];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        anna = await Crm.AddUserAsync("anna@example.com");
        ben = await Crm.AddUserAsync("ben@example.com");
        await Crm.ImportAsync(
            ImportKind.Customers,
            "customer_key,name,owner_email,referred_by_key\nA1,a,anna@example.com,B1\nA2,a,anna@example.com,A1\n"
            + "B1,b,ben@example.com,FREE\nFREE,f,,\n");
        await Crm.ImportAsync(ImportKind.Activities, "activity,unit\nrebate,amount\n");
        await Crm.SalesAsync([.. Keys.SelectMany(k => new[] { $"OLD-{k},{k},2025-07-05,40", $"NEW-{k},{k},2026-06-01,50" })]);
        await Crm.ImportAsync(ImportKind.OrderLines, TestCrm.Csv("order_no,line_no,net", Keys.Select(k => $"NEW-{k},1,50")));
        await Crm.ImportAsync(ImportKind.Costs, TestCrm.Csv(
            "cost_no,customer_key,activity,incurred_on,amount", Keys.Select(k => $"X-{k},{k},rebate,2026-06-02,5")));
        await Crm.ImportAsync(ImportKind.Surveys, TestCrm.Csv(
            "survey_no,customer_key,answered_on,satisfaction", Keys.Select(k => $"S-{k},{k},2026-06-02,50")));
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.SalesAsync([.. Keys.Select(k => $"NEW-{k},{k},2026-06-01,20")]);
        await Crm.RecomputeAsync(Past);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Export_AnyKind_HoldsTheViewersCustomersAlone(ExportKind kind)
    {
        foreach (var (viewer, seen) in Viewers)
        {
            var rows = (await Crm.ExportLinesAsync(kind, viewer: ViewerOf(viewer)))[1..];

            rows.Length.ShouldBe(seen.Length * (kind == ExportKind.Orders ? 2 : 1), viewer);
            foreach (var key in Keys)
                rows.Any(row => row.Contains(key, StringComparison.Ordinal)).ShouldBe(seen.Contains(key), $"{viewer} {key}");
        }
    }

    [Fact]
    public async Task Export_ScoresOfADatedRun_HoldTheViewersCustomersAlone() =>
        (await Crm.ExportLinesAsync(ExportKind.Scores, Past, ViewerOf("anna"))).Skip(1).Select(l => l[..3]).ShouldBe(["A1,", "A2,"]);

    [Fact]
    public async Task Export_ReferrerOfAnotherOwner_IsNotNamed()
    {
        (await Crm.ExportLinesAsync(ExportKind.Customers)).Select(Referrer).ShouldBe(["referred_by_key", "B1", "A1", "FREE", ""]);
        (await Crm.ExportLinesAsync(ExportKind.Customers, viewer: ViewerOf("anna"))).Select(Referrer).ShouldBe(["referred_by_key", "", "A1"]);

        static string Referrer(string row) => row.Split(',')[15];
    }

    [Fact]
    public async Task Export_Activities_AreTheFirmsForEverybody() =>
        (await Crm.ExportLinesAsync(ExportKind.Activities, viewer: ViewerOf("anna")))[1..].ShouldBe(["rebate,,amount,"]);

    private Viewer ViewerOf(string name) => name switch
    {
        "nobody" => Viewer.Nobody,
        "anna" => new Viewer(false, [anna], new Actor(anna, "anna")),
        "ben" => new Viewer(false, [ben], new Actor(ben, "ben")),
        "team" => new Viewer(false, [anna, ben], new Actor(anna, "anna")),
        _ => Viewer.Everything(Actor.System),
    };
}
