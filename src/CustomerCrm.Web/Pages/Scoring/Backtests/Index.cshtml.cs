using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Backtests;

/// <summary>Backtests, newest first, and the date for the next.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(LabReports reports, IStringLocalizer<LabTexts> text, Formats format)
    : LabListModel(reports, LabReportKind.Backtest)
{
    /// <summary>As date fields write it.</summary>
    [BindProperty]
    public string? On { get; set; }

    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        await FindAsync(before, cancellation);
        On = Ground is { FirstOn: { } first } ? TypedText.Of(Periods.Usual(first, Ground.AsOf)) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Ground = await Reports.GroundAsync(cancellation);
        if (Ground is null)
        {
            return NotFound();
        }

        if (!TypedText.TryDate(On, out var typed) || typed is not { } asOf)
        {
            ModelState.AddModelError(nameof(On), text["Backtest.On.Bad"]);
        }
        else if (asOf > Ground.Latest)
        {
            ModelState.AddModelError(nameof(On), text["Backtest.On.Late", Periods.Shortest, format.Date(Ground.Latest)]);
        }
        else if (Ground.FirstOn is not { } first || asOf < first)
        {
            ModelState.AddModelError(nameof(On), text["Backtest.On.Nobody", format.Date(Ground.FirstOn)]);
        }
        else
        {
            var id = await Reports.AskAsync(LabReportKind.Backtest, Ground, asOf, Periods.Until(asOf, Ground.AsOf), cancellation);
            return RedirectToPage("Report", new { id });
        }

        await FindAsync(null, cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
