using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// What a write does for the customers it touches, in its own transaction: up to 200 are scored at once under the version in
/// force and the stored AsOf, more wait in the queue. While a full run builds, they are noted for it too.
/// </summary>
public static class TouchedCustomers
{
    public const int ScoredAtOnce = 200;

    private const int DrainedAtOnce = 2_000;

    /// <summary>To be called last in the writing transaction.</summary>
    /// <param name="customerIds">Whose facts were entered or corrected; who referred them is added here.</param>
    public static async Task ScoreAsync(
        NpgsqlConnection connection, IReadOnlyCollection<long> customerIds, DateTimeOffset now, CancellationToken cancellation)
    {
        if (customerIds.Count == 0)
        {
            return;
        }

        // From here to the commit no run starts or switches: this write sees the run, or the run sees this write.
        await ScoreTables.LockAsWriterAsync(connection, cancellation);
        var touched = await WithReferrersAsync(connection, customerIds, cancellation);
        await ScoreTables.ExecuteAsync(
            connection,
            """
            INSERT INTO dirty_customers (customer_id, run_id)
            SELECT customer_id, runs.id
            FROM unnest(@ids) AS customer_id, (SELECT id FROM score_runs WHERE state = @building AND kind = @current) runs
            """,
            cancellation,
            ("ids", touched), ("building", (short)RunState.Building), ("current", (short)RunKind.Current));
        if (await GenerationState.ReadAsync(connection, cancellation) is not { } generation)
        {
            // Before the first run has switched there is nothing to bring up to date.
            return;
        }

        if (touched.Length <= ScoredAtOnce)
        {
            await RescoreAsync(connection, generation, null, writersAreOut: false, touched, now, cancellation);
        }
        else
        {
            await ScoreTables.ExecuteAsync(
                connection, "INSERT INTO dirty_customers (customer_id) SELECT unnest(@ids)", cancellation, ("ids", touched));
        }
    }

    /// <summary>Scores what waits in the queue, some at a time, each batch in a transaction of its own.</summary>
    /// <returns>How many customers were scored.</returns>
    public static async Task<int> DrainAsync(NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        var drained = 0;
        while (true)
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ScoreTables.LockAsWriterAsync(connection, cancellation);
            var ids = await TakeAsync(connection, cancellation);
            if (ids.Length == 0 || await GenerationState.ReadAsync(connection, cancellation) is not { } generation)
            {
                return drained;
            }

            await RescoreAsync(connection, generation, null, writersAreOut: false, ids, clock.GetUtcNow(), cancellation);
            await transaction.CommitAsync(cancellation);
            drained += ids.Length;
        }
    }

    /// <summary>Measures and scores some customers anew and puts them in the place of their old rows.</summary>
    /// <param name="generation">Where to write, under what.</param>
    /// <param name="old">The generation whose scores are replaced, where that is another one: at a run's switch.</param>
    /// <param name="writersAreOut">At a switch; a writer may hold a customer's row there while it waits for the switch.</param>
    internal static async Task RescoreAsync(
        NpgsqlConnection connection,
        GenerationState generation,
        GenerationState? old,
        bool writersAreOut,
        long[] customerIds,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var target = generation.Target;

        if (!writersAreOut)
        {
            // One after the other for the same customer: the rows are deleted and written anew.
            await ScoreTables.ExecuteAsync(
                connection, "SELECT 1 FROM customers WHERE id = ANY(@ids) ORDER BY id FOR NO KEY UPDATE", cancellation, ("ids", customerIds));
        }

        var measured = new List<MetricsRow>(customerIds.Length);
        await foreach (var (id, facts) in FactsReader.ReadAsync(connection, generation.AsOf, generation.Policy.WindowDays, customerIds, cancellation))
        {
            measured.Add(MetricsRow.Of(target.RunId, id, MetricsCalculator.Measure(facts, generation.Policy)));
        }

        await DeleteAsync(connection, target.MetricsTable, customerIds, cancellation);
        await using (var importer = await ScoreColumns.Metrics.BeginCopyAsync(connection, target.MetricsTable, cancellation))
        {
            measured.ForEach(row => ScoreColumns.Metrics.Write(importer, row));
            await importer.CompleteAsync(cancellation);
        }

        var memory = await MemorySource.ResolveAsync(connection, generation.AsOf, old ?? generation, cancellation);
        var scorer = new CustomerScorer(target.RunId, generation.PolicyVersion, generation.Policy, old?.Policy, now);
        var rows = new List<ScoreRow>(measured.Count);
        var changes = new List<TierChange>();
        var oldScores = writersAreOut ? old?.Target.ScoresTable : target.ScoresTable;
        await foreach (var input in ScoringInput.ReadAsync(connection, target, memory, oldScores, customerIds, cancellation))
        {
            var (row, change) = scorer.Score(input with { FactsChanged = true });
            rows.Add(row);
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        await DeleteAsync(connection, target.ScoresTable, customerIds, cancellation);
        await using (var importer = await ScoreColumns.Scores.BeginCopyAsync(connection, target.ScoresTable, cancellation))
        {
            rows.ForEach(row => ScoreColumns.Scores.Write(importer, row));
            await importer.CompleteAsync(cancellation);
        }

        await ScoreTables.KeepHistoryAsync(connection, target, customerIds, cancellation);
        await ScoreTables.InsertAsync(connection, changes, cancellation);
    }

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

    private static async Task<long[]> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        await ScoreTables.ScalarAsync<long[]>(
            connection,
            $"""
            WITH taken AS (
                DELETE FROM dirty_customers
                WHERE id IN (
                    SELECT id FROM dirty_customers WHERE run_id IS NULL ORDER BY customer_id LIMIT {DrainedAtOnce} FOR UPDATE SKIP LOCKED)
                RETURNING customer_id)
            SELECT array_agg(DISTINCT customer_id) FROM taken
            """,
            cancellation) ?? [];
}
