using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Scoring.Backtests;

/// <summary>The list of reports of one kind, with the form that asks for the next.</summary>
public abstract class LabListModel(LabReports reports, LabReportKind kind) : PageModel
{
    private const int Listed = 25;

    protected LabReports Reports => reports;

    /// <summary>Null before a version is in force.</summary>
    public LabGround? Ground { get; protected set; }

    public IReadOnlyList<LabReportLine> Lines { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    public bool IsFirst { get; private set; } = true;

    protected async Task FindAsync(long? before, CancellationToken cancellation)
    {
        Ground ??= await reports.GroundAsync(cancellation);
        var lines = await reports.ListAsync(kind, before, Listed + 1, cancellation);
        Lines = [.. lines.Take(Listed)];
        (Older, IsFirst) = (lines.Count > Listed ? Lines[^1].Id : null, before is null);
    }
}

/// <summary>One report; until it is done its job stands in its place.</summary>
public abstract class LabReportModel(LabReports reports, LabReportKind kind) : PageModel
{
    public LabReport Report { get; private set; } = null!;

    /// <summary>Its newest job; null where the report is done, or nobody has asked.</summary>
    public Job? Job { get; private set; }

    public int Days => Report.Until.DayNumber - Report.AsOf.DayNumber;

    /// <summary>Asks for it again.</summary>
    public async Task<IActionResult> OnPostAgainAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (Report.Result is null)
        {
            await reports.EnqueueAsync(Report, cancellation);
        }

        return RedirectToPage(new { id });
    }

    protected async Task<bool> FindAsync(long id, CancellationToken cancellation)
    {
        if (await reports.FindAsync(kind, id, cancellation) is not { } report)
        {
            return false;
        }

        Report = report;
        Job = report.Result is null ? await reports.JobAsync(report, cancellation) : null;
        return true;
    }
}
