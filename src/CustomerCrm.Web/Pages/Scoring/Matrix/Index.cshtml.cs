using System.Data;
using System.Globalization;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Matrix;

/// <summary>
/// The value matrix of method B with its customers, whichever method is in force; admins try other bands and take them into the
/// draft. Seven dependencies: the shape of the form, the policy's words, the page's texts and the grid are apart.
/// </summary>
[Authorize(Policy = Policies.Managers)]
public sealed class IndexModel(
    CrmDbContext db, MatrixDesk desk, CustomerWrites writes, IValidator<BandsForm> rules, PolicyWords words, IStringLocalizer<MatrixTexts> text,
    TimeProvider clock) : PageModel
{
    [BindProperty]
    public BandsForm Form { get; set; } = new();

    /// <summary>Null before the first publication.</summary>
    public PolicyVersion? InForce { get; private set; }

    public DateOnly AsOf { get; private set; }

    public MatrixPanel Panel { get; private set; } = new();

    /// <summary>The draft was changed since the page was shown; the bands were not taken.</summary>
    public bool IsOvertaken { get; private set; }

    public bool MayChange => User.IsInRole(Roles.Admin);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is { } draft)
        {
            Form = BandsForm.Of(InForce!.Content);
            See(draft);
            await ShowAsync(null, cancellation);
        }

        return Page();
    }

    /// <summary>The grid alone, while the change is being read.</summary>
    public async Task<IActionResult> OnGetGridAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is null)
        {
            return NotFound();
        }

        await ShowAsync(null, cancellation);
        return Partial("_Grid", Panel);
    }

    /// <summary>The grid under the bands as typed; nothing is written.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellation)
    {
        if (!MayChange)
        {
            return Forbid();
        }

        if (await FindAsync(cancellation) is null)
        {
            return NotFound();
        }

        await ShowTypedAsync(cancellation);
        return Request.Headers.ContainsKey("HX-Request") ? Partial("_Grid", Panel) : Page();
    }

    /// <summary>Writes the four thresholds into the draft, and nothing else of it.</summary>
    public async Task<IActionResult> OnPostTakeAsync(CancellationToken cancellation)
    {
        if (!MayChange)
        {
            return Forbid();
        }

        if (await FindAsync(cancellation) is null)
        {
            return NotFound();
        }

        if (await TypedAsync(cancellation) is null)
        {
            await ShowTypedAsync(cancellation);
            return Page();
        }

        var draft = await db.PolicyDrafts.SingleAsync(cancellation);
        draft.Replace(Form.On(draft.Content), clock.GetUtcNow(), db.Viewer.Actor.Name);
        var isChanged = db.ChangeTracker.HasChanges();
        if (isChanged)
        {
            db.Entry(draft).Property(d => d.Version).OriginalValue = Form.DraftVersion;
        }

        var outcome = await writes.SaveAsync(cancellation);
        if (outcome is SaveOutcome.Saved)
        {
            this.Flash(text[isChanged ? "Taken" : "Taken.Already"]);
            return RedirectToPage();
        }

        await db.Entry(draft).ReloadAsync(cancellation);
        ModelState.Clear();
        IsOvertaken = outcome is SaveOutcome.Conflict;
        if (!IsOvertaken)
        {
            ModelState.AddModelError("", HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Shell>>()["Form.Busy"]);
        }

        See(draft);
        await ShowTypedAsync(cancellation);
        Response.StatusCode = IsOvertaken ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>The range a slider covers, so that the threshold in force stands in its first half.</summary>
    public PolicySlider SliderOf(PolicyField field)
    {
        if (field.Kind != PolicyFieldKind.Money)
        {
            return new PolicySlider(0, InForce!.Content.WindowDays, 1);
        }

        var step = 0.01m;
        for (var most = Math.Max(1, 2 * (InForce!.Content.LargeOrder ?? 1_000)); step * 200 < most;)
        {
            step *= 10;
        }

        return new PolicySlider(0, step * 200, step);
    }

    /// <summary>Null before the first publication.</summary>
    private async Task<PolicyDraft?> FindAsync(CancellationToken cancellation)
    {
        InForce = await PolicyReader.InForceAsync(db, cancellation);
        if (InForce is null)
        {
            return null;
        }

        AsOf = await db.ScoreGenerations.Select(g => g.AsOf).SingleAsync(cancellation);
        return await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation);
    }

    private void See(PolicyDraft draft) => Form.Draft = draft.Version.ToString(CultureInfo.InvariantCulture);

    private async Task ShowAsync(ScoringPolicy? typed, CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        Panel = await desk.ShowAsync(InForce!.Content, AsOf, typed, cancellation) with { HasForm = MayChange };
    }

    private async Task ShowTypedAsync(CancellationToken cancellation)
    {
        if (await TypedAsync(cancellation) is { } typed)
        {
            await ShowAsync(typed, cancellation);
            return;
        }

        Panel = new MatrixPanel
        {
            HasForm = true,
            Refused =
            [
                .. BandsForm.Fields.Select(field => (Field: field, Entry: ModelState.GetValueOrDefault("Form." + field.Name)))
                    .Where(f => f.Entry is { Errors.Count: > 0 })
                    .Select(f => (f.Field.Name, words.Label(f.Field), f.Entry!.Errors[0].ErrorMessage)),
            ],
        };
        Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    /// <summary>The policy in force with the bands as typed; null where they are none, the reasons beside the fields.</summary>
    private async Task<ScoringPolicy?> TypedAsync(CancellationToken cancellation)
    {
        foreach (var field in BandsForm.Fields)
        {
            ModelState.Remove("Form." + field.Name);
        }

        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            return null;
        }

        var policy = Form.On(InForce!.Content);
        var errors = PolicyRules.Check(policy).Where(e => BandsForm.Fields.Any(f => f.Path == e.Field)).ToList();
        foreach (var error in errors)
        {
            ModelState.AddModelError($"{nameof(Form)}.{PolicyFields.At(error.Field).Name}", words.Fault(error, policy));
        }

        return errors.Count == 0 ? policy : null;
    }
}
