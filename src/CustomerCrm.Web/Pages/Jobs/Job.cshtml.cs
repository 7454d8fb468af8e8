using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Jobs;

/// <summary>One job, watched and cancelled by who asked for it and by admins; to others it is not there.</summary>
public sealed class JobModel(CrmDbContext db, JobQueue queue, TimeProvider clock, IStringLocalizer<JobTexts> text) : PageModel
{
    public Job Job { get; private set; } = null!;

    /// <summary>What was written to a publication.</summary>
    public string? Note => Job.Kind == JobKind.Publish ? PublishOrder.Parse(Job.Payload)?.Note : null;

    public DateTimeOffset Now => clock.GetUtcNow();

    public bool IsAdmin => User.IsInRole(Roles.Admin);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) ? Page() : NotFound();

    /// <summary>The progress by itself, for pages that show it. When the job has ended the page around it comes anew: more than the progress changed.</summary>
    public async Task<IActionResult> OnGetProgressAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (!Job.IsOpen)
        {
            Response.Headers["HX-Refresh"] = "true";
        }

        return Partial("_JobProgress", Job);
    }

    public async Task<IActionResult> OnPostCancelAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        var cancelled = await queue.CancelAsync(id, db.Viewer.Actor, cancellation);
        this.Flash(text[cancelled ? "Job.Cancel.Asked" : "Job.Cancel.Late"]);
        return RedirectToPage(new { id });
    }

    /// <summary>Asks for the same again, in the admin's own name: who asked then may have lost the right since.</summary>
    public async Task<IActionResult> OnPostRetryAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (!IsAdmin)
        {
            return Forbid();
        }

        if (Job.State is not (JobState.Failed or JobState.Cancelled))
        {
            return RedirectToPage(new { id });
        }

        var again = await queue.RetryAsync(Job, db.Viewer.Actor, cancellation);
        var isOurs = await db.Jobs.AnyAsync(j => j.Id == again && j.Payload == JobQueue.AskedBy(db.Viewer.Actor, Job.Payload), cancellation);
        this.Flash(text[isOurs ? "Job.Retry.Asked" : "Job.Retry.Other"]);
        return RedirectToPage(new { id = again });
    }

    private async Task<bool> FindAsync(long id, CancellationToken cancellation)
    {
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellation);
        if (job is null || (!IsAdmin && (job.RequestedById is null || job.RequestedById != User.UserId())))
        {
            return false;
        }

        Job = job;
        return true;
    }
}
