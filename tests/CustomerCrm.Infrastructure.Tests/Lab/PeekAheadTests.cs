using System.Globalization;
using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Lab;

/// <summary>
/// Nothing known after the date enters a backtest's scores: facts of every kind are planted after it, and not one score as of it moves. A
/// reader that peeks ahead is caught by the same check.
/// </summary>
public sealed class PeekAheadTests : CrmTests
{
    private static readonly DateOnly Past = new(2025, 6, 30);
    private static readonly ScoringPolicy Rules = new();

    /// <summary>What is planted, and whether a score could move by it at all.</summary>
    private List<(string What, Func<Task> Plant)> Leaks =>
    [
        ("orders", () => Crm.SalesAsync("L1,C01,2025-07-01,90000", "L2,C02,2026-01-15,40,39", "L3,C03,2025-12-24,5000")),
        ("returns", () => Crm.ImportAsync(
            ImportKind.Orders, "order_no,customer_key,ordered_on,kind,net\nR1,C04,2025-07-02,return,700\nR2,C05,2026-02-01,return,90\n")),
        ("payments", () => Crm.ExecuteAsync("UPDATE orders SET paid_on = '2025-07-05' WHERE paid_on IS NULL AND due_on IS NOT NULL")),
        ("costs", () => Crm.ImportAsync(
            ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nX9,C06,visit,2025-07-01,400\n")),
        ("surveys", () => Crm.ImportAsync(
            ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction\nS9,C07,2025-07-01,100\n")),
        ("referrals", () => Crm.ExecuteAsync(
            "UPDATE customers SET referred_by_id = (SELECT id FROM customers WHERE customer_key = 'C09') WHERE customer_key = 'NEW'")),
        ("estimated spend", () => Crm.ExecuteAsync("UPDATE customers SET estimated_annual_spend = 100 WHERE customer_key IN ('C10', 'C11')")),
        ("archived", () => Crm.ExecuteAsync("UPDATE customers SET archived_at = '2025-07-01T12:00:00Z' WHERE customer_key = 'OLD'")),
    ];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var n in Enumerable.Range(1, 12))
            await Crm.BuyerAsync(string.Create(CultureInfo.InvariantCulture, $"C{n:00}"), 2 + (n % 5), 60 * n, Past.AddDays(-9 * n));
        await Crm.BuyerAsync("OLD", 3, 500, Past.AddDays(-500));
        await Crm.BuyerAsync("NEW", 4, 800, Past.AddDays(40));
        await Crm.ExecuteAsync("UPDATE orders SET due_on = ordered_on + 30 WHERE ordered_on <= '2025-06-30'");
        await Crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2024-01-01,visit,30\n");
        await Crm.RecomputeAsync();
    }

    [Fact]
    public async Task ScoreAsync_FactsOfEveryKindPlantedAfterTheDate_NotOneScoreMoves()
    {
        var before = await ScoresAsync(Honest, Rules);
        before.Count.ShouldBe(26);
        foreach (var (what, plant) in Leaks)
        {
            await plant();
            (await ScoresAsync(Honest, Rules)).ShouldBe(before, what);
        }
    }

    [Fact]
    public async Task ScoreAsync_ByAReaderThatPeeksAhead_IsCaughtByTheSameCheck()
    {
        foreach (var (what, plant) in Leaks)
        {
            var before = await ScoresAsync(Peeking, Rules);
            await plant();
            (await ScoresAsync(Peeking, Rules)).ShouldNotBe(before, what);
        }
    }

    // Scales published later know later buyers: the version as it is would bring them in, the version as it could have been does not.
    [Fact]
    public async Task ScoreAsync_AVersionWithLaterScales_TakesThemFromTheBuyersOfTheDate()
    {
        var early = await PublishedAsync(1);
        await Leaks[0].Plant();
        await Crm.PublishAsync(Rules);
        var late = await PublishedAsync(2);

        (await ScoresAsync(Honest, PastPolicy.OfVersion(late))).ShouldBe(await ScoresAsync(Honest, PastPolicy.OfVersion(early)));
        (await ScoresAsync(Honest, PastPolicy.OfDraft(late, late))).ShouldBe(await ScoresAsync(Honest, PastPolicy.OfVersion(early)));
        (await ScoresAsync(Honest, late)).ShouldNotBe(await ScoresAsync(Honest, early));
    }

    // What is planted does come after: the side that judges sees it.
    [Fact]
    public async Task ProfitAsync_OrdersPlantedAfterTheDate_AreWhatCame()
    {
        var before = await LaterAsync();
        await Leaks[0].Plant();

        (await LaterAsync() - before).ShouldBe((90_000 * 30) + 100 + (5_000 * 30));
    }

    private static readonly ReadFacts Honest = new PastFacts(TimeZoneInfo.Utc).ReadAsync;

    private static readonly ReadFacts Peeking = (connection, asOf, window, cancellation) =>
        FactsReader.ReadAsync(connection, asOf.AddDays(60), window, null, cancellation);

    private async Task<IReadOnlyList<string>> ScoresAsync(ReadFacts read, ScoringPolicy policy)
    {
        await using var connection = await Crm.Source.OpenConnectionAsync();
        var matrix = policy with { Method = TierMethod.ValueMatrix, WindowDays = 180 };
        var scores = await new PastScorer(connection, read, new RunWatch()).ScoreAsync(Past, [policy, matrix], default);
        return
        [
            .. scores.SelectMany(s => Enumerable.Range(0, s.Count).Select(i =>
                $"{s.Ids[i]} {s.Composites[i]} {s.Values[i]} {s.Profits[i]} {s.Loyalties[i]} {s.Tiers[i]}")),
        ];
    }

    private async Task<long> LaterAsync()
    {
        await using var connection = await Crm.Source.OpenConnectionAsync();
        var scorer = new PastScorer(connection, Honest, new RunWatch());
        var scores = (await scorer.ScoreAsync(Past, [Rules], default))[0];
        return (await scorer.ProfitAsync(scores.Ids.ToArray(), Past, TestCrm.Today, Rules, default)).Sum();
    }

    private Task<ScoringPolicy> PublishedAsync(int version) =>
        Crm.WithDbAsync(async db => (await db.PolicyVersions.SingleAsync(v => v.Number == version)).Content);
}
