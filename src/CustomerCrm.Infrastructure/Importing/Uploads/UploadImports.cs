using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerCrm.Infrastructure.Importing.Uploads;

/// <summary>Checks and applies uploads, for the page while its reader waits and for jobs alike.</summary>
public sealed class UploadImports(
    NpgsqlDataSource database, IDbContextFactory<CrmDbContext> contexts, Importer importer, UploadStore store, TimeProvider clock)
{
    /// <param name="apply">False to check alone.</param>
    /// <param name="noWait">Gives way where another import is under way.</param>
    /// <returns>What is to be told; null where another import is under way, or the upload is gone.</returns>
    public async Task<UploadReport?> RunAsync(
        long id, bool apply, Actor by, RunWatch watch, bool noWait, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ImportUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.Size >= 0, cancellation) is not { } upload)
        {
            return null;
        }

        if (ReportOf(upload) is { IsApplied: true } earlier)
        {
            return earlier;
        }

        watch.Expect(100);
        var choices = ChoicesOf(upload);
        var source = new UploadSource(database, upload, choices, watch);
        var result = await importer.ApplyAsync(
            ImportKinds.Find(upload.Kind)!.Value, source, choices.Options(!apply, noWait), by, watch, null, cancellation);
        if (UploadReport.Of(result, apply, choices, clock.GetUtcNow()) is { IsApplied: false } report)
        {
            await store.ReportAsync(id, report, cancellation);
        }

        return result is ImportResult.Busy
            ? null
            : ReportOf(await db.ImportUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellation));
    }

    public static UploadReport? ReportOf(ImportUpload? upload) => KeptJson.Read<UploadReport>(upload?.Result);

    public static UploadChoices ChoicesOf(ImportUpload upload) => KeptJson.Read<UploadChoices>(upload.Options) ?? new UploadChoices();
}
