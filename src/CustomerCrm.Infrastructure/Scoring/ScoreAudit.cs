using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>What an audit found.</summary>
/// <param name="Customers">How many were rebuilt.</param>
/// <param name="Drifted">How many stand otherwise in the current scores, or in a fact derived from others.</param>
public sealed record AuditReport(DateOnly AsOf, int Customers, long Drifted);

/// <summary>
/// The nightly audit: rebuilds measures and scores from the facts under the version in force, beside the current ones, and
/// compares them column by column. Customers written to meanwhile are left out, since they are scored by their writers. Who
/// differs is named in the audit log and scored anew.
/// </summary>
public sealed class ScoreAudit(NpgsqlDataSource database, ScoreRuns runs, TimeProvider clock)
{
    private const int CustomersNamed = 1_000;

    /// <summary>Null before the first run: there is nothing to compare.</summary>
    public async Task<AuditReport?> RunAsync(RunWatch watch, CancellationToken cancellation)
    {
        await using var runLock = await runs.LockAsync(watch, cancellation);
        await using var connection = await watch.OpenAsync(database, cancellation);
        if (await GenerationState.ReadAsync(connection, cancellation) is not { } current)
        {
            return null;
        }

        var run = await runs.StartAsync(connection, RunKind.Audit, current.AsOf, Actor.System.Name, cancellation);
        var rebuilt = new ScoreTarget(run, null);
        var builder = new ScoreBuilder(database, rebuilt, watch);
        await builder.ExpectAsync(cancellation);
        var customers = await builder.MeasureAsync(current.Policy, current.AsOf, null, cancellation);
        var memory = await MemorySource.ResolveAsync(connection, current.AsOf, current, cancellation);
        var scorer = new CustomerScorer(run, current.PolicyVersion, current.Policy, null, clock.GetUtcNow());
        await builder.ScoreAsync(scorer, memory, cancellation);
        return await CompareAsync(connection, current, rebuilt, customers, watch, cancellation);
    }

    private async Task<AuditReport> CompareAsync(
        NpgsqlConnection connection, GenerationState current, ScoreTarget rebuilt, int customers, RunWatch watch, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            SqlText.Read(
                "Scoring/Sql/drift.sql",
                ("metrics", current.Target.MetricsTable),
                ("scores", current.Target.ScoresTable),
                ("kept_metrics", Columns(ScoreColumns.Metrics.Names, "kept")),
                ("built_metrics", Columns(ScoreColumns.Metrics.Names, "built")),
                ("kept_scores", Columns(ScoreColumns.Scores.Names, "kept")),
                ("built_scores", Columns(ScoreColumns.Scores.Names, "built"))),
            connection)
        { CommandTimeout = 0 };
        command.Parameters.AddWithValue("run", rebuilt.RunId);
        command.Parameters.AddWithValue("most", CustomersNamed);
        long drifted;
        string[] named;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            drifted = reader.GetInt64(0);
            named = reader.IsDBNull(1) ? [] : reader.GetFieldValue<string[]>(1);
        }

        var report = new AuditReport(current.AsOf, customers, drifted);
        await ScoreTables.ExecuteAsync(
            connection,
            """
            WITH scores AS (DELETE FROM dated_scores WHERE run_id = @run),
            metrics AS (DELETE FROM dated_metrics WHERE run_id = @run),
            dirty AS (DELETE FROM dirty_customers WHERE run_id = @run)
            DELETE FROM score_runs WHERE id = @run
            """,
            cancellation,
            ("run", rebuilt.RunId));
        await AuditLog.WriteAsync(
            connection, clock.GetUtcNow(), Actor.System.Name, "audited", "scores", rebuilt.RunId,
            new { report.AsOf, report.Customers, report.Drifted, named }, cancellation);
        await watch.ConfirmAsync(connection, report.Told(), cancellation);
        await transaction.CommitAsync(cancellation);
        return report;
    }

    /// <summary>What is compared: all but the run, which differs by its nature.</summary>
    private static string Columns(IEnumerable<string> names, string alias) =>
        string.Join(", ", names.Where(n => n != "run_id").Select(n => $"{alias}.{n}"));
}
