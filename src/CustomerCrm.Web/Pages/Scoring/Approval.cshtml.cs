using CustomerCrm.Domain;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Publishing;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>Where a second admin reads what is asked for and decides, and what became of earlier requests.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class ApprovalModel(CrmDbContext db, PublicationRequests requests, IStringLocalizer<PolicyTexts> text) : PageModel
{
    private const int Listed = 20;

    public bool IsNeeded { get; private set; }

    /// <summary>The one that waits.</summary>
    public RequestView? Asked { get; private set; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<PublicationRequest> Decided { get; private set; } = [];

    /// <summary>Why a decision came to nothing, where its request is no longer open.</summary>
    public string? Late { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var state = await requests.StateAsync(cancellation);
        IsNeeded = state.IsNeeded;
        if (state.Open is { } open)
        {
            var inForce = await PolicyReader.InForceAsync(db, cancellation);
            var draft = await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation);
            Asked = await RequestView.OfAsync(db, open, inForce, draft, cancellation);
        }

        Decided = await db.PublicationRequests.AsNoTracking()
            .Where(r => r.Approved != null)
            .OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Id)
            .Take(Listed)
            .ToListAsync(cancellation);
    }

    public Task<IActionResult> OnPostApproveAsync(long id, string? answer, CancellationToken cancellation) =>
        DecideAsync(id, true, answer, mustSay: false, cancellation);

    public Task<IActionResult> OnPostDeclineAsync(long id, string? answer, CancellationToken cancellation) =>
        DecideAsync(id, false, answer, mustSay: true, cancellation);

    /// <summary>Who asked no longer wants it.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(long id, CancellationToken cancellation)
    {
        var me = db.Viewer.Actor.UserId;
        return await db.PublicationRequests.AnyAsync(r => r.Id == id && r.RequestedById != me, cancellation)
            ? Forbid()
            : await DecideAsync(id, false, null, mustSay: false, cancellation);
    }

    private async Task<IActionResult> DecideAsync(long id, bool approve, string? answer, bool mustSay, CancellationToken cancellation)
    {
        var said = TypedText.Lines(answer);
        if ((said is null && !string.IsNullOrWhiteSpace(answer))
            || (said is not null && LineOfText.Check(said, PublicationRequest.NoteLength, lines: true) is not null))
        {
            return await AgainAsync(id, answer, text["Approval.BadAnswer", PublicationRequest.NoteLength], StatusCodes.Status400BadRequest, cancellation);
        }

        if (mustSay && said is null)
        {
            return await AgainAsync(id, answer, text["Approval.NoAnswer"], StatusCodes.Status400BadRequest, cancellation);
        }

        var outcome = await requests.DecideAsync(id, approve, said, cancellation);
        switch (outcome)
        {
            case DecisionOutcome.Published published:
                this.Flash(text["Approval.Done"]);
                return RedirectToPage("/Jobs/Job", new { id = published.JobId });
            case DecisionOutcome.Closed closed:
                this.Flash(text[closed.ByAsker ? "Approval.TakenBack.Done" : "Approval.Declined.Done"]);
                return RedirectToPage("/Scoring/Index");
            case DecisionOutcome.Gone:
                return NotFound();
            case DecisionOutcome.Own:
                return Forbid();
            default:
                return await AgainAsync(id, answer, Why(outcome), StatusCodes.Status409Conflict, cancellation);
        }
    }

    private string Why(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.DraftChanged changed => text["Approval.DraftChanged", changed.By],
        DecisionOutcome.InForce force => text["Publish.InForce", force.Version],
        DecisionOutcome.AskerLeft => text["Approval.AskerLeft"],
        DecisionOutcome.Running running => text["Approval.Running", running.JobId],
        _ => text["Approval.Late"],
    };

    private async Task<IActionResult> AgainAsync(long id, string? answer, string why, int status, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await OnGetAsync(cancellation);
        if (Asked?.Request.Id == id)
        {
            Asked = Asked with { Refused = (why, answer) };
        }
        else
        {
            Late = why;
        }

        ModelState.Clear();
        Response.StatusCode = status;
        return Page();
    }
}
