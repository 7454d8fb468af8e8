using System.Globalization;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Infrastructure.Importing.Uploads;

/// <summary>What a job of an upload is to do.</summary>
internal sealed record UploadTask(long UploadId);

/// <summary>What a job of an undo is to do and, once it was done, what it said.</summary>
internal sealed record UndoTask(long ImportId, bool SkipKept, bool DryRun, UndoReport? Report = null);

/// <summary>What an undo found out, kept beside what was asked.</summary>
internal sealed record UndoNote(UndoReport Report);

/// <summary>Asks for checks, imports and undos that take longer than a reader waits.</summary>
public sealed class ImportJobs(JobQueue queue)
{
    public static string CheckKey(long upload) => string.Create(CultureInfo.InvariantCulture, $"check upload {upload}");

    public static string ApplyKey(long upload) => string.Create(CultureInfo.InvariantCulture, $"apply upload {upload}");

    public static string UndoKey(long import) => string.Create(CultureInfo.InvariantCulture, $"undo import {import}");

    public Task<long> EnqueueAsync(long upload, bool apply, Actor by, CancellationToken cancellation) => queue.EnqueueAsync(
        apply ? JobKind.Import : JobKind.CheckImport,
        apply ? ApplyKey(upload) : CheckKey(upload),
        by,
        cancellation,
        KeptJson.Write(new UploadTask(upload)));

    public Task<long> EnqueueUndoAsync(long import, UndoOptions options, Actor by, CancellationToken cancellation) => queue.EnqueueAsync(
        JobKind.UndoImport,
        UndoKey(import),
        by,
        cancellation,
        KeptJson.Write(new UndoTask(import, options.SkipKept, options.DryRun)));

    /// <summary>What an undo's job said; null while it has not.</summary>
    public static UndoReport? ReportOf(Job? job) => KeptJson.Read<UndoTask>(job?.Payload)?.Report;
}

/// <summary>Checks an upload.</summary>
internal sealed class CheckImportJob(UploadImports imports) : IJobWork
{
    public JobKind Kind => JobKind.CheckImport;

    public Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation) => UploadJob.RunAsync(imports, job, apply: false, cancellation);
}

/// <summary>
/// Applies an upload. That it was applied stands in the import's own transaction, so a second attempt finds it done; the job need
/// not end in that transaction, and lives on while customers are scored.
/// </summary>
internal sealed class ApplyImportJob(UploadImports imports) : IJobWork
{
    public JobKind Kind => JobKind.Import;

    public Task<JobOutcome> RunAsync(JobLease job, CancellationToken cancellation) => UploadJob.RunAsync(imports, job, apply: true, cancellation);
}

internal static class UploadJob
{
    public static async Task<JobOutcome> RunAsync(UploadImports imports, JobLease job, bool apply, CancellationToken cancellation)
    {
        var task = KeptJson.Read<UploadTask>(job.Payload)!;
        var report = await imports.RunAsync(task.UploadId, apply, job.RequestedBy, job, noWait: false, cancellation);
        job.StepTo(job.Total);
        return report switch
        {
            null => JobOutcome.Refuse("UploadGone"),
            { End: UploadEnd.Refused } => JobOutcome.Refuse(
                "FileRefused", ("reason", ImportMessage.Parse(report.Refusal!).ToString()), ("upload", task.UploadId)),
            { End: UploadEnd.RowsInError } when apply => JobOutcome.Refuse("RowsInError", ("rejected", report.Rejected), ("upload", task.UploadId)),
            _ => JobOutcome.Of(
                apply ? "Imported" : "FileChecked",
                ("read", report.RowsRead), ("added", report.Added), ("changed", report.Changed), ("rejected", report.Rejected),
                ("upload", task.UploadId), ("import", report.ImportId)),
        };
    }
}
