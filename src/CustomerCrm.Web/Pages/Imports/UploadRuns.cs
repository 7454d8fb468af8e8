using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>Checks, applies and undoes: what is small while its reader waits, the rest as a job.</summary>
public sealed class UploadRuns(CrmDbContext db, UploadImports imports, ImportUndo undo, ImportJobs jobs)
{
    private Actor By => db.Viewer.Actor;

    /// <returns>What it said; null where a job will say it.</returns>
    public async Task<UploadReport?> StartAsync(long id, long size, bool apply, CancellationToken cancellation)
    {
        var report = size > AtOnce.SmallFile
            ? null
            : await AtOnce.TryAsync(stop => imports.RunAsync(id, apply, By, new RunWatch(), noWait: true, stop), cancellation);
        if (report is null)
        {
            await jobs.EnqueueAsync(id, apply, By, cancellation);
        }

        return report;
    }

    /// <param name="rows">How many rows the import wrote.</param>
    /// <returns>What it said; null where a job will say it.</returns>
    public async Task<UndoReport?> UndoAsync(long id, long rows, UndoOptions options, CancellationToken cancellation)
    {
        var report = rows > AtOnce.FewRows
            ? null
            : await AtOnce.TryAsync(
                async stop => UndoReport.Of(
                    await undo.UndoAsync(id, options with { NoWait = true }, By, new RunWatch(), null, stop), options.DryRun),
                cancellation);
        if (report is null)
        {
            await jobs.EnqueueUndoAsync(id, options, By, cancellation);
        }

        return report;
    }
}
