using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>A file that was sent: what its check says line by line, and its application.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class UploadModel(
    CrmDbContext db, UploadStore uploads, UploadRuns runs, IValidator<ChoicesForm> rules, IStringLocalizer<FileTexts> text) : PageModel
{
    /// <summary>Errors a page.</summary>
    public const int PageSize = 100;

    [BindProperty]
    public ChoicesForm Form { get; set; } = new();

    public ImportUpload Upload { get; private set; } = null!;

    /// <summary>Null before the first check ended.</summary>
    public UploadReport? Report { get; private set; }

    /// <summary>The latest job of this file; null where none was needed.</summary>
    public Job? Job { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int Pages => ((Report?.Errors.Count ?? 0) + PageSize - 1) / PageSize;

    public IEnumerable<UploadError> Errors => (Report?.Errors ?? []).Skip((PageNumber - 1) * PageSize).Take(PageSize);

    public async Task<IActionResult> OnGetAsync(long id, int? part, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation) || part < 1 || part > Math.Max(1, Pages))
        {
            return NotFound();
        }

        PageNumber = part ?? 1;
        return Page();
    }

    /// <summary>The rows in error as a file.</summary>
    public async Task<IActionResult> OnGetErrorsAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation) || Report is not { ErrorCount: > 0 }
            || await uploads.ErrorFileAsync(id, cancellation) is not { } file)
        {
            return NotFound();
        }

        return File(file, "text/csv; charset=utf-8", Path.GetFileNameWithoutExtension(Upload.FileName) + ".errors.csv");
    }

    public async Task<IActionResult> OnPostCheckAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (Report is not { IsApplied: true } && Job is not { IsOpen: true })
        {
            await uploads.ChooseAsync(id, Form.Choices, cancellation);
            await runs.StartAsync(id, Upload.Size, apply: false, cancellation);
        }

        return RedirectToPage(new { id });
    }

    /// <summary>Asked twice, it is applied once, and both see the same import.</summary>
    public async Task<IActionResult> OnPostApplyAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        if (Report is { IsApplied: true })
        {
            this.Flash(text["Applied.Before"]);
        }
        else if (Job is not { IsOpen: true })
        {
            await runs.StartAsync(id, Upload.Size, apply: true, cancellation);
        }

        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostDropAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        await uploads.DropAsync(id, cancellation);
        this.Flash(text["Dropped", Upload.FileName]);
        return RedirectToPage("/Imports/Index");
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        var (check, apply) = (ImportJobs.CheckKey(id), ImportJobs.ApplyKey(id));
        Job = await db.Jobs.AsNoTracking().Where(j => j.Key == check || j.Key == apply).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
        if (await db.ImportUploads.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.Size >= 0, cancellation) is not { } upload)
        {
            return false;
        }

        Upload = upload;
        Report = UploadImports.ReportOf(upload);
        if (HttpMethods.IsGet(Request.Method))
        {
            var choices = UploadImports.ChoicesOf(upload);
            Form = new ChoicesForm { SkipErrors = choices.SkipErrors, CreateCustomers = choices.CreateCustomers, Encoding = choices.Encoding };
        }

        return true;
    }
}
