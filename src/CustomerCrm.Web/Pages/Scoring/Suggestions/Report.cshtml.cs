using System.Globalization;
using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Scoring.Backtests;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Suggestions;

/// <summary>Which weights would have ranked later profit best, how sure that is, and the way into the draft where it is sure.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class ReportModel(
    CrmDbContext db, LabReports reports, CustomerWrites writes, IStringLocalizer<LabTexts> text, TimeProvider clock)
    : LabReportModel(reports, LabReportKind.SuggestedWeights)
{
    /// <summary>Null while its job is not done.</summary>
    public SuggestionResult? Result { get; private set; }

    public PolicyDraft Draft { get; private set; } = null!;

    /// <summary>The draft's row version that was shown.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>Somebody changed the draft since the page was shown.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>The draft has these weights already.</summary>
    public bool IsInDraft => Result is { } result && Weights.Of(Draft.Content).DistanceTo(result.Suggested) == 0;

    /// <summary>How weights did in the period of choice; today's need not be on the grid.</summary>
    public double? Tried(Weights weights) =>
        (Result!.Chosen.FirstOrDefault(t => t.Weights == weights) ?? Result.Today).RankCorrelation;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAllAsync(id, cancellation))
        {
            return NotFound();
        }

        Show();
        return Page();
    }

    /// <summary>Gives the draft these three weights and changes nothing else of it. Only what is better is taken over so.</summary>
    public async Task<IActionResult> OnPostTakeAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAllAsync(id, cancellation) || Result is not { IsBetter: true } result)
        {
            return NotFound();
        }

        var seen = uint.TryParse(Seen, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        if (Draft.Version == seen)
        {
            Draft.Replace(result.Suggested.In(Draft.Content), clock.GetUtcNow(), db.Viewer.Actor.Name);
            if (db.ChangeTracker.HasChanges())
            {
                db.Entry(Draft).Property(d => d.Version).OriginalValue = seen;
            }

            if (await writes.SaveAsync(cancellation) is SaveOutcome.Saved)
            {
                this.Flash(text["Suggest.Taken"]);
                return RedirectToPage("/Scoring/Draft");
            }

            await db.Entry(Draft).ReloadAsync(cancellation);
        }

        IsOvertaken = true;
        Show();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> FindAllAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return false;
        }

        Result = Report.Suggestion();
        Draft = await db.PolicyDrafts.SingleAsync(cancellation);
        return true;
    }

    private void Show()
    {
        ModelState.Clear();
        Seen = Draft.Version.ToString(CultureInfo.InvariantCulture);
    }
}
