using System.Globalization;
using System.Text;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>The statements that fill, empty and keep the score tables; who calls them decides about transactions.</summary>
internal static class ScoreTables
{
    /// <summary>Writers take this lock shared, the switch of a run exclusively: no write is lost to a switch.</summary>
    internal const long WritersLock = 0x43524D_01;

    private const string HistoryColumns =
        "customer_id, as_of, policy_version, composite, method_tier, computed_tier, unpinned_tier, shown_tier, first_fall_on";

    private const string ChangeColumns =
        "customer_id, as_of, from_tier, to_tier, from_computed, to_computed, policy_version, reason, measures, changed_at";

    private const string NotedChanges = "tier_changes_next";

    /// <summary>One full run at a time, and with it one publication.</summary>
    internal const long RunLock = 0x43524D_02;

    public static Task LockAsWriterAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock_shared({WritersLock})", cancellation);

    public static Task LockOutWritersAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({WritersLock})", cancellation);

    /// <summary>
    /// Asks again and again rather than waits in one statement: that one's snapshot would grow old, and the run that holds the
    /// lock would wait for it before it empties a slot. For the same reason a SET follows, which takes no snapshot and ends the
    /// query's; this one keeps the lock however long the run takes.
    /// </summary>
    public static async Task LockAsRunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        while (true)
        {
            var locked = await ScalarAsync<bool>(connection, $"SELECT pg_try_advisory_xact_lock({RunLock})", cancellation);
            await ExecuteAsync(connection, "SET LOCAL idle_in_transaction_session_timeout = 0", cancellation);
            if (locked)
            {
                return;
            }

            await Task.Delay(100, cancellation);
        }
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteScalarAsync(cancellation) is T value2 ? value2 : default;
    }

    /// <summary>
    /// Empties the slot that is not current. A snapshot from before the last switch may still read it, so this waits until
    /// none is left. Who reads meanwhile queues behind the lock for a moment at most: a short try, a long pause.
    /// </summary>
    public static async Task EmptyAsync(NpgsqlConnection connection, string slot, CancellationToken cancellation)
    {
        const string oldSnapshots =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL
                AND age(backend_xmin) >= (SELECT age(switched_xid::xid) FROM score_generation)
                -- A number this server has not reached came with a restored copy: no snapshot here is older than that switch.
                AND (SELECT switched_xid < pg_snapshot_xmax(pg_current_snapshot()) FROM score_generation)
            """;
        while (await ScalarAsync<long>(connection, oldSnapshots, cancellation) > 0)
        {
            await Task.Delay(100, cancellation);
        }

        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            try
            {
                await ExecuteAsync(
                    connection,
                    $"""
                    SET LOCAL lock_timeout = '20ms';
                    DROP INDEX IF EXISTS ix_customer_scores_{slot}_rank;
                    TRUNCATE customer_metrics_{slot}, customer_scores_{slot};
                    """,
                    cancellation);
                await transaction.CommitAsync(cancellation);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.RollbackAsync(cancellation);
                await Task.Delay(500, cancellation);
            }
        }
    }

    /// <summary>Builds what a filled slot lacks: its list index, sorted once, and its statistics.</summary>
    public static async Task FinishAsync(NpgsqlConnection connection, string slot, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, SqlText.Read("Persistence/Sql/score_indexes.sql", ("slot", slot)), cancellation);
        await ExecuteAsync(connection, $"ANALYZE customer_metrics_{slot}, customer_scores_{slot}", cancellation);
    }

    /// <summary>Keeps the history of some customers who were just scored, or who are to be scored no more.</summary>
    public static Task KeepHistoryAsync(
        NpgsqlConnection connection, GenerationState generation, IReadOnlyCollection<long> customerIds, CancellationToken cancellation) =>
        ExecuteAsync(
            connection,
            History(HistoryRows(generation, "n.customer_id = ANY(@ids)", "unnest(@ids) AS touched (customer_id)")),
            cancellation,
            ("ids", customerIds.ToArray()));

    /// <summary>Works out beforehand, while writers write, what a run will keep of everybody: its switch is to be short.</summary>
    /// <param name="before">The generation that the run takes the place of; null at the first.</param>
    public static Task PrepareHistoryAsync(
        NpgsqlConnection connection, GenerationState next, GenerationState? before, CancellationToken cancellation)
    {
        var rows = HistoryRows(next, "true", (before ?? next).Target.ScoresTable);
        return ExecuteAsync(
            connection, $"TRUNCATE score_history_next; INSERT INTO score_history_next ({HistoryColumns}) {rows}", cancellation);
    }

    /// <param name="touched">Customers who were written to meanwhile; their history is kept as they are rescored.</param>
    public static async Task KeepPreparedHistoryAsync(
        NpgsqlConnection connection, IReadOnlyCollection<long> touched, CancellationToken cancellation) =>
        await ExecuteAsync(
            connection,
            History($"SELECT {HistoryColumns} FROM score_history_next n WHERE NOT EXISTS (SELECT 1 FROM unnest(@ids) AS t (id) WHERE t.id = n.customer_id)"),
            cancellation,
            ("ids", touched.ToArray()));

    private static string History(string rows) =>
        SqlText.Read("Scoring/Sql/score_history.sql", ("columns", HistoryColumns), ("rows", rows));

    private static string HistoryRows(GenerationState generation, string only, string before) => SqlText.Read(
        "Scoring/Sql/score_history_rows.sql",
        ("scores", generation.Target.ScoresTable),
        ("only", only),
        ("before", before),
        ("as_of", string.Create(CultureInfo.InvariantCulture, $"DATE '{generation.AsOf:yyyy-MM-dd}'")),
        ("version", generation.PolicyVersion.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Makes the place where a run notes its changes until its switch; it goes with the connection.</summary>
    public static Task BeginChangesAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ExecuteAsync(
            connection,
            $"DROP TABLE IF EXISTS pg_temp.{NotedChanges}; CREATE TEMP TABLE {NotedChanges} AS SELECT {ChangeColumns} FROM tier_changes WITH NO DATA",
            cancellation);

    public static Task NoteChangesAsync(NpgsqlConnection connection, IReadOnlyCollection<TierChange> changes, CancellationToken cancellation) =>
        CopyAsync(connection, NotedChanges, changes, cancellation);

    /// <param name="touched">Customers who were written to meanwhile; their changes are kept as they are rescored.</param>
    public static Task KeepNotedChangesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<long> touched, CancellationToken cancellation) =>
        ExecuteAsync(
            connection,
            $"""
            INSERT INTO tier_changes ({ChangeColumns})
            SELECT {ChangeColumns} FROM {NotedChanges} n
            WHERE NOT EXISTS (SELECT 1 FROM unnest(@ids) AS t (id) WHERE t.id = n.customer_id)
            ORDER BY customer_id;
            DROP TABLE {NotedChanges}
            """,
            cancellation,
            ("ids", touched.ToArray()));

    public static Task InsertAsync(NpgsqlConnection connection, IReadOnlyCollection<TierChange> changes, CancellationToken cancellation) =>
        CopyAsync(connection, "tier_changes", changes, cancellation);

    private static async Task CopyAsync(
        NpgsqlConnection connection, string table, IReadOnlyCollection<TierChange> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await using var importer = await connection.BeginCopyAsync(
            $"COPY {table} ({ChangeColumns}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var change in changes)
        {
            await importer.StartRowAsync(cancellation);
            await importer.WriteAsync(change.CustomerId, NpgsqlDbType.Bigint, cancellation);
            await importer.WriteAsync(change.AsOf, NpgsqlDbType.Date, cancellation);
            await importer.WriteAsync((short)change.FromTier, NpgsqlDbType.Smallint, cancellation);
            await importer.WriteAsync((short)change.ToTier, NpgsqlDbType.Smallint, cancellation);
            await importer.WriteAsync((short)change.FromComputed, NpgsqlDbType.Smallint, cancellation);
            await importer.WriteAsync((short)change.ToComputed, NpgsqlDbType.Smallint, cancellation);
            await importer.WriteAsync(change.PolicyVersion, NpgsqlDbType.Integer, cancellation);
            await importer.WriteAsync((short)change.Reason, NpgsqlDbType.Smallint, cancellation);
            await importer.WriteAsync(Encoding.UTF8.GetBytes(MetricsJson.Write(change.Measures)), NpgsqlDbType.Jsonb, cancellation);
            await importer.WriteAsync(change.ChangedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellation);
        }

        await importer.CompleteAsync(cancellation);
    }
}
