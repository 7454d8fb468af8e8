using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Jobs;

namespace CustomerCrm.Infrastructure.Importing.Undoing;

/// <summary>
/// Takes a large import back, or finds out what that would do. What it said is kept with the job; an attempt that comes after a
/// whole undo finds it done.
/// </summary>
internal sealed class UndoImportJob(ImportUndo undo, JobQueue queue) : IJobWork
{
    public JobKind Kind => JobKind.UndoImport;

    public async Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation)
    {
        var task = KeptJson.Read<UndoTask>(job.Payload)!;
        var result = await undo.UndoAsync(
            task.ImportId, new UndoOptions(task.SkipKept, task.DryRun), job.RequestedBy, job, null, cancellation);
        if (UndoReport.Of(result, task.DryRun) is not { } report)
        {
            return JobOutcome.Refuse("NoSuchImport", ("import", task.ImportId));
        }

        await queue.NoteAsync(job.Id, KeptJson.Write(new UndoNote(report)), cancellation);
        return JobOutcome.Of(
            report.IsForbidden ? "UndoForbidden" : task.DryRun ? "UndoChecked" : "Undone",
            ("removed", report.Rows.Sum(r => r.Removed)), ("restored", report.Rows.Sum(r => r.Restored)), ("kept", report.KeptCount),
            ("import", task.ImportId));
    }
}
