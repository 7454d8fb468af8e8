using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// What a write does for the customers it touches, in its own transaction: up to 200 are scored at once under the version in
/// force and the stored AsOf, more wait in the queue. While a full run builds, they are noted for it too.
/// </summary>
public static class TouchedCustomers
{
    public const int ScoredAtOnce = 200;

    /// <summary>Where more are scored at once, word is left of very many: who holds them in memory reads everybody anew.</summary>
    internal const int NamedAtMost = 1_000;

    /// <summary>So many are held while they are scored, which takes half a second.</summary>
    internal const int MeasuredAtOnce = 5_000;

    /// <summary>To be called last in the writing transaction.</summary>
    /// <param name="customerIds">Whose facts were entered or corrected; who referred them is added here.</param>
    /// <param name="later">They wait in the queue however few they are, where a run is to follow at once.</param>
    public static async Task ScoreAsync(
        NpgsqlConnection connection, IReadOnlyCollection<long> customerIds, DateTimeOffset now, CancellationToken cancellation,
        bool later = false)
    {
        // From here to the commit no run starts or switches: this write sees the run, or the run sees this write.
        await ScoreTables.LockAsWriterAsync(connection, cancellation);
        if (customerIds.Count == 0)
        {
            return;
        }

        var touched = await WithReferrersAsync(connection, customerIds, cancellation);
        await ScoreTables.ExecuteAsync(
            connection,
            """
            INSERT INTO dirty_customers (customer_id, run_id)
            SELECT customer_id, runs.id
            FROM unnest(@ids) AS customer_id, (SELECT id FROM score_runs WHERE state = @building AND kind <> @dated) runs
            """,
            cancellation,
            ("ids", touched), ("building", (short)RunState.Building), ("dated", (short)RunKind.Dated));
        if (await GenerationState.ReadAsync(connection, cancellation) is not { } generation)
        {
            // Before the first run there are no scores to bring up to date; where it builds already, it has the word left above.
            return;
        }

        if (touched.Length <= ScoredAtOnce && !later)
        {
            await LockAsync(connection, touched, cancellation);
            await RescoreAsync(connection, generation, generation, touched, factsChanged: true, now, cancellation);
        }
        else
        {
            await ScoreTables.ExecuteAsync(
                connection, "INSERT INTO dirty_customers (customer_id) SELECT unnest(@ids)", cancellation, ("ids", touched));
        }
    }

    /// <summary>Scores what waits in the queue, until nobody waits but whom a writer holds.</summary>
    /// <returns>How many customers were scored.</returns>
    public static async Task<int> DrainAsync(NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        var drained = 0;
        while (true)
        {
            using var queue = new DirtyQueue(database, clock);
            var scored = await queue.DrainAsync(cancellation);
            if (scored == 0)
            {
                return drained;
            }

            drained += scored;
        }
    }

    /// <summary>
    /// Takes out of the queue, while writers wait, whom a run must rescore before its switch: those whose scores are behind their
    /// facts, and those whose write or drain scored them while the run built.
    /// </summary>
    internal static async Task<(long[] Waiting, long[] Scored)> TakeAsync(NpgsqlConnection connection, int run, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Read("Scoring/Sql/take_touched.sql"), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("run", run);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetFieldValue<long[]>(0), reader.GetFieldValue<long[]>(1));
    }

    /// <summary>
    /// Measures and scores customers anew and puts them in the place of their old rows. Nobody else may do so for them
    /// meanwhile: who calls this holds their rows, or locks all writers out.
    /// </summary>
    /// <param name="generation">Where to write, under what.</param>
    /// <param name="old">The generation whose scores are replaced: another one at a run's switch, none at the first.</param>
    /// <param name="factsChanged">Whether the scores that are replaced are older than the facts.</param>
    internal static async Task RescoreAsync(
        NpgsqlConnection connection,
        GenerationState generation,
        GenerationState? old,
        long[] customerIds,
        bool factsChanged,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        foreach (var some in customerIds.Chunk(MeasuredAtOnce))
        {
            await RescoreSomeAsync(connection, generation, old, some, factsChanged, now, cancellation);
        }
    }

    private static async Task RescoreSomeAsync(
        NpgsqlConnection connection,
        GenerationState generation,
        GenerationState? old,
        long[] customerIds,
        bool factsChanged,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var target = generation.Target;
        var measured = new List<(long CustomerId, CustomerMetrics Metrics)>(customerIds.Length);
        await foreach (var (id, facts) in FactsReader.ReadAsync(connection, generation.AsOf, generation.Policy.WindowDays, customerIds, cancellation))
        {
            measured.Add((id, MetricsCalculator.Measure(facts, generation.Policy)));
        }

        await DeleteAsync(connection, target.MetricsTable, customerIds, cancellation);
        await using (var importer = await ScoreColumns.Metrics.BeginCopyAsync(connection, target.MetricsTable, cancellation))
        {
            measured.ForEach(m => ScoreColumns.Metrics.Write(importer, MetricsRow.Of(target.RunId, m.CustomerId, m.Metrics)));
            await importer.CompleteAsync(cancellation);
        }

        var memory = await MemorySource.ResolveAsync(connection, generation.AsOf, old ?? generation, cancellation);
        var oldPolicy = old?.PolicyVersion == generation.PolicyVersion ? null : old?.Policy;
        var scorer = new CustomerScorer(target.RunId, generation.PolicyVersion, generation.Policy, oldPolicy, now);
        var rows = new List<ScoreRow>(measured.Count);
        var moved = new List<MovedTier>();
        await foreach (var input in ScoringInput.ReadAsync(connection, measured, memory, old?.Target.ScoresTable, factsChanged, cancellation))
        {
            var (row, change) = scorer.Score(input);
            rows.Add(row);
            if (change is not null)
            {
                moved.Add(change);
            }
        }

        await DeleteAsync(connection, target.ScoresTable, customerIds, cancellation);
        await using (var importer = await ScoreColumns.Scores.BeginCopyAsync(connection, target.ScoresTable, cancellation))
        {
            rows.ForEach(row => ScoreColumns.Scores.Write(importer, row));
            await importer.CompleteAsync(cancellation);
        }

        await LeaveWordAsync(connection, customerIds, cancellation);
        await ScoreTables.KeepHistoryAsync(connection, generation, customerIds, cancellation);
        await ScoreTables.InsertAsync(connection, await scorer.ExplainAsync(connection, moved, cancellation), cancellation);
    }

    /// <summary>What is held in memory of them is old.</summary>
    private static Task LeaveWordAsync(NpgsqlConnection connection, long[] customerIds, CancellationToken cancellation) =>
        ScoreTables.ExecuteAsync(
            connection,
            "INSERT INTO rescored_customers (xid, customer_id) SELECT pg_current_xact_id(), unnest(@ids) ON CONFLICT DO NOTHING",
            cancellation,
            ("ids", customerIds.Length > NamedAtMost ? [RescoredCustomer.VeryMany] : customerIds));

    /// <summary>One after the other for the same customer: his rows are deleted and written anew.</summary>
    private static Task LockAsync(NpgsqlConnection connection, long[] customerIds, CancellationToken cancellation) =>
        ScoreTables.ExecuteAsync(
            connection, "SELECT 1 FROM customers WHERE id = ANY(@ids) ORDER BY id FOR NO KEY UPDATE", cancellation, ("ids", customerIds));

    private static Task DeleteAsync(NpgsqlConnection connection, string table, long[] ids, CancellationToken cancellation) =>
        ScoreTables.ExecuteAsync(connection, $"DELETE FROM {table} WHERE customer_id = ANY(@ids)", cancellation, ("ids", ids));

    /// <summary>A referrer's loyalty counts the customers he brought, so their facts are his.</summary>
    private static async Task<long[]> WithReferrersAsync(
        NpgsqlConnection connection, IReadOnlyCollection<long> customerIds, CancellationToken cancellation) =>
        await ScoreTables.ScalarAsync<long[]>(
            connection,
            """
            SELECT array_agg(DISTINCT id) FROM (
                SELECT unnest(@ids) AS id
                UNION ALL
                SELECT referred_by_id FROM customers WHERE id = ANY(@ids) AND referred_by_id IS NOT NULL) touched
            """,
            cancellation,
            ("ids", customerIds.ToArray())) ?? [];
}
