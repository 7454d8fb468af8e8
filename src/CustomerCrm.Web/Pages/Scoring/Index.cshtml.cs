using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Publishing;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>The rules in force, the draft, and every version with the way back to it.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(CrmDbContext db, JobQueue queue, PublicationRequests requests) : PageModel
{
    private const int Listed = 25;

    /// <summary>Null before the first publication.</summary>
    public PolicyVersion? InForce { get; private set; }

    public PolicyDraft Draft { get; private set; } = null!;

    /// <summary>What the draft would change; null where nothing is in force.</summary>
    public PolicyChanges? Changes { get; private set; }

    /// <summary>The publication or recompute under way.</summary>
    public Job? Open { get; private set; }

    /// <summary>The publication that waits for a second admin.</summary>
    public RequestView? Asked { get; private set; }

    public ApprovalState Approval { get; private set; } = null!;

    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];

    public int? Older { get; private set; }

    public bool IsFirst { get; private set; }

    /// <param name="before">The last version of the page before.</param>
    public async Task<IActionResult> OnGetAsync(int? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        InForce = await PolicyReader.InForceAsync(db, cancellation);
        Draft = await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation);
        Changes = InForce is null ? null : PolicyChanges.Between(InForce.Content, Draft.Content);
        Approval = await requests.StateAsync(cancellation);
        Asked = Approval.Open is { } open ? await RequestView.OfAsync(db, open, InForce, Draft, cancellation) : null;
        Open = await PolicyReader.OpenJobAsync(db, cancellation);
        var versions = await PolicyReader.VersionsAsync(db, before, Listed + 1, cancellation);
        Versions = [.. versions.Take(Listed)];
        Older = versions.Count > Listed ? Versions[^1].Number : null;
        IsFirst = before is null;
        return Page();
    }

    public async Task<IActionResult> OnPostRecomputeAsync(CancellationToken cancellation)
    {
        var id = await queue.EnqueueAsync(JobKind.Recompute, "recompute", db.Viewer.Actor, cancellation);
        return RedirectToPage("/Jobs/Job", new { id });
    }
}
