using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Web.Pages.Scoring.Backtests;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Suggestions;

/// <summary>Searches for weights, newest first, and the next one. Its dates follow from the history.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(LabReports reports, IStringLocalizer<LabTexts> text) : LabListModel(reports, LabReportKind.SuggestedWeights)
{
    /// <summary>Null where the history is too short for two periods.</summary>
    public (DateOnly Choose, DateOnly Judge)? Halves => Ground is { FirstOn: { } first } ? Periods.Halves(first, Ground.AsOf) : null;

    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        await FindAsync(before, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Ground = await Reports.GroundAsync(cancellation);
        if (Ground is null)
        {
            return NotFound();
        }

        if (Halves is var (choose, judge))
        {
            // The second period is exactly as long as the first.
            var until = judge.AddDays(judge.DayNumber - choose.DayNumber);
            return RedirectToPage("Report", new { id = await Reports.AskAsync(LabReportKind.SuggestedWeights, Ground, choose, until, cancellation) });
        }

        ModelState.AddModelError("", text["Suggest.Short", 3 * Periods.Shortest]);
        await FindAsync(null, cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
