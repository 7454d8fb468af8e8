using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Jobs;

/// <summary>
/// What keeps nodes from each other's work, guard by guard: each of these tests was seen to fail with its guard taken out
/// (docs/reliability.md).
/// </summary>
public sealed class JobGuardTests : CrmTests
{
    private Node _node = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _node = new Node(Crm);
        await Crm.BuyerAsync("C1", 5, 100, TestCrm.Today.AddDays(-2));
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(-1));
    }

    [Fact]
    public async Task Claim_FirstJobInAnothersHands_TakesTheNextWithoutWaiting()
    {
        await _node.AskForRunAsync("first");
        var second = await _node.AskForRunAsync("second");
        await using var connection = await Crm.Source.OpenConnectionAsync();
        await using var claiming = await connection.BeginTransactionAsync();
        await ScoreTables.ExecuteAsync(connection, "SELECT 1 FROM jobs WHERE key = 'first' FOR UPDATE", default);

        var job = await _node.ClaimAsync().WaitAsync(TimeSpan.FromMinutes(1));

        job.ShouldNotBeNull().Id.ShouldBe(second);
    }

    [Fact]
    public async Task Claim_TwoThatBothSawTheJobWait_OneGetsIt()
    {
        await _node.AskForRunAsync();
        await using var paused = await PausedTable.CloseAsync(Crm, "jobs");
        var claims = Task.WhenAll(_node.ClaimAsync(), new Node(Crm).ClaimAsync());
        await Patience.UntilAsync(async () => await Crm.CountAsync(
            "pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == 2);

        await paused.OpenAsync();

        (await claims).Count(job => job is not null).ShouldBe(1);
        (await Crm.RowAsync("SELECT attempts FROM jobs")).ShouldBe("1");
    }

    [Fact]
    public async Task Run_LeaseLost_IsDroppedAtTheNextSignOfLife()
    {
        await _node.AskForRunAsync();
        var job = (await _node.ClaimAsync())!;
        await using var paused = await PausedTable.CloseAsync(Crm, "score_history_next");
        var running = _node.RunAsync(job);
        await paused.ArrivedAsync();

        await Crm.ExecuteAsync("UPDATE jobs SET lease_token = gen_random_uuid(), node = 'another'");

        // The table is still closed: only who drops the work gets away from it.
        await running.WaitAsync(TimeSpan.FromMinutes(1));
        (await Crm.RowAsync("SELECT state, node FROM jobs")).ShouldBe("2|another");
    }

    [Theory]
    [InlineData(true)] // at work, for another job
    [InlineData(false)] // of this job, but at rest in a pool: the node may be there after all
    public async Task TakeOver_ServerProcessOfSomebodyElse_IsLeftAlone(bool isAnothers)
    {
        await _node.AskForRunAsync();
        var lost = (await _node.ClaimAsync())!;
        await using var other = await lost.OpenAsync(Crm.Source, default);
        await using var transaction = isAnothers ? await other.BeginTransactionAsync() : null;
        if (isAnothers)
            await ScoreTables.ExecuteAsync(other, "SELECT set_config('application_name', 'crm job 0', false)", default);
        await Crm.ExecuteAsync("UPDATE jobs SET lease_until = clock_timestamp() - interval '1 second'");

        await (await _node.ClaimAsync())!.EndWhatWasLeftAsync(default);

        (await ScoreTables.ScalarAsync<int>(other, "SELECT 1", default)).ShouldBe(1);
    }

    [Fact]
    public async Task Finish_JobOfAnotherByNow_ChangesNothing()
    {
        await _node.AskForRunAsync();
        var lost = (await _node.ClaimAsync())!;
        await Crm.ExecuteAsync("UPDATE jobs SET lease_until = clock_timestamp() - interval '1 second'");
        (await _node.ClaimAsync()).ShouldNotBeNull();
        var before = await Crm.RowAsync("SELECT to_jsonb(j) FROM jobs j");

        (await lost.FinishAsync(Infrastructure.Jobs.JobState.Done, Infrastructure.Jobs.JobOutcome.Of("Cancelled"), TimeSpan.Zero, default)).ShouldBeFalse();
        (await lost.RenewAsync(default)).ShouldBeFalse();

        (await Crm.RowAsync("SELECT to_jsonb(j) FROM jobs j")).ShouldBe(before);
    }
}
