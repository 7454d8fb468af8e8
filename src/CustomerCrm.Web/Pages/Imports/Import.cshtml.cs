using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using AppliedImport = CustomerCrm.Infrastructure.Importing.Import;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>An import: what it did, what undoing it would do, and the undo. Managers read; undoing is the admin's.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class ImportModel(CrmDbContext db, UploadRuns runs) : PageModel
{
    public AppliedImport Import { get; private set; } = null!;

    /// <summary>The latest undo, or look at one, that was a job's; null where none was.</summary>
    public Job? Job { get; private set; }

    /// <summary>What the undo, or the look at one, said; null where nobody asked.</summary>
    public UndoReport? Report { get; private set; }

    public bool MayUndo => User.IsInRole(Roles.Admin);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        Report = MayUndo && Job is { IsOpen: false } ? ImportJobs.ReportOf(Job) : null;
        return Page();
    }

    /// <summary>Says what an undo would do, and which rows it would have to leave.</summary>
    public Task<IActionResult> OnPostLookAsync(long id, CancellationToken cancellation) =>
        UndoAsync(id, new UndoOptions(SkipKept: true, DryRun: true), cancellation);

    /// <param name="skipKept">Undo the rest where some rows must stay.</param>
    public Task<IActionResult> OnPostUndoAsync(long id, bool skipKept, CancellationToken cancellation) =>
        UndoAsync(id, new UndoOptions(SkipKept: skipKept), cancellation);

    private async Task<IActionResult> UndoAsync(long id, UndoOptions options, CancellationToken cancellation)
    {
        if (!MayUndo)
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        if (Job is { IsOpen: true })
        {
            return RedirectToPage(new { id });
        }

        Report = await runs.UndoAsync(id, (long)Import.RowsAdded + Import.RowsChanged, options, cancellation);
        if (Report is null)
        {
            return RedirectToPage(new { id });
        }

        await LoadAsync(id, cancellation);
        return Page();
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        var key = ImportJobs.UndoKey(id);
        Job = await db.Jobs.AsNoTracking().Where(j => j.Key == key).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
        Import = (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellation))!;
        return Import is not null;
    }
}
