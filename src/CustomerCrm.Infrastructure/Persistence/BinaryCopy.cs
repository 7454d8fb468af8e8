using Npgsql;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>
/// Rows by COPY that wait for the server as long as it takes, as every other statement of a run or an import does: a busy disk
/// is no reason to lose the work.
/// </summary>
internal static class BinaryCopy
{
    public static async Task<NpgsqlBinaryImporter> BeginCopyAsync(
        this NpgsqlConnection connection, string copy, CancellationToken cancellation)
    {
        var importer = await connection.BeginBinaryImportAsync(copy, cancellation);
        importer.Timeout = Timeout.InfiniteTimeSpan;
        return importer;
    }
}
