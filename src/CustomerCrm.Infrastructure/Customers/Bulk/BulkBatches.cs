using System.Runtime.CompilerServices;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

/// <summary>How a bulk edit stands when somebody takes it in hand.</summary>
internal sealed record BegunEdit(BulkChange Change, bool IsUndone, int Rows);

/// <summary>What one batch did.</summary>
/// <param name="Theirs">Left because they had changed.</param>
/// <param name="NotTheirs">Left because they would go where their giver may not reach.</param>
internal sealed record BulkBatch(int Held, int Changed, long[] Theirs, long[] NotTheirs)
{
    public IEnumerable<BulkLeft> Left => Theirs.Select(id => new BulkLeft(id, true)).Concat(NotTheirs.Select(id => new BulkLeft(id, false)));

    public void Tell(RunWatch watch)
    {
        for (var i = 0; i < Held; i++)
        {
            watch.Step();
        }
    }
}

/// <summary>The statements of one bulk edit on its way, in the transaction of who runs it.</summary>
internal sealed class BulkBatches(NpgsqlConnection connection, long edit, Actor by, DateTimeOffset now, int size)
{
    /// <summary>Archived meanwhile is changed meanwhile.</summary>
    private const string Open = "c.archived_at IS NULL";

    public long Edit => edit;

    public Actor By => by;

    public DateTimeOffset Now => now;

    /// <returns>Null where there is no such edit.</returns>
    public async Task<BegunEdit?> BeginAsync(CancellationToken cancellation)
    {
        await using var command = Command("begin");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new BegunEdit(BulkChange.Parse(reader.GetString(0)), reader.GetBoolean(1), reader.GetInt32(2))
            : null;
    }

    public async Task<long> TagAsync(string name, CancellationToken cancellation)
    {
        await using var command = Command("tag");
        command.Parameters.AddWithValue("name", name);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <param name="undo">Null where the edit is to be done.</param>
    public async IAsyncEnumerable<BulkBatch> RunAsync(
        BulkChange change, BulkReach? undo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (after, held) = (0L, size); held == size;)
        {
            long upTo;
            (upTo, held) = await HoldAsync(after, cancellation);
            if (held > 0)
            {
                yield return await ChangeAsync(change, undo, after, upTo, held, cancellation);
            }

            after = upTo;
        }
    }

    public async Task<long> LastAuditAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT max(id) FROM audit_entries", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async Task EndAsync(BulkChange change, int customers, bool isUndo, CancellationToken cancellation)
    {
        await using var command = Command("end");
        command.Parameters.Add(new NpgsqlParameter("change", NpgsqlDbType.Jsonb) { Value = change.Written() });
        command.Parameters.AddWithValue("customers", customers);
        command.Parameters.AddWithValue("is_undo", isUndo);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("by", by.Name);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<(long UpTo, int Held)> HoldAsync(long after, CancellationToken cancellation)
    {
        await using var command = Command("hold");
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("size", size);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt32(1));
    }

    private async Task<BulkBatch> ChangeAsync(
        BulkChange change, BulkReach? undo, long after, long upTo, int held, CancellationToken cancellation)
    {
        await using var command = ChangeCommand(change, undo is not null);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("upto", upTo);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.Add(new NpgsqlParameter("by_id", NpgsqlDbType.Bigint) { Value = by.UserId ?? (object)DBNull.Value });
        command.Parameters.AddWithValue("by", by.Name);
        command.Parameters.AddWithValue("is_undo", undo is not null);
        command.Parameters.AddWithValue("sees_all", undo?.SeesAll ?? true);
        command.Parameters.AddWithValue("owners", (long[])[.. undo?.Owners ?? []]);
        if (change.Action == BulkAction.AssignOwner)
        {
            command.Parameters.Add(new NpgsqlParameter("owner", NpgsqlDbType.Bigint) { Value = change.OwnerId ?? (object)DBNull.Value });
        }
        else
        {
            command.Parameters.AddWithValue("tag", change.TagId!.Value);
        }

        if (undo is not null)
        {
            command.Parameters.AddWithValue("last", change.LastAuditId);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new BulkBatch(held, reader.GetInt32(0), reader.GetFieldValue<long[]>(1), reader.GetFieldValue<long[]>(2));
    }

    private NpgsqlCommand ChangeCommand(BulkChange change, bool isUndo)
    {
        var after = ("after", Text("after"));
        if (change.Action == BulkAction.AssignOwner)
        {
            return Command(isUndo ? "give_back" : "assign", after);
        }

        // Taking back what was set is to take it, and the other way round.
        var isSet = (change.Action == BulkAction.SetTag) != isUndo;
        return Command(
            "mark", after, ("put", Text(isSet ? "put_tag" : "take_tag")), ("action", isSet ? "created" : "removed"),
            ("meant", isUndo ? Text("untouched") : Open), ("word", isUndo ? "bulkEditUndone" : "bulkEdit"));
    }

    private static string Text(string sqlFile, params (string Word, string With)[] words) =>
        SqlText.Read($"Customers/Bulk/Sql/{sqlFile}.sql", words);

    private NpgsqlCommand Command(string sqlFile, params (string Word, string With)[] words)
    {
        // A lock may be waited for as long as it takes: the job can be cancelled.
        var command = new NpgsqlCommand(Text(sqlFile, words), connection) { CommandTimeout = 0 };
        if (sqlFile != "tag")
        {
            command.Parameters.AddWithValue("edit", edit);
        }

        return command;
    }
}
