using System.Text;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Scoring.Previewing;
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

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>
/// The draft whole, as a form, and beside it what it would do to every customer. Seven dependencies: the form's shape, the policy's words, the
/// page's texts and the preview are apart.
/// </summary>
[Authorize(Policy = Policies.Admins)]
public sealed class DraftModel(
    CrmDbContext db, CustomerWrites writes, IValidator<PolicyForm> rules, PolicyWords words, IStringLocalizer<PolicyTexts> text, PreviewDesk desk,
    TimeProvider clock)
    : PageModel
{
    [BindProperty]
    public PolicyForm Form { get; set; } = new();

    /// <summary>What others changed meanwhile; null where nobody did.</summary>
    public IReadOnlyList<FieldClash>? Clashes { get; private set; }

    /// <summary>A replacement came too late: the draft is another by now.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>Why an uploaded file was refused.</summary>
    public IReadOnlyList<string> FileErrors { get; private set; } = [];

    /// <summary>As it is kept.</summary>
    public PolicyDraft Draft { get; private set; } = null!;

    /// <summary>Null before the first publication.</summary>
    public PolicyVersion? InForce { get; private set; }

    /// <summary>What the rules of the form would do.</summary>
    public PreviewPanel Panel { get; private set; } = new();

    public PolicyChanges Changes => PolicyChanges.Between(InForce?.Content ?? new ScoringPolicy(), Draft.Content);

    /// <summary>Where work mostly is, where something is wrong, and where the draft differs from the version in force.</summary>
    public bool IsOpen(PolicyGroup group) => group.Name is "Weights" or "Method"
        || group.Fields.Any(f => ModelState.TryGetValue("Form." + f.Name, out var entry) && entry.Errors.Count > 0)
        || Changes.Settings.Any(c => group.Fields.Contains(c.Field));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await FindAsync(cancellation);
        Fill();
        Panel = await desk.ShowAsync(Draft.Content, new PreviewLook(), cancellation);
    }

    /// <summary>What the rules as they are typed would do; nothing is written.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(int? owner, string? cell, long? mover, CancellationToken cancellation)
    {
        Form.Settle();
        await FindAsync(cancellation);
        if (await TypedAsync(cancellation) is { } content)
        {
            Panel = await desk.ShowAsync(content, new PreviewLook(owner, MatrixChoice.Parse(cell), mover), cancellation);
        }
        else
        {
            Panel = new PreviewPanel { Refused = Refusals() };
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Request.Headers.ContainsKey("HX-Request") ? Partial("_Preview", Panel) : Page();
    }

    /// <summary>Everybody who would move under the rules as they are typed.</summary>
    public async Task<IActionResult> OnPostMoversAsync(int? owner, CancellationToken cancellation)
    {
        Form.Settle();
        await FindAsync(cancellation);
        if (await TypedAsync(cancellation) is not { } content)
        {
            return await RefusedAsync(cancellation);
        }

        if (await desk.SendAsync(new PreviewQuestion(content, PreviewPlace.Draft), owner, "draft", Response, cancellation))
        {
            return new EmptyResult();
        }

        Panel = await desk.ShowAsync(content, new PreviewLook(owner), cancellation);
        return Page();
    }

    /// <summary>The draft as policy.json.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancellation)
    {
        var draft = await db.PolicyDrafts.AsNoTracking().SingleAsync(cancellation);
        return File(Encoding.UTF8.GetBytes(PolicyJson.Write(draft.Content) + "\n"), "application/json", "policy-draft.json");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Form.Settle();
        await FindAsync(cancellation);
        if (await TypedAsync(cancellation) is not { } content)
        {
            return await RefusedAsync(cancellation);
        }

        Draft.Replace(content, clock.GetUtcNow(), db.Viewer.Actor.Name);
        switch (await SaveAsync(Form.RowVersion, "Draft.Saved", cancellation))
        {
            case SaveOutcome.Saved:
                return RedirectToPage();
            case SaveOutcome.Conflict:
                await db.Entry(Draft).ReloadAsync(cancellation);
                var theirs = PolicyForm.Of(Draft.Content);
                theirs.Remember(Draft.Version);
                Clashes = Form.Meet(theirs);
                ModelState.Clear();
                Response.StatusCode = StatusCodes.Status409Conflict;
                Panel = await desk.ShowAsync(content, new PreviewLook(), cancellation);
                return Page();
            default:
                await db.Entry(Draft).ReloadAsync(cancellation);
                ModelState.AddModelError("", HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Shell>>()["Form.Busy"]);
                return await RefusedAsync(cancellation);
        }
    }

    /// <summary>What is in force, to begin anew from it.</summary>
    /// <param name="scales">Takes its scales and thresholds as entered; else they are left to the publication.</param>
    public async Task<IActionResult> OnPostInForceAsync(bool scales, CancellationToken cancellation)
    {
        await FindAsync(cancellation);
        return InForce is null ? NotFound()
            : await ReplaceAsync(scales ? InForce.Content : InForce.Content.WithOpenScales(), text["Draft.InForce.Done", InForce.Number], cancellation);
    }

    public async Task<IActionResult> OnPostDefaultsAsync(CancellationToken cancellation)
    {
        await FindAsync(cancellation);
        return await ReplaceAsync(new ScoringPolicy(), text["Draft.Defaults.Done"], cancellation);
    }

    public async Task<IActionResult> OnPostFileAsync(IFormFile? file, CancellationToken cancellation)
    {
        await FindAsync(cancellation);
        var (policy, fault) = await PolicyFile.ReadAsync(file, cancellation);
        FileErrors = policy is null
            ? [text[fault!.Text, fault.Said]]
            : [.. PolicyRules.Check(policy).Select(e => $"{words.Label(PolicyFields.At(e.Field))} ({e.Field}): {words.Fault(e, policy)}")];
        if (FileErrors.Count == 0)
        {
            return await ReplaceAsync(policy!, text["Draft.File.Taken"], cancellation);
        }

        ModelState.Clear();
        Fill();
        Panel = await desk.ShowAsync(Draft.Content, new PreviewLook(), cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<IActionResult> ReplaceAsync(ScoringPolicy content, string sentence, CancellationToken cancellation)
    {
        Draft.Replace(content, clock.GetUtcNow(), db.Viewer.Actor.Name);
        if (await SaveAsync(Form.RowVersion, null, cancellation) is SaveOutcome.Saved)
        {
            this.Flash(sentence);
            return RedirectToPage();
        }

        await db.Entry(Draft).ReloadAsync(cancellation);
        ModelState.Clear();
        IsOvertaken = true;
        Fill();
        Panel = await desk.ShowAsync(Draft.Content, new PreviewLook(), cancellation);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<SaveOutcome> SaveAsync(uint seen, string? sentence, CancellationToken cancellation)
    {
        var isChanged = db.ChangeTracker.HasChanges();
        if (isChanged)
        {
            db.Entry(Draft).Property(d => d.Version).OriginalValue = seen;
        }

        var outcome = await writes.SaveAsync(cancellation);
        if (outcome is SaveOutcome.Saved && sentence is not null)
        {
            this.Flash(text[isChanged ? sentence : "Draft.Unchanged"]);
        }

        return outcome;
    }

    private async Task FindAsync(CancellationToken cancellation)
    {
        Draft = await db.PolicyDrafts.SingleAsync(cancellation);
        InForce = await PolicyReader.InForceAsync(db, cancellation);
    }

    private void Fill()
    {
        Form = PolicyForm.Of(Draft.Content);
        Form.Remember(Draft.Version);
    }

    /// <summary>The rules as typed; null where they are none, the reasons beside the fields.</summary>
    private async Task<ScoringPolicy?> TypedAsync(CancellationToken cancellation)
    {
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            return null;
        }

        var content = Form.Read();
        var errors = PolicyRules.Check(content);
        foreach (var error in errors)
        {
            ModelState.AddModelError($"{nameof(Form)}.{PolicyFields.At(error.Field).Name}", words.Fault(error, content));
        }

        return errors.Count == 0 ? content : null;
    }

    private List<(string Field, string Label, string Reason)> Refusals() =>
    [
        .. PolicyFields.All
            .Select(field => (Field: field, Entry: ModelState.GetValueOrDefault("Form." + field.Name)))
            .Where(f => f.Entry is { Errors.Count: > 0 })
            .Select(f => (f.Field.Name, words.Label(f.Field), f.Entry!.Errors[0].ErrorMessage)),
    ];

    private async Task<PageResult> RefusedAsync(CancellationToken cancellation)
    {
        Panel = Refusals() is { Count: > 0 } refused
            ? new PreviewPanel { Refused = refused }
            : await desk.ShowAsync(Draft.Content, new PreviewLook(), cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
