using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>A date before the current one: complete, exportable, beside the current scores.</summary>
public sealed class DatedRunTests : CrmTests
{
    private static readonly DateOnly Today = TestCrm.Today;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.BuyerAsync("C1", 4, 100, Today.AddDays(-50));
        await Crm.BuyerAsync("C2", 8, 300, Today);
        await Crm.RecomputeAsync();
    }

    [Fact]
    public async Task Run_PastDate_TouchesNeitherCurrentScoresNorTierChangesNorHistory()
    {
        var (scores, changes, history) = (await Crm.CurrentScoresAsync(), await Crm.CountAsync("tier_changes"), await Crm.CountAsync("score_history"));
        var generation = await Crm.RowAsync("SELECT to_jsonb(g) FROM score_generation g");

        (await Crm.RecomputeAsync(Today.AddDays(-55))).ShouldBe(
            new RunOutcome.Scored(RunKind.Dated, Today.AddDays(-55), 1, 2, PublishedVersion: false));

        (await Crm.CurrentScoresAsync()).ShouldBe(scores);
        (await Crm.CountAsync("tier_changes")).ShouldBe(changes);
        (await Crm.CountAsync("score_history")).ShouldBe(history);
        (await Crm.RowAsync("SELECT to_jsonb(g) FROM score_generation g")).ShouldBe(generation);
    }

    [Fact]
    public async Task Export_DatedRun_HasItsOwnDateAndMeasures()
    {
        await Crm.RecomputeAsync(Today.AddDays(-55));

        var dated = await ExportAsync(Today.AddDays(-55));
        var current = await ExportAsync(null);

        dated.Count.ShouldBe(3);
        dated[1].ShouldStartWith("C1,2026-05-06,1,3,");
        current[1].ShouldStartWith("C1,2026-06-30,1,4,");
        (await ExportAsync(Today)).ShouldBe(current);
    }

    [Fact]
    public async Task Run_SameDateAgain_TakesThePlaceOfTheOlder()
    {
        await Crm.RecomputeAsync(Today.AddDays(-55));
        var before = await ExportAsync(Today.AddDays(-55));
        await Crm.SalesAsync("X1,C1,2026-05-01,5000");

        await Crm.RecomputeAsync(Today.AddDays(-55));

        (await ExportAsync(Today.AddDays(-55))).ShouldNotBe(before);
        (await Crm.RowsAsync("SELECT state FROM score_runs WHERE kind = 2 ORDER BY id"))
            .ShouldBe([$"{(int)RunState.Replaced}", $"{(int)RunState.Done}"]);
        (await Crm.CountAsync("dated_scores")).ShouldBe(2);
        (await Crm.CountAsync("dated_metrics")).ShouldBe(2);
    }

    [Fact]
    public async Task Run_PastDateUnderANamedVersion_UsesItsContent()
    {
        await Crm.PublishAsync(new ScoringPolicy { WindowDays = 90, PurchaseValueWeight = 100, ProfitWeight = 0, LoyaltyWeight = 0 });

        (await Crm.RecomputeAsync(Today.AddDays(-5), version: 1)).ShouldBeOfType<RunOutcome.Scored>().PolicyVersion.ShouldBe(1);
        var under1 = await ExportAsync(Today.AddDays(-5));
        (await Crm.RecomputeAsync(Today.AddDays(-5))).ShouldBeOfType<RunOutcome.Scored>().PolicyVersion.ShouldBe(2);

        var under2 = await ExportAsync(Today.AddDays(-5));
        under1[1].Split(',')[2].ShouldBe("1");
        under2[1].Split(',')[2].ShouldBe("2");
    }

    [Fact]
    public async Task Export_DateWithoutARun_NamesTheDatesThereAre()
    {
        await Crm.RecomputeAsync(Today.AddDays(-7));
        await Crm.RecomputeAsync(Today.AddDays(1));

        var outcome = await Crm.TryExportAsync(ExportKind.Scores, Path.Combine(Crm.Database.Folder, "none.csv"), Today);

        outcome.ShouldBeOfType<ExportOutcome.NoSuchRun>().Dates.ShouldBe([Today.AddDays(-7), Today.AddDays(1)]);
        File.Exists(Path.Combine(Crm.Database.Folder, "none.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_DatedRunKilled_LeavesNothingToExportAndTheNextWorks()
    {
        await using (var paused = await PausedTable.CloseAsync(Crm, "dated_scores"))
        {
            using var stop = new CancellationTokenSource();
            var run = Crm.RecomputeAsync(Today.AddDays(-7), cancellation: stop.Token);
            await paused.ArrivedAsync();
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(run);
        }

        (await Crm.TryExportAsync(ExportKind.Scores, "unused.csv", Today.AddDays(-7)))
            .ShouldBeOfType<ExportOutcome.NoSuchRun>().Dates.ShouldBe([Today]);
        await Crm.RecomputeAsync(Today.AddDays(-7));
        (await ExportAsync(Today.AddDays(-7))).Count.ShouldBe(3);
        (await Crm.CountAsync("dated_metrics")).ShouldBe(2);
    }

    private async Task<IReadOnlyList<string>> ExportAsync(DateOnly? asOf) => await Crm.ExportLinesAsync(ExportKind.Scores, asOf);
}
