using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>
/// Applies a file whole or not at all, in one transaction: its rows stream by COPY into a staging table, are checked in sets
/// against what is there, applied in sets, and the customers they touch are scored. One import applies at a time.
/// </summary>
public sealed class Importer(NpgsqlDataSource database, ImportLimits limits, TimeProvider clock)
{
    /// <summary>How many errors are told one by one.</summary>
    public const int ErrorsTold = 1_000;

    /// <summary>So many rows written are worth a vacuum at once.</summary>
    internal const int VacuumFrom = 10_000;

    /// <summary>How far an import is, in percent, once its file was read, checked and written; reading it comes before.</summary>
    internal const int Staged = 30, Checked = 50, Written = 80;

    /// <summary>Applies a file of this machine.</summary>
    /// <param name="waiting">Called once where another import is under way and this one waits for it.</param>
    public Task<ImportResult> ApplyAsync(
        ImportKind kind, string path, ImportOptions options, string user, Action? waiting, CancellationToken cancellation) =>
        ApplyAsync(kind, new PathSource(path, options.ErrorFile), options, new Actor(null, user), new RunWatch(), waiting, cancellation);

    /// <param name="watch">Gives the connection and is told how far it is, in percent.</param>
    /// <param name="waiting">Called once where another import is under way and this one waits for it.</param>
    public async Task<ImportResult> ApplyAsync(
        ImportKind kind, ImportSource source, ImportOptions options, Actor by, RunWatch watch, Action? waiting, CancellationToken cancellation)
    {
        ImportResult result;
        try
        {
            result = await Deadlocks.AgainAsync(() => ApplyOnceAsync(kind, source, options, by, watch, waiting, cancellation));
        }
        catch (UnreadableFileException e)
        {
            return new ImportResult.FileRefused(e.Reason);
        }

        if (result is ImportResult.Applied applied && !options.DryRun)
        {
            var written = applied.Added + applied.Changed;
            if (written >= VacuumFrom)
            {
                await VacuumAsync(database, kind, written, cancellation);
            }

            if (!options.ScoreLater)
            {
                await TouchedCustomers.DrainAsync(database, clock, cancellation);
            }
        }

        return result;
    }

    /// <summary>The whole file in one transaction, which is committed at the end where there is something to commit.</summary>
    private async Task<ImportResult> ApplyOnceAsync(
        ImportKind kind, ImportSource source, ImportOptions options, Actor by, RunWatch watch, Action? waiting, CancellationToken cancellation)
    {
        var format = ImportFormat.Of(kind);
        using var file = ImportFile.Open(source.Open(limits.LargestFile), format, options.Encoding, limits);
        await using var scope = await NpgsqlTransactionScope.BeginAsync(await watch.OpenAsync(database, cancellation), cancellation);
        if (!await ImportTurn.TakeAsync(scope.Connection, waiting, options.NoWait, cancellation))
        {
            return new ImportResult.Busy();
        }

        if (await source.IsAppliedAsync(scope.Connection, cancellation))
        {
            return new ImportResult.AppliedBefore();
        }

        var session = new ImportSession(scope.Connection, format, file, options, clock.GetUtcNow());
        return await ApplyAsync(session, scope, source, by, watch, cancellation);
    }

    private static async Task<ImportResult> ApplyAsync(
        ImportSession session, NpgsqlTransactionScope scope, ImportSource source, Actor by, RunWatch watch, CancellationToken cancellation)
    {
        var read = await session.StageAsync(cancellation);
        watch.StepTo(Staged);
        await session.BeginAsync(source.Name, by.Name, cancellation);
        await session.CheckAsync(cancellation);
        watch.StepTo(Checked);
        var errors = await session.ErrorsAsync(ErrorsTold, cancellation);
        await source.WriteErrorsAsync(session.AllErrorsAsync(cancellation), cancellation);
        if (errors.Count > 0 && !session.Options.SkipErrors)
        {
            return new ImportResult.RowsInError(read, errors, await session.WarningsAsync(cancellation));
        }

        var (added, changed) = await session.ApplyAsync(cancellation);
        watch.StepTo(Written);
        var warnings = await session.WarningsAsync(cancellation);
        await session.FinishAsync(read, added, changed, cancellation);
        var applied = new ImportResult.Applied(read, added, changed, warnings, errors);
        if (session.Options.DryRun)
        {
            return applied;
        }

        if (added + changed > 0)
        {
            await AuditLog.WriteAsync(
                scope.Connection, session.Now, by, "imported", "import", session.ImportId,
                new { kind = ImportKinds.NameOf(session.Kind), fileName = source.Name, read, added, changed, skipped = errors.Rows }, cancellation);
            await TouchedCustomers.ScoreAsync(
                scope.Connection, await session.TouchedAsync(cancellation), session.Now, cancellation, session.Options.ScoreLater);
        }

        await source.KeepAsync(scope.Connection, applied, added + changed > 0 ? session.ImportId : null, session.Now, cancellation);
        await scope.CommitAsync(cancellation);
        return applied;
    }

    /// <summary>
    /// Scoring reads a table through its index alone where the visibility map is fresh; statistics are taken anew where the
    /// table grew by a twentieth.
    /// </summary>
    internal static async Task VacuumAsync(NpgsqlDataSource database, ImportKind kind, long written, CancellationToken cancellation)
    {
        var table = kind is ImportKind.Costs or ImportKind.Activities ? "cost_entries" : "orders";
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var grew = await ScoreTables.ScalarAsync<bool>(
            connection, $"SELECT reltuples < {20 * written} FROM pg_class WHERE oid = '{table}'::regclass", cancellation);
        await ScoreTables.ExecuteAsync(connection, $"VACUUM ({(grew ? "ANALYZE, " : "")}SKIP_LOCKED) {table}", cancellation);
    }
}
