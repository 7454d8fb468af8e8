using CustomerCrm.Infrastructure.CostToServe;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin.Activities;

/// <param name="Rate">In force on the scoring date; null for a direct amount, or where none is yet.</param>
public sealed record ActivityLine(long Id, string Name, string Unit, decimal? Rate, int Rates, int Entries);

/// <summary>What serving customers takes, with the rates of today.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(
    CrmDbContext db, RateBook book, FirmCalendar calendar, IValidator<ActivityForm> rules, IStringLocalizer<AdminTexts> text) : PageModel
{
    /// <summary>More are not listed.</summary>
    public const int Most = 500;

    [BindProperty]
    public ActivityForm Form { get; set; } = new();

    public IReadOnlyList<ActivityLine> Activities { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Today = await calendar.ScoringDateAsync(cancellation);
        Activities = await db.CostActivities.AsNoTracking()
            .OrderBy(a => a.Name)
            .Take(Most)
            .Select(a => new ActivityLine(
                a.Id, a.Name, a.Unit,
                a.Rates.Where(r => r.ValidFrom <= Today).OrderByDescending(r => r.ValidFrom).Select(r => (decimal?)r.Rate).FirstOrDefault(),
                a.Rates.Count,
                db.CostEntries.Count(e => e.ActivityId == a.Id && e.VoidedAt == null)))
            .ToListAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            var (id, fault) = await book.AddAsync(TypedText.Line(Form.Name)!, TypedText.Line(Form.Unit)!, cancellation);
            if (id is not null)
            {
                this.Flash(text["Activity.Added", TypedText.Line(Form.Name)!]);
                return RedirectToPage("/Admin/Activities/Rates", new { id });
            }

            ModelState.AddModelError("Form.Name", text["Rate.Fault." + fault]);
        }

        await OnGetAsync(cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
