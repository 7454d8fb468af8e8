using System.Globalization;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>Publishing and rolling back as jobs: the draft that was seen, once, in the name of who asked.</summary>
public sealed class PublishJobTests : CrmTests
{
    private static readonly Actor Asker = new(null, "Ada <b>");
    private Node _node = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _node = new Node(Crm);
        foreach (var n in Enumerable.Range(1, 12))
            await Crm.BuyerAsync("C" + n.ToString(CultureInfo.InvariantCulture), 2 + (n % 4), 40 * n, TestCrm.Today.AddDays(-7 * n));
        await Crm.RecomputeAsync();
    }

    [Fact]
    public async Task Publish_ThenRollBack_EveryScoreIsAsBefore()
    {
        var before = await ScoresAsync();
        await DraftAsync(new ScoringPolicy { ProfitWeight = 400 });

        (await RunAsync(new PublishOrder(Guid.NewGuid(), "more profit", null, null, await DraftVersionAsync()))).ShouldBe(
            "Done|1|Version 2 is in force: 12 customers scored as of 2026-06-30.");
        (await ScoresAsync()).ShouldNotBe(before);
        (await RunAsync(new PublishOrder(Guid.NewGuid(), "back", null, 1, null))).ShouldBe(
            "Done|1|Version 3 is in force with the rules of version 1: 12 customers scored as of 2026-06-30.");

        (await ScoresAsync()).ShouldBe(before);
        (await Crm.RowsAsync("SELECT number, author, note, rolled_back_to FROM policy_versions ORDER BY number"))
            .ShouldBe(["1|system||", "2|Ada <b>|more profit|", "3|Ada <b>|back|1"]);
    }

    [Fact]
    public async Task Publish_DraftChangedMeanwhile_IsRefusedAndNotTriedAgain()
    {
        var seen = await DraftVersionAsync();
        await DraftAsync(new ScoringPolicy { ProfitWeight = 50 }, "Bob");

        (await RunAsync(new PublishOrder(Guid.NewGuid(), "x", null, null, seen))).ShouldBe(
            "Failed|1|Not published: Bob changed the draft after the publication was asked for. Look at it and ask again.");

        (await _node.ClaimAsync()).ShouldBeNull();
        (await Crm.CountAsync("policy_versions")).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_OfAFormSentTwice_IsOne()
    {
        var order = new PublishOrder(Guid.NewGuid(), "once", null, null, await DraftVersionAsync());
        (await RunAsync(order)).ShouldStartWith("Done|1|Version 2");

        (await RunAsync(order)).ShouldStartWith("Failed|1|This publication was asked for twice; job 1 made version 2.");

        (await Crm.CountAsync("policy_versions")).ShouldBe(2);
    }

    [Theory]
    [InlineData("{\"rollBackTo\": 7, \"note\": \"x\"}", "There is no version 7.")]
    [InlineData("{\"rollBackTo\": \"seven\"}", "What was asked cannot be read")]
    public async Task Publish_WhatCannotBe_IsRefusedWithItsReason(string payload, string reason)
    {
        await _node.Queue.EnqueueAsync(JobKind.Publish, PublishOrder.Key, Asker, default, payload);

        await _node.RunAsync((await _node.ClaimAsync())!);

        (await JobAsync()).ShouldStartWith("Failed|1|" + reason);
    }

    [Fact]
    public async Task Publish_CancelledInTheMiddle_LeavesEverythingAsBefore()
    {
        var before = await ScoresAsync();
        await DraftAsync(new ScoringPolicy { ProfitWeight = 400 });
        var order = new PublishOrder(Guid.NewGuid(), "x", null, null, await DraftVersionAsync());
        var id = await _node.Queue.EnqueueAsync(JobKind.Publish, PublishOrder.Key, Asker, default, order.Written());
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var running = _node.RunAsync((await _node.ClaimAsync())!);
        await paused.ArrivedAsync();

        (await _node.Queue.CancelAsync(id, Asker, default)).ShouldBeTrue();
        await running;
        await paused.OpenAsync();

        (await JobAsync()).ShouldBe("Cancelled|1|Cancelled; everything is as before.");
        (await ScoresAsync()).ShouldBe(before);
        (await Crm.RowAsync("SELECT max(number) FROM policy_versions")).ShouldBe("1");
        (await Crm.RowAsync("SELECT policy_version FROM score_generation")).ShouldBe("1");
    }

    [Fact]
    public async Task Enqueue_ByAUser_KeepsWhoItWasAndRetryTakesTheNewOne()
    {
        var order = new PublishOrder(Guid.NewGuid(), "x", null, 9, null);
        var id = await _node.Queue.EnqueueAsync(JobKind.Publish, PublishOrder.Key, new Actor(900, "Ada"), default, order.Written());
        await _node.RunAsync((await _node.ClaimAsync())!);
        var job = await Crm.WithDbAsync(db => db.Jobs.SingleAsync(j => j.Id == id));
        job.RequestedById.ShouldBe(900);
        job.State.ShouldBe(JobState.Failed);

        var again = await _node.Queue.RetryAsync(job, new Actor(901, "Eve"), default);

        var second = await Crm.WithDbAsync(db => db.Jobs.SingleAsync(j => j.Id == again));
        (second.RequestedBy, second.RequestedById, PublishOrder.Parse(second.Payload)).ShouldBe(("Eve", 901, order));
    }

    [Fact]
    public async Task Bell_JobAskedForOnItsNode_WakesTheWorker()
    {
        var bell = Crm.Services.GetRequiredService<JobBell>();
        bell.Silence();
        var sleeping = bell.WaitAsync(TimeSpan.FromMinutes(5), default);
        sleeping.IsCompleted.ShouldBeFalse();

        await _node.AskForRunAsync();
        await _node.AskForRunAsync();

        await sleeping.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Round_OfWhatRangBefore_DoesNotComeAtOnceAgain()
    {
        await _node.AskForRunAsync();
        await _node.RoundAsync();

        var bell = Crm.Services.GetRequiredService<JobBell>();
        bell.WaitAsync(TimeSpan.FromMinutes(5), default).IsCompleted.ShouldBeFalse();
    }

    private async Task<string> RunAsync(PublishOrder order)
    {
        await _node.Queue.EnqueueAsync(JobKind.Publish, PublishOrder.Key, Asker, default, order.Written());
        await _node.RunAsync((await _node.ClaimAsync())!);
        return await JobAsync();
    }

    private async Task<string> JobAsync()
    {
        var job = await Crm.WithDbAsync(db => db.Jobs.OrderByDescending(j => j.Id).FirstAsync());
        return $"{job.State}|{job.Attempts}|{job.Ended}";
    }

    private Task<int> DraftAsync(ScoringPolicy content, string by = "Ada") => Crm.WithDbAsync(async db =>
    {
        (await db.PolicyDrafts.SingleAsync()).Replace(content, Crm.Clock.Now, by).ShouldBeEmpty();
        return await db.SaveChangesAsync();
    });

    private Task<uint> DraftVersionAsync() => Crm.WithDbAsync(db => db.PolicyDrafts.Select(d => d.Version).SingleAsync());

    private async Task<string> ScoresAsync() => string.Join('\n', await Crm.RowsAsync(
        "SELECT customer_id, composite, computed_tier, shown_tier, guards, flags FROM current_scores ORDER BY customer_id"));
}
