using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Importing.Uploads;

/// <summary>
/// Files sent by page, kept in the database in pieces until they are applied or dropped, so that any node can read them. A file
/// that is still coming in has no size yet and is nobody's to use; no connection is held while its sender takes his time.
/// </summary>
public sealed class UploadStore(NpgsqlDataSource database, ImportLimits limits, TimeProvider clock)
{
    /// <summary>A file that nobody applied or looked at for so long is dropped.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private const int ReadAtOnce = 64 * 1024;
    private const long Unfinished = -1;

    /// <returns>The new upload's id; it is to be finished or dropped.</returns>
    public async Task<long> BeginAsync(Actor by, CancellationToken cancellation)
    {
        await using var command = Command(
            """
            INSERT INTO import_uploads (kind, file_name, size, uploaded_at, uploaded_by_id, uploaded_by, options)
            VALUES ('', '', @size, @now, @by, @name, '{}') RETURNING id
            """,
            ("size", Unfinished), ("now", clock.GetUtcNow()), ("by", by.UserId ?? 0), ("name", by.Name));
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <returns>How many bytes the file has; null where it has more than it may.</returns>
    public async Task<long?> WriteAsync(long id, Stream file, CancellationToken cancellation)
    {
        await using var parts = new PartsWriter((part, content, stop) => KeepAsync(database.CreateCommand, id, false, part, content, stop));
        var block = new byte[ReadAtOnce];
        while (await file.ReadAsync(block, cancellation) is > 0 and var read)
        {
            if (parts.Length + read > limits.LargestUpload)
            {
                return null;
            }

            await parts.WriteAsync(block.AsMemory(0, read), cancellation);
        }

        return await parts.FinishAsync(cancellation);
    }

    public Task FinishAsync(long id, ImportKind kind, string fileName, long size, UploadChoices choices, CancellationToken cancellation) =>
        ExecuteAsync(
            "UPDATE import_uploads SET kind = @kind, file_name = @file, size = @size, options = @options::jsonb WHERE id = @id",
            cancellation,
            ("id", id), ("kind", ImportKinds.NameOf(kind)), ("file", fileName), ("size", size), ("options", KeptJson.Write(choices)));

    /// <summary>Changes what was chosen, unless the file was applied already.</summary>
    public Task ChooseAsync(long id, UploadChoices choices, CancellationToken cancellation) => ExecuteAsync(
        $"UPDATE import_uploads SET options = @options::jsonb WHERE id = @id AND NOT {IsApplied}",
        cancellation,
        ("id", id), ("options", KeptJson.Write(choices)));

    /// <summary>Drops a file with all of its pieces; what was applied stays noted.</summary>
    public Task DropAsync(long id, CancellationToken cancellation) =>
        ExecuteAsync($"DELETE FROM import_uploads WHERE id = @id AND NOT {IsApplied}", cancellation, ("id", id));

    /// <summary>Drops what was neither applied nor checked for a week.</summary>
    public async Task DropOldAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - KeptFor;
        await ExecuteAsync(
            $"""
            DELETE FROM import_uploads
            WHERE NOT {IsApplied} AND uploaded_at < @before AND coalesce((result->>'at')::timestamptz, uploaded_at) < @before
            """,
            cancellation,
            ("before", before));
    }

    /// <summary>The rows in error as a file of its own; null where there is none.</summary>
    public async Task<Stream?> ErrorFileAsync(long id, CancellationToken cancellation)
    {
        await using var command = Command(
            "SELECT sum(length(content)) FROM import_upload_parts WHERE upload_id = @id AND is_error_file", ("id", id));
        return await command.ExecuteScalarAsync(cancellation) is long size and > 0
            ? new PartsReader(database, id, isErrorFile: true, size)
            : null;
    }

    /// <summary>What an upload's report says of it.</summary>
    internal const string IsApplied = "coalesce((result->>'isApplied')::boolean, false)";

    internal Task ReportAsync(long id, UploadReport report, CancellationToken cancellation) => ExecuteAsync(
        $"UPDATE import_uploads SET result = @result::jsonb WHERE id = @id AND NOT {IsApplied}",
        cancellation,
        ("id", id), ("result", KeptJson.Write(report)));

    internal static async Task KeepAsync(
        Func<string, NpgsqlCommand> commandOf, long id, bool isErrorFile, int part, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await using var command = commandOf(
            "INSERT INTO import_upload_parts (upload_id, is_error_file, part, content) VALUES (@id, @error, @part, @content)");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("error", isErrorFile);
        command.Parameters.AddWithValue("part", part);
        command.Parameters.Add(new NpgsqlParameter("content", NpgsqlDbType.Bytea) { Value = content });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
