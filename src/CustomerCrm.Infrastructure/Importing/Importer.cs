using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>
/// Applies a file whole or not at all, in one transaction: its rows stream by COPY into a staging table, are checked in sets
/// against what is there, applied in sets, and the customers they touch are scored. One import applies at a time.
/// </summary>
public sealed class Importer(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How many errors are told one by one.</summary>
    public const int ErrorsTold = 1_000;

    /// <summary>So many rows written are worth a vacuum at once.</summary>
    internal const int VacuumFrom = 10_000;

    /// <param name="waiting">Called once where another import is under way and this one waits for it.</param>
    public async Task<ImportResult> ApplyAsync(
        ImportKind kind, string path, ImportOptions options, string user, Action? waiting, CancellationToken cancellation)
    {
        var format = ImportFormat.Of(kind);
        try
        {
            using var file = CsvFile.Open(path, format);
            await using var scope = await NpgsqlTransactionScope.BeginAsync(database, cancellation);
            await ImportTurn.TakeAsync(scope.Connection, waiting, cancellation);
            var session = new ImportSession(scope.Connection, format, file, options, clock.GetUtcNow());
            return await ApplyAsync(session, scope, Path.GetFileName(path), user, cancellation);
        }
        catch (UnreadableFileException e)
        {
            return new ImportResult.FileRefused(e.Reason);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return new ImportResult.FileRefused(new ImportMessage("File.CannotOpen", path));
        }
    }

    private async Task<ImportResult> ApplyAsync(
        ImportSession session, NpgsqlTransactionScope scope, string fileName, string user, CancellationToken cancellation)
    {
        var read = await session.StageAsync(cancellation);
        await session.BeginAsync(fileName, user, cancellation);
        await session.CheckAsync(cancellation);
        var (errors, errorCount) = await session.ErrorsAsync(ErrorsTold, cancellation);
        if (errorCount > 0 && !session.Options.SkipErrors)
        {
            return new ImportResult.RowsInError(errors, errorCount);
        }

        var (added, changed) = await session.ApplyAsync(cancellation);
        var warnings = await session.WarningsAsync(cancellation);
        await session.FinishAsync(read, added, changed, cancellation);
        if (!session.Options.DryRun)
        {
            if (added + changed > 0)
            {
                await AuditLog.WriteAsync(
                    scope.Connection, session.Now, user, "imported", "import", session.ImportId,
                    new { kind = ImportKinds.NameOf(session.Kind), fileName, read, added, changed, skipped = errorCount }, cancellation);
                await TouchedCustomers.ScoreAsync(scope.Connection, await session.TouchedAsync(cancellation), session.Now, cancellation);
            }

            await scope.CommitAsync(cancellation);
            if (added + changed >= VacuumFrom)
            {
                // Scoring reads orders through its index alone where the visibility map is fresh.
                await VacuumAsync(database, cancellation);
            }

            await TouchedCustomers.DrainAsync(database, clock, cancellation);
        }

        return new ImportResult.Applied(read, added, changed, warnings, errors);
    }

    internal static async Task VacuumAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ScoreTables.ExecuteAsync(connection, "VACUUM (ANALYZE, SKIP_LOCKED) orders", cancellation);
        await ScoreTables.ExecuteAsync(connection, "VACUUM (ANALYZE, SKIP_LOCKED) cost_entries", cancellation);
    }
}
