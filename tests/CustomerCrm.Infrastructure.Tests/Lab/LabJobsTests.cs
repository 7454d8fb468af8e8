using System.Globalization;
using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Tests.Jobs;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Lab;

/// <summary>Backtests and searches as jobs: done once, kept, cancelled, refused; and right to the cent on a firm worked out by hand.</summary>
public sealed class LabJobsTests : CrmTests
{
    private static readonly DateOnly Past = new(2025, 6, 30);
    private Node _node = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _node = new Node(Crm);

        // Who bought more before buys more after, but for the greatest of all, who loses.
        foreach (var n in Enumerable.Range(1, 10))
        {
            await Crm.BuyerAsync(Key(n), 4, 100 * n, Past.AddDays(-n));
            await Crm.SalesAsync(n == 10 ? $"A{n},{Key(n)},2025-09-01,100,1100" : $"A{n},{Key(n)},2025-09-01,{200 * n},{100 * n}");
        }

        await Crm.SalesAsync("BEFORE,C01,2023-01-01,10,5", "AGES,C02,2023-02-01,10,5");
        await Crm.RecomputeAsync();
    }

    // Nine in order and the best on the last place: squares of differences 9 x 9 + 9 x 1 = 90, 1 - 6 x 90 / (10 x 99).
    [Fact]
    public async Task Backtest_AFirmWorkedOutByHand_IsRight()
    {
        await Crm.DraftAsync(new ScoringPolicy { LoyaltyWeight = 0, ProfitWeight = 0 });

        var (report, job) = await RunAsync(LabReportKind.Backtest, Past);

        (job.State, job.Ended!.ToString()).ShouldBe((JobState.Done, "10 customers judged as of 2025-06-30."));
        job.Progress.ShouldBe(1);
        job.StepsDone.ShouldBe(job.StepsTotal);
        var result = report.Backtest()!;
        (result.Customers, result.LaterProfit, result.Earners, result.FirstOn).ShouldBe((10, 4_500 - 1_000, 9, new DateOnly(2023, 1, 1)));
        result.Draft.RankCorrelation!.Value.ShouldBe(1 - (6 * 90.0 / (10 * 99)), 1e-12);
        (result.Draft.BestTenth.Customers, result.Draft.BestTenth.Profit).ShouldBe((1, -1_000));
        result.Perfect.Profit.ShouldBe(900);
        result.Draft.Tiers.Sum(t => t.Profit).ShouldBe(3_500);
        var lost = result.Draft.Overrated.ShouldHaveSingleItem();
        (await Crm.ScalarAsync<string>($"SELECT customer_key FROM customers WHERE id = {lost.Id}"), lost.Profit).ShouldBe((Key(10), -1_000));
        report.Until.ShouldBe(TestCrm.Today);
    }

    [Fact]
    public async Task Backtest_DoneAgain_FindsTheSame()
    {
        var (first, _) = await RunAsync(LabReportKind.Backtest, Past);
        var (second, _) = await RunAsync(LabReportKind.Backtest, Past);

        second.Id.ShouldNotBe(first.Id);
        second.Result.ShouldBe(first.Result);
    }

    [Fact]
    public async Task Backtest_BeforeAnybodyBought_IsRefusedAndNotTriedAgain()
    {
        var (report, job) = await RunAsync(LabReportKind.Backtest, new DateOnly(2022, 1, 1));

        (job.State, job.Attempts, report.Result).ShouldBe((JobState.Failed, 1, null));
        job.Ended!.Key.ShouldBe("NobodyToJudge");
    }

    [Fact]
    public async Task Backtest_Cancelled_KeepsNothingAndCanBeAskedAgain()
    {
        var id = await AskAsync(LabReportKind.Backtest, Past);
        var asked = await JobAsync();
        await _node.Queue.CancelAsync(asked.Id, Actor.System, default);
        await _node.RoundAsync();
        (await ReportAsync(id)).Result.ShouldBeNull();

        await WithReportsAsync(async (db, reports) => await reports.EnqueueAsync(await db.LabReports.SingleAsync(r => r.Id == id), default));
        await _node.RoundAsync();

        (await ReportAsync(id)).Result.ShouldNotBeNull();
    }

    // A node whose lease was taken over keeps no result: the fence stands in the same transaction.
    [Fact]
    public async Task Backtest_LeaseTakenOver_KeepsNothing()
    {
        var id = await AskAsync(LabReportKind.Backtest, Past);
        var lease = (await _node.ClaimAsync())!;
        await Crm.ExecuteAsync("UPDATE jobs SET lease_token = gen_random_uuid()");

        await _node.RunAsync(lease);

        (await ReportAsync(id)).Result.ShouldBeNull();
    }

    // The second period has no part in the choice: whatever is planted in it, the same weights are chosen.
    [Fact]
    public async Task Suggest_FactsOfTheSecondPeriod_HaveNoPartInTheChoice()
    {
        var (before, job) = await RunAsync(LabReportKind.SuggestedWeights, TestCrm.Today.AddDays(-730));
        job.State.ShouldBe(JobState.Done);
        await Crm.SalesAsync("P1,C01,2025-07-01,90000", "P2,C02,2026-01-01,70000");
        var (after, _) = await RunAsync(LabReportKind.SuggestedWeights, TestCrm.Today.AddDays(-730));

        var (one, other) = (before.Suggestion()!, after.Suggestion()!);
        one.JudgeFrom.ShouldBe(TestCrm.Today.AddDays(-365));
        one.Chosen.Count.ShouldBe(66);
        other.Chosen.ShouldBe(one.Chosen);
        other.Suggested.ShouldBe(one.Suggested);
        other.JudgedToday.ShouldNotBe(one.JudgedToday);
        one.IsBetter.ShouldBeFalse();
    }

    [Fact]
    public void Best_OfEqualOnes_IsNearestToToday()
    {
        WeightsTried Tried(decimal value, decimal profit, decimal loyalty, double? correlation) => new(new Weights(value, profit, loyalty), correlation);
        var today = Tried(40, 40, 20, 0.5);

        WeightSearch.Best([Tried(100, 0, 0, 0.6), Tried(50, 30, 20, 0.6), Tried(0, 0, 100, 0.1)], today).ShouldBe(new Weights(50, 30, 20));
        WeightSearch.Best([Tried(100, 0, 0, 0.5), Tried(0, 0, 100, null)], today).ShouldBe(today.Weights);
    }

    private static string Key(int n) => string.Create(CultureInfo.InvariantCulture, $"C{n:00}");

    private async Task<(LabReport Report, Job Job)> RunAsync(LabReportKind kind, DateOnly asOf)
    {
        var id = await AskAsync(kind, asOf);
        await _node.RoundAsync();
        return (await ReportAsync(id), await JobAsync());
    }

    private Task<long> AskAsync(LabReportKind kind, DateOnly asOf) => WithReportsAsync(async (_, reports) =>
        await reports.AskAsync(kind, (await reports.GroundAsync(default))!, asOf, TestCrm.Today, default));

    private Task<LabReport> ReportAsync(long id) => Crm.WithDbAsync(db => db.LabReports.AsNoTracking().SingleAsync(r => r.Id == id));

    private Task<Job> JobAsync() => Crm.WithDbAsync(db => db.Jobs.AsNoTracking()
        .Where(j => j.Kind == JobKind.Backtest || j.Kind == JobKind.SuggestWeights).OrderByDescending(j => j.Id).FirstAsync());

    private async Task<T> WithReportsAsync<T>(Func<CrmDbContext, LabReports, Task<T>> work)
    {
        await using var scope = Crm.Scope();
        return await work(scope.ServiceProvider.GetRequiredService<CrmDbContext>(), scope.ServiceProvider.GetRequiredService<LabReports>());
    }
}
