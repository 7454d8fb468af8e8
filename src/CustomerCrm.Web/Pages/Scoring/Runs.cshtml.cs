using System.Globalization;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>Past dates scored under a version, beside the current scores; one more is asked for as a job.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class RunsModel(
    CrmDbContext db, JobQueue queue, IValidator<RunForm> rules, Formats format, IStringLocalizer<PolicyTexts> text) : PageModel
{
    /// <summary>Few, since each counts the tiers of all customers.</summary>
    private const int Listed = 10;

    [BindProperty]
    public RunForm Form { get; set; } = new();

    public IReadOnlyList<DatedRun> Runs { get; private set; } = [];

    public int? Older { get; private set; }

    public bool IsFirst { get; private set; }

    /// <summary>The date and version of the current scores; null before the first run.</summary>
    public (DateOnly AsOf, int Version)? Current { get; private set; }

    /// <param name="before">The last run of the page before.</param>
    public async Task<IActionResult> OnGetAsync(int? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        await LoadAsync(before, cancellation);
        Form.Version ??= Current?.Version.ToString(CultureInfo.InvariantCulture);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation) && await MayAsync(Form.Date!.Value, Form.Number!.Value, cancellation))
        {
            var order = new DatedRunOrder(Form.Date.Value, Form.Number.Value);
            var id = await queue.EnqueueAsync(JobKind.Recompute, order.Key, db.Viewer.Actor, cancellation, order.Written());
            return RedirectToPage("/Jobs/Job", new { id });
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        await LoadAsync(null, cancellation);
        return Page();
    }

    /// <summary>What only the database knows: the dates there are facts of, and the versions there are.</summary>
    /// <returns>Whether nothing speaks against it.</returns>
    private async Task<bool> MayAsync(DateOnly date, int version, CancellationToken cancellation)
    {
        var current = await db.ScoreGenerations.Select(g => (DateOnly?)g.AsOf).SingleOrDefaultAsync(cancellation);
        if (current is null)
        {
            ModelState.AddModelError("Form.AsOf", text["Runs.Date.NoScores"]);
        }
        else if (date >= current)
        {
            ModelState.AddModelError("Form.AsOf", text["Runs.Date.NotPast", format.Date(current)]);
        }
        else if (await DatedRuns.EarliestFactAsync(db, cancellation) is var first && (first is null || date < first))
        {
            ModelState.AddModelError("Form.AsOf", text["Runs.Date.BeforeFacts", format.Date(first ?? current)]);
        }

        if (!await db.PolicyVersions.AnyAsync(v => v.Number == version, cancellation))
        {
            ModelState.AddModelError("Form.Version", text["Runs.Version.Unknown", version]);
        }

        return ModelState.IsValid;
    }

    private async Task LoadAsync(int? before, CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var current = await db.ScoreGenerations.AsNoTracking().SingleOrDefaultAsync(cancellation);
        Current = current is null ? null : (current.AsOf, current.PolicyVersion);
        var runs = await DatedRuns.ReadAsync(db, before, Listed + 1, cancellation);
        Runs = [.. runs.Take(Listed)];
        Older = runs.Count > Listed ? Runs[^1].Run.Id : null;
        IsFirst = before is null;
    }
}
