using System.Globalization;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Exports;

/// <summary>
/// Every kind of file that goes out, of the rows its reader may see. A download is asked for by a form: it writes into the audit,
/// which a link must not.
/// </summary>
[Authorize(Policy = Policies.Managers)]
public sealed class IndexModel(CrmDbContext db, Exporter exporter, Formats format, IStringLocalizer<FileTexts> text) : PageModel
{
    private const int MostDates = 400;

    /// <summary>The dates that scores can be had of, newest first.</summary>
    public IReadOnlyList<DateOnly> ScoreDates { get; private set; } = [];

    /// <summary>The dates of all runs, newest first.</summary>
    public IReadOnlyList<DateOnly> RunDates { get; private set; } = [];

    /// <summary>The date of the current scores; null before the first run.</summary>
    public DateOnly? Current { get; private set; }

    /// <summary>Why the file asked for cannot be had.</summary>
    public string? Refusal { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? kind, string? asOf, CancellationToken cancellation)
    {
        if (ExportKinds.Find(kind ?? "") is not { } found || !TryDate(asOf, out var date) || (date is not null && !ExportKinds.IsOfRuns(found)))
        {
            return BadRequest();
        }

        var name = kind + (date is { } d ? d.ToString("'-'yyyy-MM-dd", CultureInfo.InvariantCulture) : "");
        var outcome = await exporter.SendAsync(found, date, () => SentFile.Open(Response, name), cancellation);
        if (outcome is not ExportOutcome.NoSuchRun none)
        {
            return new EmptyResult();
        }

        Refusal = none.Dates.Count == 0 ? text["Exports.NoScores"] : text["Exports.NoSuchRun", format.Date(date)];
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await LoadAsync(cancellation);
        return Page();
    }

    public IReadOnlyList<DateOnly> DatesOf(ExportKind kind) => kind == ExportKind.Scores ? ScoreDates : RunDates;

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Current = await db.ScoreGenerations.Select(g => (DateOnly?)g.AsOf).SingleOrDefaultAsync(cancellation);
        var runs = await db.ScoreRuns.AsNoTracking()
            .Where(r => r.State == RunState.Done)
            .Select(r => new { r.AsOf, IsDated = r.Kind == RunKind.Dated })
            .Distinct()
            .OrderByDescending(r => r.AsOf)
            .Take(MostDates)
            .ToListAsync(cancellation);
        RunDates = [.. runs.Select(r => r.AsOf).Distinct()];
        ScoreDates = [.. runs.Where(r => r.IsDated || r.AsOf == Current).Select(r => r.AsOf).Distinct()];
    }

    private static bool TryDate(string? text, out DateOnly? date)
    {
        date = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return date is not null || string.IsNullOrEmpty(text);
    }
}
