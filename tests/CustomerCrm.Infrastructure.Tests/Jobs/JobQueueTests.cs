using System.Data;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>A job asked for once is done once, however many nodes there are and whatever becomes of them.</summary>
public sealed class JobQueueTests : CrmTests
{
    private static readonly Actor Tester = new(null, "tester");
    private Node _node = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _node = new Node(Crm);
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-2));
        await Crm.BuyerAsync("C2", 3, 50, TestCrm.Today.AddDays(-9));
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(-1));
    }

    [Fact]
    public async Task Enqueue_WhileOneOfTheKeyWaitsOrRuns_IsThatOne()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _node.AskForRunAsync()));
        ids.Distinct().ShouldHaveSingleItem();
        var job = (await _node.ClaimAsync()).ShouldNotBeNull();

        (await _node.AskForRunAsync()).ShouldBe(job.Id);
        (await _node.AskForRunAsync("another")).ShouldNotBe(job.Id);
        await _node.RunAsync(job);

        (await _node.AskForRunAsync()).ShouldNotBe(job.Id);
    }

    [Fact]
    public async Task Claim_ManyNodes_OneGetsIt()
    {
        await _node.AskForRunAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Node(Crm).ClaimAsync()));

        claims.Count(c => c is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Run_Job_EndsInTheTransactionOfItsSwitch()
    {
        var id = await _node.AskForRunAsync();

        await _node.RunAsync((await _node.ClaimAsync())!);

        (await JobAsync(id)).ShouldBe("Done|1|2 customers scored as of 2026-06-30 under version 1.");
        (await Crm.RowAsync("SELECT steps_done, steps_total, node, lease_token FROM jobs")).ShouldBe("4|4||");
        (await Crm.RowAsync("SELECT j.xmin = g.xmin FROM jobs j, score_generation g")).ShouldBe("True");
        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-06-30");
    }

    [Fact]
    public async Task Run_UnderWay_TellsHowFarItIs()
    {
        var id = await _node.AskForRunAsync();
        var job = (await _node.ClaimAsync())!;
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");

        var running = _node.RunAsync(job);
        await paused.ArrivedAsync();
        await Patience.UntilAsync(async () => await Crm.ScalarAsync<long>($"SELECT steps_done FROM jobs WHERE id = {id}") >= 2);

        (await Crm.RowAsync("SELECT steps_total FROM jobs")).ShouldBe("4");
        await paused.OpenAsync();
        await running;
    }

    [Fact]
    public async Task Run_Cancelled_LeavesWhatWas()
    {
        var id = await _node.AskForRunAsync();
        var job = (await _node.ClaimAsync())!;
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var running = _node.RunAsync(job);
        await paused.ArrivedAsync();

        (await _node.Queue.CancelAsync(id, Tester, default)).ShouldBeTrue();
        await running;

        (await JobAsync(id)).ShouldBe("Cancelled|1|Cancelled; everything is as before.");
        (await Crm.RowAsync("SELECT user_name, subject_id FROM audit_entries WHERE action = 'cancelled' AND subject = 'job'")).ShouldBe($"tester|{id}");
        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-06-29");
        (await _node.Queue.CancelAsync(id, Tester, default)).ShouldBeFalse();
        await paused.OpenAsync();
        (await Crm.RecomputeAsync()).ShouldBeOfType<RunOutcome.Scored>().Customers.ShouldBe(2);
    }

    [Fact]
    public async Task Cancel_OneThatWaits_IsNeverBegun()
    {
        var id = await _node.AskForRunAsync();

        await _node.Queue.CancelAsync(id, Tester, default);

        (await _node.ClaimAsync()).ShouldBeNull();
        (await Crm.RowAsync("SELECT attempts FROM jobs")).ShouldBe("0");
    }

    [Fact]
    public async Task Claim_LeaseRunOut_TakesItOverAndTheOldHolderCommitsNothing()
    {
        await _node.AskForRunAsync();
        var lost = (await _node.ClaimAsync())!;
        (await _node.ClaimAsync()).ShouldBeNull();
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var slow = Crm.Recompute.RunAsync(new(null, null, "slow"), lost, default);
        await paused.ArrivedAsync();

        await Crm.ExecuteAsync("UPDATE jobs SET lease_until = clock_timestamp() - interval '1 second'");
        var taken = (await _node.ClaimAsync()).ShouldNotBeNull();
        (await lost.RenewAsync(default)).ShouldBeFalse();
        (await lost.FinishAsync(JobState.Failed, JobOutcome.Of("Cancelled"), TimeSpan.Zero, default)).ShouldBeFalse();
        await paused.OpenAsync();

        await Should.ThrowAsync<OperationCanceledException>(slow);
        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-06-29");
        await _node.RunAsync(taken);
        (await JobAsync(taken.Id)).ShouldBe("Done|2|2 customers scored as of 2026-06-30 under version 1.");
        (await Crm.CountAsync("score_runs WHERE state = 2")).ShouldBe(2);
    }

    [Fact]
    public async Task Run_TakenOverFromANodeThatHangs_EndsWhatItsRunHeld()
    {
        await _node.AskForRunAsync();
        var hanging = (await _node.ClaimAsync())!;

        // Half way through, as a frozen process leaves it: the run's lock, rows on their way into the other tables, a reader's snapshot.
        await using var locked = await hanging.OpenAsync(Crm.Source, default);
        await using var transaction = await locked.BeginTransactionAsync();
        await ScoreTables.LockAsRunAsync(locked, default);
        await using var writing = await hanging.OpenAsync(Crm.Source, default);
        var copying = await writing.BeginBinaryImportAsync("COPY customer_scores_b (customer_id) FROM STDIN (FORMAT BINARY)");
        await using var reading = await hanging.OpenAsync(Crm.Source, default);
        await using var snapshot = await reading.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await ScoreTables.ExecuteAsync(reading, "SELECT 1 FROM customers", default);
        await Crm.ExecuteAsync("UPDATE jobs SET lease_until = clock_timestamp() - interval '1 second'");

        var taken = (await _node.ClaimAsync())!;
        await _node.RunAsync(taken).WaitAsync(TimeSpan.FromMinutes(1));

        (await JobAsync(taken.Id)).ShouldBe("Done|2|2 customers scored as of 2026-06-30 under version 1.");
        (await Crm.CountAsync($"pg_stat_activity WHERE pid IN ({locked.ProcessID}, {writing.ProcessID}, {reading.ProcessID})")).ShouldBe(0);
        await Should.ThrowAsync<NpgsqlException>(async () => await copying.DisposeAsync());
    }

    [Fact]
    public async Task Claim_WhileAnotherRunIsUnderWay_WaitsSoThatItCanTakeThatOneOver()
    {
        await _node.AskForRunAsync("first");
        await _node.AskForRunAsync("second");
        var first = (await _node.ClaimAsync())!;

        (await new Node(Crm).ClaimAsync()).ShouldBeNull();
        await Crm.ExecuteAsync("UPDATE jobs SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 2");
        (await new Node(Crm).ClaimAsync()).ShouldNotBeNull().Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Claim_NodesClockADayOff_TakesNothingOver()
    {
        await _node.AskForRunAsync();
        (await _node.ClaimAsync()).ShouldNotBeNull();

        Crm.Clock.GoTo(TestCrm.Today.AddDays(1));

        (await new Node(Crm).ClaimAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Run_Fails_IsTriedAgainAndInTheEndSaysWhy()
    {
        var id = await _node.AskForRunAsync();
        await Crm.ExecuteAsync("ALTER TABLE customer_scores_b ADD CONSTRAINT no_more CHECK (false) NOT VALID");

        for (var attempt = 1; attempt < 5; attempt++)
        {
            await _node.RunAsync((await _node.ClaimAsync())!);
            (await JobAsync(id)).ShouldStartWith($"Queued|{attempt}|");
            (await _node.ClaimAsync()).ShouldBeNull();
            await Crm.ExecuteAsync("UPDATE jobs SET run_after = clock_timestamp()");
        }

        await _node.RunAsync((await _node.ClaimAsync())!);
        (await JobAsync(id)).ShouldStartWith("Failed|5|Failed: 23514: new row for relation \"customer_scores_b\"");
        (await Crm.RowAsync("SELECT as_of FROM score_generation")).ShouldBe("2026-06-29");
    }

    [Fact]
    public async Task Run_NodeStops_GivesItBackWithoutCountingIt()
    {
        var id = await _node.AskForRunAsync();
        var job = (await _node.ClaimAsync())!;
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        using var stop = new CancellationTokenSource();
        var running = _node.RunAsync(job, stop.Token);
        await paused.ArrivedAsync();

        await stop.CancelAsync();
        await running;

        (await JobAsync(id)).ShouldBe("Queued|0|Given back by a node that stopped; the next one takes it.");
        await paused.OpenAsync();
        await new Node(Crm).RoundAsync();
        (await JobAsync(id)).ShouldStartWith("Done|1|");
    }

    private async Task<string> JobAsync(long id)
    {
        var job = await Crm.WithDbAsync(async db => (await db.Jobs.FindAsync(id))!);
        return $"{job.State}|{job.Attempts}|{job.Ended}";
    }
}
