using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Exporting;
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

        var lines = await Crm.ExportLinesAsync(ExportKind.TierChanges);

        lines[0].ShouldBe(Header);
        lines.Skip(1).ShouldBe(await Crm.RowsAsync("""
            SELECT concat_ws(',', c.customer_key, t.as_of, tier[t.from_tier + 1], tier[t.to_tier + 1], tier[t.from_computed + 1],
                tier[t.to_computed + 1], t.policy_version, (ARRAY['Rules','Facts','Time','Both','Pin','Grace'])[t.reason])
            FROM tier_changes t JOIN customers c ON c.id = t.customer_id,
                (SELECT ARRAY['Unrated','Adjust','Develop','Silver','Gold','Platinum'] AS tier) n
            ORDER BY c.customer_key COLLATE "C", t.as_of, t.id
            """));
        lines.Length.ShouldBeGreaterThan(5);
        lines.Skip(1).Select(l => l.Split(',')[0]).Distinct().ShouldBe(["B", "a", "客"]);
    }

    [Fact]
    public async Task TierChanges_OfOneDate_AreThatRunsAlone()
    {
        await ChangeTiersAsync();
        var all = await Crm.ExportLinesAsync(ExportKind.TierChanges);

        var one = await Crm.ExportLinesAsync(ExportKind.TierChanges, Today.AddDays(1));

        one.ShouldBe([Header, .. all.Where(l => l.Contains(",2026-07-01,", StringComparison.Ordinal))]);
        one.Length.ShouldBeInRange(2, all.Length - 1, string.Join('\n', all));
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

    private async Task ChangeTiersAsync()
    {
        foreach (var (key, net) in new[] { ("B", 20m), ("a", 50m), ("客", 400m) })
            await Crm.BuyerAsync(key, 6, net, Today);
        await Crm.PublishAsync(new ScoringPolicy { GraceDays = 0 }.OnFixedScales());
        await Crm.SalesAsync("N1,B,2026-06-30,90000,10");
        await Crm.SalesAsync("N2,B,2026-06-30,10,99999", "N3,客,2026-06-29,1,99999");
        await Crm.SalesAsync("N4,a,2026-06-30,80000,5");
        await Crm.RecomputeAsync(Today.AddDays(1));
        await Crm.SalesAsync("N5,客,2026-07-01,900000,5", "N6,a,2026-07-01,1,999999");
        await Crm.RecomputeAsync(Today.AddDays(500));
    }

    private async Task<IReadOnlyList<DateOnly>> NoRunAsync(DateOnly date) =>
        (await Crm.TryExportAsync(ExportKind.TierChanges, Path.Combine(Crm.Database.Folder, "none.csv"), date))
            .ShouldBeOfType<ExportOutcome.NoSuchRun>().Dates;
}
