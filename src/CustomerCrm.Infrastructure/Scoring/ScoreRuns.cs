using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>The book of full runs: begun one at a time, noted so that writers leave word for them, ended in their switch.</summary>
public sealed class ScoreRuns(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>One full run at a time; the lock ends with the scope.</summary>
    internal async Task<NpgsqlTransactionScope> LockAsync(RunWatch watch, CancellationToken cancellation)
    {
        var scope = await NpgsqlTransactionScope.BeginAsync(await watch.OpenAsync(database, cancellation), cancellation);
        await ScoreTables.LockAsRunAsync(scope.Connection, cancellation);
        return scope;
    }

    /// <summary>
    /// Notes the run, so that writers from now on leave word for it; waits for those already under way. What a run that
    /// was killed left behind goes.
    /// </summary>
    public async Task<int> StartAsync(
        NpgsqlConnection connection, RunKind kind, DateOnly asOf, string startedBy, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ScoreTables.LockOutWritersAsync(connection, cancellation);
        var building = (short)RunState.Building;
        var killed = await ScoreTables.ScalarAsync<bool>(
            connection, "SELECT EXISTS (SELECT 1 FROM score_runs WHERE state = @building)", cancellation, ("building", building));
        if (killed)
        {
            await ScoreTables.ExecuteAsync(
                connection,
                """
                WITH failed AS (UPDATE score_runs SET state = @failed WHERE state = @building RETURNING id),
                dirty AS (DELETE FROM dirty_customers WHERE run_id IN (SELECT id FROM failed)),
                measures AS (DELETE FROM dated_metrics WHERE run_id IN (SELECT id FROM failed))
                DELETE FROM dated_scores WHERE run_id IN (SELECT id FROM failed)
                """,
                cancellation,
                ("failed", (short)RunState.Failed), ("building", building));
        }

        var run = await ScoreTables.ScalarAsync<int>(
            connection,
            """
            INSERT INTO score_runs (kind, state, as_of, started_at, customers, started_by)
            VALUES (@kind, @building, @as_of, @now, 0, @by) RETURNING id
            """,
            cancellation,
            ("kind", (short)kind), ("building", building), ("as_of", asOf), ("now", clock.GetUtcNow()), ("by", startedBy));
        await transaction.CommitAsync(cancellation);
        return run;
    }

    /// <summary>To be called last in the transaction that makes the run's scores visible.</summary>
    public async Task FinishAsync(
        NpgsqlConnection connection,
        GenerationState state,
        RunKind kind,
        int customers,
        Actor startedBy,
        PolicyVersion? published,
        RunWatch watch,
        CancellationToken cancellation)
    {
        await ScoreTables.ExecuteAsync(
            connection,
            """
            UPDATE score_runs
            SET state = @done, policy_version = @version, customers = @customers, finished_at = @now
            WHERE id = @run
            """,
            cancellation,
            ("done", (short)RunState.Done), ("version", state.PolicyVersion), ("customers", customers),
            ("now", clock.GetUtcNow()), ("run", state.Target.RunId));
        await AuditLog.WriteAsync(
            connection, clock.GetUtcNow(), startedBy, published is null ? "recomputed" : "published", "score run",
            state.Target.RunId, new { kind = kind.ToString(), state.AsOf, state.PolicyVersion, customers, published?.Note }, cancellation);
        var outcome = new RunOutcome.Scored(kind, state.AsOf, state.PolicyVersion, customers, published is not null)
        {
            RolledBackTo = published?.RolledBackTo,
        };
        await watch.ConfirmAsync(connection, outcome.Told(), cancellation);
    }
}
