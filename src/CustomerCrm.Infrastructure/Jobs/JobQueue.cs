using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// The jobs of all nodes, as rows. The request can be written in the transaction of what asks for it; a library's cluster
/// would go by the nodes' own clocks, which may be wrong (docs/adr/0008).
/// </summary>
public sealed class JobQueue(NpgsqlDataSource database, JobBell bell, TimeProvider clock)
{
    /// <summary>Where a payload says which user asked.</summary>
    private const string Asker = "askedBy";

    /// <returns>The id of the job, or of the one of this key that waits or runs already.</returns>
    /// <param name="by">Where it is a user, he may watch and cancel the job.</param>
    /// <param name="payload">A JSON object of the kind's own; its reader passes over names it does not know.</param>
    public async Task<long> EnqueueAsync(
        JobKind kind, string key, Actor by, CancellationToken cancellation, string? payload = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var id = await EnqueueWithinAsync(connection, kind, key, by, payload, cancellation);
        bell.Ring();
        return id;
    }

    /// <summary>The same in the transaction of what asks for it, who rings the bell when it is committed.</summary>
    public static async Task<long> EnqueueWithinAsync(
        NpgsqlConnection connection, JobKind kind, string key, Actor by, string? payload, CancellationToken cancellation)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand(JobSql.Enqueue, connection);
            command.Parameters.AddWithValue("kind", (short)kind);
            command.Parameters.AddWithValue("key", key);
            command.Parameters.AddWithValue("by", by.Name);
            command.Parameters.Add(new NpgsqlParameter("payload", NpgsqlDbType.Jsonb) { Value = AskedBy(by, payload) ?? (object)DBNull.Value });
            if (await command.ExecuteScalarAsync(cancellation) is long id)
            {
                return id;
            }

            // The one in the way ended between the two halves of the statement, or was not to be seen yet: ask again.
        }
    }

    /// <summary>Keeps with a job what its work found out, where its outcome is too little to tell it.</summary>
    /// <param name="more">A JSON object; its names come beside the payload's own.</param>
    public async Task NoteAsync(long id, string more, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("UPDATE jobs SET payload = payload || @more WHERE id = @id");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.Add(new NpgsqlParameter("more", NpgsqlDbType.Jsonb) { Value = more });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Asks for the same again, in the name of who asks now.</summary>
    /// <returns>The id of the job, or of the one of its key that waits or runs already.</returns>
    public Task<long> RetryAsync(Job job, Actor by, CancellationToken cancellation) =>
        EnqueueAsync(job.Kind, job.Key, by, cancellation, job.Payload);

    /// <returns>False where there is no such job, or it has ended.</returns>
    public async Task<bool> CancelAsync(long id, Actor by, CancellationToken cancellation)
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

    /// <summary>The publications asked for by one form.</summary>
    public static IQueryable<Job> OfIntent(CrmDbContext db, Guid intent)
    {
        var asked = $$"""{"intent": "{{intent}}"}""";
        return db.Jobs.AsNoTracking().Where(j => j.Kind == JobKind.Publish && EF.Functions.JsonContains(j.Payload!, asked));
    }

    internal static long? AskerOf(string? payload) =>
        payload is not null && JsonNode.Parse(payload) is JsonObject json && json[Asker] is JsonValue id && id.TryGetValue<long>(out var user)
            ? user : null;

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

        var payload = reader.IsDBNull(6) ? null : reader.GetString(6);
        return new JobLease(
            database, lease, token, reader.GetInt64(0), (JobKind)reader.GetInt16(1), reader.GetString(2),
            new Actor(AskerOf(payload), reader.GetString(3)), reader.GetInt32(4), reader.GetBoolean(5), payload);
    }

    /// <summary>The payload as it is kept: with the user who asked.</summary>
    public static string? AskedBy(Actor by, string? payload)
    {
        var json = payload is null ? [] : JsonNode.Parse(payload) as JsonObject ?? throw new JsonException("A job's payload is an object.");
        json.Remove(Asker);
        if (by.UserId is { } user)
        {
            json[Asker] = user;
        }

        return json.Count == 0 ? null : json.ToJsonString();
    }
}
