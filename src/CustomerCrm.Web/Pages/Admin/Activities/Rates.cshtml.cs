using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Infrastructure.CostToServe;
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

/// <summary>An activity's rates by date: a new one, a correction, a removal price the entries without an amount of their own anew.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class RatesModel(
    CrmDbContext db, RateBook book, IValidator<RateForm> rules, IStringLocalizer<AdminTexts> text) : PageModel
{
    [BindProperty]
    public RateForm Form { get; set; } = new();

    public CostActivity Activity { get; private set; } = null!;

    /// <summary>Entries whose amount comes from the rates.</summary>
    public int PricedEntries { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await db.CostActivities.AsNoTracking().Include(a => a.Rates).SingleOrDefaultAsync(a => a.Id == id, cancellation) is not { } activity)
        {
            return NotFound();
        }

        Activity = activity;
        PricedEntries = await db.CostEntries.CountAsync(e => e.ActivityId == id && e.GivenAmount == null, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostSetAsync(long id, CancellationToken cancellation)
    {
        if (!await db.CostActivities.AnyAsync(a => a.Id == id, cancellation))
        {
            return NotFound();
        }

        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation)
            && TypedText.TryDate(Form.ValidFrom, out var from) && TypedText.TryNumber(Form.Rate, out var rate))
        {
            return await EndAsync(id, await book.SetAsync(id, from!.Value, rate!.Value, cancellation), "Form.Rate", cancellation);
        }

        return await RefuseAsync(id, cancellation);
    }

    public async Task<IActionResult> OnPostRemoveAsync(long id, CancellationToken cancellation) =>
        TypedText.TryDate(Form.ValidFrom, out var from) && from is { } date
            ? await EndAsync(id, await book.RemoveAsync(id, date, cancellation), "", cancellation)
            : NotFound();

    private async Task<IActionResult> EndAsync(long id, RateChange change, string field, CancellationToken cancellation)
    {
        if (change.Fault is { } fault)
        {
            ModelState.AddModelError(field, text["Rate.Fault." + fault]);
            return await RefuseAsync(id, cancellation);
        }

        this.Flash(text["Rate.Saved", change.Repriced]);
        return RedirectToPage();
    }

    private async Task<IActionResult> RefuseAsync(long id, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var shown = await OnGetAsync(id, cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return shown;
    }
}
