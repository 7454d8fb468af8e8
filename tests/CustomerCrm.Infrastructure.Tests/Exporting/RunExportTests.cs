using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>What runs made, as files: the changes of tiers here; the scores stand in DatedRunTests and the oracle.</summary>
public sealed class RunExportTests : CrmTests
{
    private const string Header = "customer_key,as_of,from_tier,to_tier,from_computed,to_computed,policy_version,reason";

    private static readonly DateOnly Today = TestCrm.Today;

    [Fact]
    public async Task TierChanges_NothingChanged_IsTheHeaderAlone() =>
        (await Crm.ExportAsync(ExportKind.TierChanges)).ShouldBe(Header + "\n");

    [Fact]
    public async Task TierChanges_OfSeveralRuns_AreSortedByCustomerDateAndOrderOfHappening()
    {
        await ChangeTiersAsync();

        (await Crm.ExportLinesAsync(ExportKind.TierChanges)).ShouldBe(
        [
            Header,
            "'=B,2026-07-05,Platinum,Silver,Platinum,Silver,1,Time",
            "a,2026-06-30,Platinum,Silver,Platinum,Silver,1,Facts",
            "a,2026-06-30,Silver,Platinum,Silver,Platinum,1,Facts",
            "a,2026-06-30,Platinum,Silver,Platinum,Silver,1,Facts",
            "a,2026-07-05,Silver,Adjust,Silver,Adjust,1,Time",
            "客,2026-07-05,Platinum,Silver,Platinum,Silver,1,Time",
            "客,2026-07-05,Silver,Platinum,Silver,Platinum,1,Facts",
        ]);
    }

    [Fact]
    public async Task TierChanges_OfOneDate_AreThatRunsAlone()
    {
        await ChangeTiersAsync();
        var all = await Crm.ExportLinesAsync(ExportKind.TierChanges);

        (await Crm.ExportLinesAsync(ExportKind.TierChanges, Today)).ShouldBe([Header, .. all[2..5]]);
        (await Crm.ExportLinesAsync(ExportKind.TierChanges, Today.AddDays(1))).ShouldBe([Header]);
        (await Crm.ExportLinesAsync(ExportKind.TierChanges, new DateOnly(2026, 7, 5))).ShouldBe([Header, all[1], .. all[5..]]);
    }

    [Fact]
    public async Task TierChanges_DateWithoutARun_NamesTheDatesThereAre()
    {
        await Crm.BuyerAsync("a", 3, 100, Today);
        (await NoRunAsync(Today)).ShouldBeEmpty();
        await Crm.RecomputeAsync(Today.AddDays(-2));
        await Crm.RecomputeAsync();
        await Crm.RecomputeAsync(Today.AddDays(-9));

        (await NoRunAsync(Today.AddDays(1))).ShouldBe([Today.AddDays(-9), Today.AddDays(-2), Today]);
        (await Crm.ExportAsync(ExportKind.TierChanges, Today.AddDays(-9))).ShouldBe(Header + "\n");
        File.Exists(Path.Combine(Crm.Database.Folder, "none.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task Scores_WrittenToBetweenTheChoiceOfTheRunAndItsRows_AreAsOfTheChoice()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await Crm.BuyerAsync("C2", 3, 100, TestCrm.Today);
        await Crm.RecomputeAsync();
        var whole = await Crm.ExportLinesAsync(ExportKind.Scores);
        await using var connection = await Crm.Source.OpenConnectionAsync();
        await using var writing = await connection.BeginTransactionAsync();
        await ScoreTables.ExecuteAsync(connection, "LOCK TABLE customers; DELETE FROM customer_scores_a", default);

        var export = Crm.ExportLinesAsync(ExportKind.Scores);
        await Patience.UntilAsync(async () => export.IsCompleted || await Crm.CountAsync("pg_locks WHERE relation = 'customers'::regclass AND NOT granted") > 0);
        await writing.CommitAsync();

        (await export).ShouldBe(whole);
    }

    [Fact]
    public async Task Scores_KeyThatLooksLikeAFormula_IsNeutralised()
    {
        await Crm.BuyerAsync("=1", 3, 100, Today);
        await Crm.BuyerAsync("-2", 3, 10, Today);
        await Crm.RecomputeAsync();

        var lines = await Crm.ExportLinesAsync(ExportKind.Scores);

        lines.Skip(1).Select(l => l.Split(',')[0]).ShouldBe(["'-2", "'=1"]);
    }

    [Fact]
    public async Task Scores_NegativeNumbers_AreNumbers()
    {
        await Crm.BuyerAsync("a", 3, 100, Today, costShare: 2);
        await Crm.RecomputeAsync();

        (await Crm.ExportLinesAsync(ExportKind.Scores))[1].ShouldContain(",-300.00,");
    }

    /// <summary>A sum of 90 in the window is Platinum, as HistoryTests has it; on 5 July the first 40 of it leave the window.</summary>
    private async Task ChangeTiersAsync()
    {
        string[] keys = ["客", "=B", "a"];
        await Crm.CustomersAsync(keys);
        await Crm.SalesAsync([.. keys.SelectMany(k => new[] { $"OLD-{k},{k},2025-07-05,40", $"NEW-{k},{k},2026-06-01,50" })]);
        await Crm.PublishAsync(TestPolicies.ByTurnover);
        await Crm.SalesAsync("NEW-a,a,2026-06-01,20");
        await Crm.SalesAsync("NEW-a,a,2026-06-01,50");
        await Crm.SalesAsync("NEW-a,a,2026-06-01,20");
        await Crm.RecomputeAsync(Today.AddDays(1));
        await Crm.RecomputeAsync(new DateOnly(2026, 7, 5));
        await Crm.SalesAsync("NEW-客,客,2026-06-01,100");
    }

    private async Task<IReadOnlyList<DateOnly>> NoRunAsync(DateOnly date) =>
        (await Crm.TryExportAsync(ExportKind.TierChanges, Path.Combine(Crm.Database.Folder, "none.csv"), date))
            .ShouldBeOfType<ExportOutcome.NoSuchRun>().Dates;
}
