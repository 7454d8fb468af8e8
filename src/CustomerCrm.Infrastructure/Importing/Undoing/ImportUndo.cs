using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <summary>
/// Takes an import back, in one transaction and in sets: what it added and still is as it wrote it goes, what it changed becomes
/// what it was, and whom that touches is scored. Rows that somebody wrote since, or that others hang on, are never touched but
/// named; with any of them nothing is undone unless the caller says SkipKept. An undo and an import wait for each other.
/// </summary>
public sealed class ImportUndo(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How many rows that stay are told one by one.</summary>
    public const int KeptTold = 1_000;

    /// <param name="waiting">Called once where an import or another undo is under way and this one waits for it.</param>
    public Task<UndoResult> UndoAsync(
        long importId, UndoOptions options, string user, Action? waiting, CancellationToken cancellation) =>
        UndoAsync(importId, options, new Actor(null, user), new RunWatch(), waiting, cancellation);

    /// <param name="watch">Gives the connection.</param>
    /// <param name="waiting">Called once where an import or another undo is under way and this one waits for it.</param>
    public async Task<UndoResult> UndoAsync(
        long importId, UndoOptions options, Actor by, RunWatch watch, Action? waiting, CancellationToken cancellation)
    {
        var (result, kind) = await Deadlocks.AgainAsync(() => UndoOnceAsync(importId, options, by, watch, waiting, cancellation));
        if (result is UndoResult.Undone undone && !options.DryRun)
        {
            if (undone.Removed + undone.Restored >= Importer.VacuumFrom)
            {
                await Importer.VacuumAsync(database, kind, undone.Removed + undone.Restored, cancellation);
            }

            await TouchedCustomers.DrainAsync(database, clock, cancellation);
        }

        return result;
    }

    private async Task<(UndoResult Result, ImportKind Kind)> UndoOnceAsync(
        long importId, UndoOptions options, Actor by, RunWatch watch, Action? waiting, CancellationToken cancellation)
    {
        await using var scope = await NpgsqlTransactionScope.BeginAsync(await watch.OpenAsync(database, cancellation), cancellation);
        if (!await ImportTurn.TakeAsync(scope.Connection, waiting, options.NoWait, cancellation))
        {
            return (new UndoResult.Busy(), default);
        }

        var (import, refusal) = await FindAsync(scope.Connection, importId, cancellation);
        if (import is null)
        {
            return (refusal!, default);
        }

        var now = clock.GetUtcNow();
        var session = new UndoSession(scope.Connection, import, now, by.Name);
        await session.ApplyAsync(cancellation);
        var (kept, keptCount) = await session.KeptAsync(KeptTold, cancellation);
        if (keptCount > 0 && !options.SkipKept)
        {
            return (new UndoResult.Forbidden(kept, keptCount), import.Kind);
        }

        var whole = await session.FinishAsync(cancellation);
        var undone = new UndoResult.Undone(await session.CountsAsync(cancellation), kept, keptCount, whole);
        if (options.DryRun)
        {
            return (undone, import.Kind);
        }

        if (undone.Rows.Count > 0 || whole)
        {
            await AuditLog.WriteAsync(
                scope.Connection, now, by, "undone import", "import", importId,
                new { kind = ImportKinds.NameOf(import.Kind), import.FileName, undone.Rows, kept = keptCount, whole }, cancellation);
        }

        await TouchedCustomers.ScoreAsync(scope.Connection, await session.TouchedAsync(cancellation), now, cancellation);
        await scope.CommitAsync(cancellation);
        return (undone, import.Kind);
    }

    private static async Task<(UndoneImport? Import, UndoResult? Refusal)> FindAsync(
        NpgsqlConnection connection, long importId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT kind, file_name, undone_at, undone_by FROM imports WHERE id = @id", connection);
        command.Parameters.AddWithValue("id", importId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return (null, new UndoResult.NoSuchImport());
        }

        return reader.IsDBNull(2)
            ? (new UndoneImport(importId, ImportKinds.Find(reader.GetString(0))!.Value, reader.GetString(1)), null)
            : (null, new UndoResult.UndoneAlready(reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3)));
    }
}
