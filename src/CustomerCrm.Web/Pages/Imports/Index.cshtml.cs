using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>What came in by file, newest first. Managers read it; importing is the admin's.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class IndexModel(CrmDbContext db) : PageModel
{
    public const int PageSize = 50;
    private const int MostWaiting = 20;

    public IReadOnlyList<Import> Imports { get; private set; } = [];

    /// <summary>Files that were sent and not applied; for who may.</summary>
    public IReadOnlyList<ImportUpload> Waiting { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    public bool IsFirst { get; private set; }

    public bool MayImport => User.IsInRole(Roles.Admin);

    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        IsFirst = before is null;
        var read = await db.Imports.AsNoTracking()
            .Where(i => before == null || i.Id < before)
            .OrderByDescending(i => i.Id)
            .Take(PageSize + 1)
            .ToListAsync(cancellation);
        Imports = [.. read.Take(PageSize)];
        Older = read.Count > PageSize ? Imports[^1].Id : null;
        if (MayImport && IsFirst)
        {
            var sent = await db.ImportUploads.AsNoTracking()
                .Where(u => u.Size >= 0 && u.ImportId == null)
                .OrderByDescending(u => u.Id)
                .Take(MostWaiting)
                .ToListAsync(cancellation);
            Waiting = [.. sent.Where(u => UploadImports.ReportOf(u) is not { IsApplied: true })];
        }

        return Page();
    }
}
