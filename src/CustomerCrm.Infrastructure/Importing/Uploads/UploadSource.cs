using CustomerCrm.Infrastructure.Importing.Reading.Bytes;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing.Uploads;

/// <summary>
/// An upload as the source of an import: its pieces are read where they lie, its errors are kept beside it, and that it was applied
/// is written in the import's own transaction, so that it cannot be applied twice.
/// </summary>
internal sealed class UploadSource(NpgsqlDataSource database, ImportUpload upload, UploadChoices choices, RunWatch watch) : ImportSource
{
    public override string Name => upload.FileName;

    internal override FileBytes Open(long largest) => new(
        new PartsReader(database, upload.Id, isErrorFile: false, upload.Size, at => watch.StepTo(at * Importer.Staged / Math.Max(1, upload.Size))),
        upload.FileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase),
        largest);

    /// <summary>In a transaction of its own, before the import's: rather an error file too many than a row that is lost.</summary>
    internal override async Task WriteErrorsAsync(IAsyncEnumerable<RowError> errors, CancellationToken cancellation)
    {
        await using var scope = await NpgsqlTransactionScope.BeginAsync(database, cancellation);
        await ScoreTables.ExecuteAsync(
            scope.Connection, "DELETE FROM import_upload_parts WHERE upload_id = @id AND is_error_file", cancellation, ("id", upload.Id));
        await using var parts = new PartsWriter((part, content, stop) =>
            UploadStore.KeepAsync(sql => new NpgsqlCommand(sql, scope.Connection), upload.Id, isErrorFile: true, part, content, stop));
        await ErrorFile.WriteAsync(parts, errors, cancellation, mark: true);
        await parts.FinishAsync(cancellation);
        await scope.CommitAsync(cancellation);
    }

    internal override async Task<bool> IsAppliedAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        await ScoreTables.ScalarAsync<bool>(
            connection, $"SELECT {UploadStore.IsApplied} FROM import_uploads WHERE id = @id FOR NO KEY UPDATE", cancellation, ("id", upload.Id));

    /// <summary>The file itself has no more use: what it brought can be undone, and it cannot be applied again.</summary>
    internal override async Task KeepAsync(
        NpgsqlConnection connection, ImportResult.Applied applied, long? importId, DateTimeOffset at, CancellationToken cancellation)
    {
        await ScoreTables.ExecuteAsync(
            connection,
            """
            UPDATE import_uploads SET import_id = @import, result = @result::jsonb WHERE id = @id;
            DELETE FROM import_upload_parts WHERE upload_id = @id AND NOT is_error_file
            """,
            cancellation,
            ("id", upload.Id),
            ("import", importId ?? (object)DBNull.Value),
            ("result", KeptJson.Write(UploadReport.Of(applied, isApplied: true, choices, at)! with { ImportId = importId })));
    }
}
