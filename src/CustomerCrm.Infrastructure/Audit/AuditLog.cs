using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Audit;

/// <summary>Writes one audit row for what is not a change of tracked entities: an import, an export, a run, a publication.</summary>
internal static class AuditLog
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(object details) => JsonSerializer.Serialize(details, Json);

    public static Task WriteAsync(
        NpgsqlConnection connection,
        DateTimeOffset at,
        string userName,
        string action,
        string subject,
        long subjectId,
        object details,
        CancellationToken cancellation) =>
        WriteAsync(connection, at, new Actor(null, userName), action, subject, subjectId, details, cancellation);

    /// <param name="by">Told apart by id where it has one, else by name.</param>
    /// <param name="subjectId">Null where what was done left nothing behind that has an id.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection,
        DateTimeOffset at,
        Actor by,
        string action,
        string subject,
        long? subjectId,
        object details,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO audit_entries (at, user_id, user_name, action, subject, subject_id, details)
            VALUES (
                @at, coalesce(@by, (SELECT id FROM users WHERE normalized_user_name = upper(@user))), @user,
                @action, @subject, @id::text, @details)
            """, connection);
        command.Parameters.AddWithValue("at", at);
        command.Parameters.Add(new NpgsqlParameter("by", NpgsqlDbType.Bigint) { Value = by.UserId ?? (object)DBNull.Value });
        command.Parameters.AddWithValue("user", by.Name);
        command.Parameters.AddWithValue("action", action);
        command.Parameters.AddWithValue("subject", subject);
        command.Parameters.Add(new NpgsqlParameter("id", NpgsqlDbType.Bigint) { Value = subjectId ?? (object)DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("details", NpgsqlDbType.Jsonb) { Value = Write(details) });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
