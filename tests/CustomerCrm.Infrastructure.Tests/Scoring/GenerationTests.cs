using System.Data;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>The switch of a generation: one update, seen whole or not at all.</summary>
public sealed class GenerationTests : CrmTests
{
    private const string CurrentDates = "SELECT string_agg(DISTINCT as_of::text, ' ') || ' x ' || count(*) FROM current_scores";

    private static readonly DateOnly Today = TestCrm.Today;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.BuyerAsync("C1", 4, 100, Today.AddDays(-50));
        await Crm.BuyerAsync("C2", 8, 300, Today);
        await Crm.RecomputeAsync();
    }

    [Fact]
    public async Task Slots_RunAfterRun_Alternate()
    {
        foreach (var (day, slot) in new[] { (1, "b"), (2, "a"), (3, "b") })
        {
            await Crm.RecomputeAsync(Today.AddDays(day));
            (await Crm.RowAsync("SELECT slot FROM score_generation")).ShouldBe(slot);
            (await Crm.RowAsync($"SELECT DISTINCT as_of FROM customer_scores_{slot}")).ShouldBe(Today.AddDays(day).ToString("yyyy-MM-dd", null));
        }
    }

    [Fact]
    public async Task Switch_SnapshotFromBefore_ReadsTheOldScoresAndANewOneTheNew()
    {
        await using var reader = await SnapshotAsync();

        await Crm.RecomputeAsync(Today.AddDays(1));

        (await reader.ReadAsync(CurrentDates)).ShouldBe("2026-06-30 x 2");
        await using var later = await SnapshotAsync();
        (await later.ReadAsync(CurrentDates)).ShouldBe("2026-07-01 x 2");
        (await reader.ReadAsync(CurrentDates)).ShouldBe("2026-06-30 x 2");
    }

    [Fact]
    public async Task Empty_WhileASnapshotFromBeforeTheSwitchLives_Waits()
    {
        await using var reader = await SnapshotAsync();
        await Crm.RecomputeAsync(Today.AddDays(1));
        await using var connection = await Crm.Source.OpenConnectionAsync();

        var emptying = ScoreTables.EmptyAsync(connection, "a", default);
        await LoopedTwiceAsync(connection, emptying);
        (await reader.ReadAsync(CurrentDates)).ShouldBe("2026-06-30 x 2");
        emptying.IsCompleted.ShouldBeFalse();
        await reader.DisposeAsync();

        await emptying;
        (await Crm.CountAsync("customer_scores_a")).ShouldBe(0);
    }

    [Fact]
    public async Task Empty_SnapshotTakenRightBeforeTheSwitchingTransaction_WaitsForItToo()
    {
        await using var connection = await Crm.Source.OpenConnectionAsync();
        await using var reader = await SnapshotAsync();
        // As a switch whose transaction gets the very next id after the snapshot.
        await Crm.ExecuteAsync("UPDATE score_generation SET slot = 'b', switched_xid = pg_current_xact_id()");

        var emptying = ScoreTables.EmptyAsync(connection, "a", default);
        await LoopedTwiceAsync(connection, emptying);
        (await reader.ReadAsync(CurrentDates)).ShouldBe("2026-06-30 x 2");
        await reader.DisposeAsync();

        await emptying;
    }

    [Fact]
    public async Task Switch_TwoOfThemWhileASnapshotLives_TheSecondRunWaitsAndNobodySeesAMix()
    {
        await using var first = await SnapshotAsync();
        await Crm.RecomputeAsync(Today.AddDays(1));
        await using var second = await SnapshotAsync();

        var run = Crm.RecomputeAsync(Today.AddDays(2));
        await Patience.UntilAsync(async () => run.IsCompleted || await Crm.CountAsync("pg_stat_activity WHERE datname = current_database() AND query LIKE '%backend_xmin IS NOT NULL%' AND pid <> pg_backend_pid()") > 0);
        (await first.ReadAsync(CurrentDates)).ShouldBe("2026-06-30 x 2");
        run.IsCompleted.ShouldBeFalse();
        await first.DisposeAsync();
        await run.WaitAsync(TimeSpan.FromMinutes(1));

        (await second.ReadAsync(CurrentDates)).ShouldBe("2026-07-01 x 2");
        (await Crm.RowAsync(CurrentDates)).ShouldBe("2026-07-02 x 2");
    }

    [Fact]
    public async Task Empty_SwitchNumberedByAnotherServer_WaitsForNoSnapshot()
    {
        await using var connection = await Crm.Source.OpenConnectionAsync();
        // As in a copy restored on a server that has counted less far.
        await Crm.ExecuteAsync("UPDATE score_generation SET slot = 'b', switched_xid = (pg_current_xact_id()::text::bigint + 1000000000)::text::xid8");
        await using var reader = await Snapshot.OpenAsync(Crm);
        await reader.ReadAsync("SELECT 'a snapshot'");

        await ScoreTables.EmptyAsync(connection, "a", default).WaitAsync(TimeSpan.FromMinutes(1));

        (await Crm.CountAsync("customer_scores_a")).ShouldBe(0);
    }

    [Fact]
    public async Task Empty_WhileSomebodyReadsTheOtherTables_HoldsUpNoFurtherReader()
    {
        await Crm.RecomputeAsync(Today.AddDays(1));
        await using var reading = await Crm.Source.OpenConnectionAsync();
        await using var transaction = await reading.BeginTransactionAsync();
        await ScoreTables.ExecuteAsync(reading, "LOCK TABLE customer_scores_a IN ACCESS SHARE MODE", default);
        await using var connection = await Crm.Source.OpenConnectionAsync();

        var emptying = ScoreTables.EmptyAsync(connection, "a", default);
        await Patience.UntilAsync(async () => await Crm.CountAsync($"pg_locks WHERE pid = {connection.ProcessID} AND mode = 'AccessExclusiveLock'") > 0);
        var further = Crm.CountAsync("current_scores");
        await Task.WhenAny(further, Task.Delay(TimeSpan.FromMinutes(1)));
        var wasHeldUp = !further.IsCompleted;
        await transaction.CommitAsync();
        await emptying;

        wasHeldUp.ShouldBeFalse();
        (await further).ShouldBe(2);
    }

    [Fact]
    public async Task Run_KilledBeforeItsSwitch_ShowsNothingHalfBuiltAndTheNextWorks()
    {
        var before = await Crm.CurrentScoresAsync();
        await using (var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b"))
        {
            using var stop = new CancellationTokenSource();
            var run = Crm.RecomputeAsync(Today.AddDays(9), cancellation: stop.Token);
            await paused.ArrivedAsync();
            (await Crm.CurrentScoresAsync()).ShouldBe(before);
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(run);
        }

        (await Crm.CurrentScoresAsync()).ShouldBe(before);
        (await Crm.RecomputeAsync(Today.AddDays(1))).ShouldBeOfType<RunOutcome.Scored>().Customers.ShouldBe(2);
        (await Crm.RowAsync(CurrentDates)).ShouldBe("2026-07-01 x 2");
        (await Crm.RowsAsync("SELECT state FROM score_runs ORDER BY id"))
            .ShouldBe([$"{(int)RunState.Done}", $"{(int)RunState.Failed}", $"{(int)RunState.Done}"]);
    }

    [Fact]
    public async Task Run_SeveralAtOnce_ComeOneAfterTheOther()
    {
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var first = Crm.RecomputeAsync(Today.AddDays(1));
        await paused.ArrivedAsync();

        var (second, third) = (Crm.RecomputeAsync(Today.AddDays(2)), Crm.RecomputeAsync(Today.AddDays(2)));
        var asked = new HashSet<string>();
        await Patience.UntilAsync(async () =>
        {
            asked.UnionWith(await Crm.RowsAsync(
                "SELECT pid || ' ' || query_start FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SET LOCAL idle_in_transaction_session_timeout%'"));
            var blocked = await Crm.CountAsync(
                $"pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() WHERE objid = {ScoreTables.RunLock} AND NOT granted");
            return asked.Count >= 6 || blocked == 2 || await Crm.CountAsync("score_runs") > 2;
        });
        (await Crm.CountAsync("score_runs")).ShouldBe(2);
        await paused.OpenAsync();

        (await first).ShouldBeOfType<RunOutcome.Scored>().AsOf.ShouldBe(Today.AddDays(1));
        foreach (var run in new[] { second, third })
            (await run.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeOfType<RunOutcome.Scored>().AsOf.ShouldBe(Today.AddDays(2));
    }

    /// <summary>Returns when the emptying connection has asked for old snapshots twice and therefore goes on asking, or has ended.</summary>
    private async Task LoopedTwiceAsync(NpgsqlConnection emptying, Task ended)
    {
        var asked = new HashSet<string>();
        await Patience.UntilAsync(async () =>
        {
            asked.UnionWith(await Crm.RowsAsync(
                $"SELECT query_start::text FROM pg_stat_activity WHERE pid = {emptying.ProcessID} AND query LIKE '%backend_xmin IS NOT NULL%'"));
            return asked.Count >= 3 || ended.IsCompleted;
        });
    }

    /// <summary>
    /// Begun after every transaction that is older than the last switch, of other databases too: a run would have to wait for a
    /// snapshot that still counts those.
    /// </summary>
    private async Task<Snapshot> SnapshotAsync()
    {
        while (true)
        {
            var snapshot = await Snapshot.OpenAsync(Crm);
            if (await snapshot.ReadAsync("SELECT (pg_snapshot_xmin(pg_current_snapshot()) > switched_xid)::text FROM score_generation") == "true")
                return snapshot;
            await snapshot.DisposeAsync();
            await Task.Delay(10);
        }
    }

    private sealed class Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<Snapshot> OpenAsync(TestCrm crm)
        {
            var connection = await crm.Source.OpenConnectionAsync();
            return new Snapshot(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead));
        }

        public async Task<string?> ReadAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync() as string;
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
