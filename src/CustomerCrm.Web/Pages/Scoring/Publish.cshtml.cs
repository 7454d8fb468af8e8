using System.Globalization;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Publishing;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>What a publication or a roll-back changes, and why it is done. It is asked for as a job, one at a time.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class PublishModel(
    CrmDbContext db, JobQueue queue, PublicationRequests requests, FirmCalendar calendar, IValidator<PublishForm> rules, IStringLocalizer<PolicyTexts> text) : PageModel
{
    [BindProperty]
    public PublishForm Form { get; set; } = new();

    /// <summary>The version to roll back to; null to publish the draft.</summary>
    [BindProperty(SupportsGet = true)]
    public int? To { get; set; }

    public PolicyChanges Changes { get; private set; } = null!;

    /// <summary>Null before the first publication.</summary>
    public PolicyVersion? InForce { get; private set; }

    public PolicyDraft Draft { get; private set; } = null!;

    public DateOnly ScoringDate { get; private set; }

    /// <summary>The publication that waits or runs; another one is not taken.</summary>
    public Job? Running { get; private set; }

    /// <summary>Whether a second admin approves, and what he has before him.</summary>
    public ApprovalState Approval { get; private set; } = null!;

    /// <summary>The draft is another than the one that was shown.</summary>
    public bool IsDraftChanged { get; private set; }

    /// <summary>There is nothing to roll back.</summary>
    public bool IsInForce => To is { } to && to == InForce?.Number;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!ModelState.IsValid || !await FindAsync(cancellation))
        {
            return NotFound();
        }

        Running = await PolicyReader.OpenJobAsync(db, cancellation) is { Kind: JobKind.Publish } job ? job : null;
        (Form.Draft, Form.Intent) = (Draft.Version.ToString(CultureInfo.InvariantCulture), Guid.NewGuid().ToString("D"));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        // The same form a second time: its publication is under way, or done.
        var intent = Form.IntentId;
        if (await JobQueue.OfIntent(db, intent).OrderBy(j => j.Id).Select(j => (long?)j.Id).FirstOrDefaultAsync(cancellation) is { } asked)
        {
            return RedirectToPage("/Jobs/Job", new { id = asked });
        }

        if (Form.ScalesDate is { } date && (date > ScoringDate || date < PublishForm.Earliest))
        {
            ModelState.AddModelError("Form.ScalesAsOf", text[
                "Publish.Scales.Range", PublishForm.Earliest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ScoringDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
        }

        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation) || IsInForce)
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        if (To is null && Form.DraftVersion != Draft.Version)
        {
            IsDraftChanged = true;
            Form.Draft = Draft.Version.ToString(CultureInfo.InvariantCulture);
            return Refused(StatusCodes.Status409Conflict);
        }

        var order = new PublishOrder(intent, Form.CleanNote, To is null ? Form.ScalesDate : null, To, To is null ? Draft.Version : null);
        if (Approval.IsNeeded)
        {
            return await AskAsync(order, cancellation);
        }

        var id = await queue.EnqueueAsync(JobKind.Publish, PublishOrder.Key, db.Viewer.Actor, cancellation, order.Written());
        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, cancellation);
        if (PublishOrder.Parse(job.Payload)?.Intent != intent)
        {
            Running = job;
            return Refused(StatusCodes.Status409Conflict);
        }

        this.Flash(text["Publish.Asked"]);
        return RedirectToPage("/Jobs/Job", new { id });
    }

    /// <summary>A second admin is to approve: the order waits for him.</summary>
    private async Task<IActionResult> AskAsync(PublishOrder order, CancellationToken cancellation)
    {
        var (mine, open) = await requests.AskAsync(order, cancellation);
        if (mine is null)
        {
            Approval = Approval with { Open = open };
            return Refused(StatusCodes.Status409Conflict);
        }

        if (mine.Approved == false)
        {
            // The form of a request that was declined: it is asked for anew by a form of its own.
            Form.Intent = Guid.NewGuid().ToString("D");
            ModelState.Remove("Form.Intent");
            ModelState.AddModelError("", text["Publish.DeclinedBefore"]);
            return Refused(StatusCodes.Status409Conflict);
        }

        this.Flash(text["Publish.AskedForApproval"]);
        return RedirectToPage("/Scoring/Index");
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        InForce = await PolicyReader.InForceAsync(db, cancellation);
        Draft = await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation);
        Approval = await requests.StateAsync(cancellation);
        ScoringDate = await calendar.ScoringDateAsync(cancellation);
        var published = Draft.Content;
        if (To is { } number)
        {
            if (await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellation) is not { } old)
            {
                return false;
            }

            published = old.Content;
        }

        Changes = PolicyChanges.Between(InForce?.Content ?? new ScoringPolicy(), published);
        return true;
    }

    private PageResult Refused(int status)
    {
        // What the form was given anew stands in place of what was sent.
        ModelState.Remove("Form.Draft");
        Response.StatusCode = status;
        return Page();
    }
}
