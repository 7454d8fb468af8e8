using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// The jobs of all nodes, as rows. The request can be written in the transaction of what asks for it; a library's cluster
/// would go by the nodes' own clocks, which may be wrong (docs/adr/0008).
/// </summary>
public sealed class JobQueue(NpgsqlDataSource database, TimeProvider clock)
{
    /// <returns>The id of the job, or of the one of this key that waits or runs already.</returns>
    /// <param name="payload">JSON of the kind's own.</param>
    public async Task<long> EnqueueAsync(
        JobKind kind, string key, string requestedBy, CancellationToken cancellation, string? payload = null)
    {
        while (true)
        {
            await using var command = database.CreateCommand(JobSql.Enqueue);
            command.Parameters.AddWithValue("kind", (short)kind);
            command.Parameters.AddWithValue("key", key);
            command.Parameters.AddWithValue("by", requestedBy);
            command.Parameters.Add(new NpgsqlParameter("payload", NpgsqlDbType.Jsonb) { Value = payload ?? (object)DBNull.Value });
            if (await command.ExecuteScalarAsync(cancellation) is long id)
            {
                return id;
            }

            // The one in the way ended between the two halves of the statement, or was not to be seen yet: ask again.
        }
    }

    /// <summary>Keeps with a job what its work found out, where its outcome is too little to tell it.</summary>
    public async Task NoteAsync(long id, string payload, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("UPDATE jobs SET payload = @payload WHERE id = @id");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.Add(new NpgsqlParameter("payload", NpgsqlDbType.Jsonb) { Value = payload });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>False where there is no such job, or it has ended.</returns>
    public async Task<bool> CancelAsync(long id, string by, CancellationToken cancellation)
    {
        await using var scope = await NpgsqlTransactionScope.BeginAsync(database, cancellation);
        await using var command = new NpgsqlCommand(JobSql.Cancel, scope.Connection);
        command.Parameters.AddWithValue("id", id);
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            return false;
        }

        await AuditLog.WriteAsync(scope.Connection, clock.GetUtcNow(), by, "cancelled", "job", id, new { }, cancellation);
        await scope.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Takes a job; null where none is to be had.</summary>
    internal async Task<JobLease?> ClaimAsync(string node, TimeSpan lease, CancellationToken cancellation)
    {
        var token = Guid.NewGuid();
        await using var command = database.CreateCommand(JobSql.Claim);
        command.Parameters.AddWithValue("node", node);
        command.Parameters.AddWithValue("token", token);
        command.Parameters.AddWithValue("lease", lease);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        return new JobLease(
            database, lease, token, reader.GetInt64(0), (JobKind)reader.GetInt16(1), reader.GetString(2), reader.GetString(3),
            reader.GetInt32(4), reader.GetBoolean(5), reader.IsDBNull(6) ? null : reader.GetString(6));
    }
}
