using System.Globalization;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Scoring.Previewing;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Scoring.Compare;

/// <summary>Any two sets of rules, setting by setting and customer by customer, on the facts of today or of a past date.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(CrmDbContext db, PreviewDesk desk, Formats format, IStringLocalizer<PreviewTexts> text) : PageModel
{
    /// <summary>So many versions can be chosen; older ones by their address.</summary>
    private const int Listed = 100;

    public CompareQuery Query { get; private set; } = new(null, null, null);

    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];

    /// <summary>Null before the first publication.</summary>
    public int? InForce { get; private set; }

    /// <summary>The date of the current scores.</summary>
    public DateOnly? Latest { get; private set; }

    /// <summary>Null where there is nothing to compare.</summary>
    public PreviewSides? Sides { get; private set; }

    public PolicyChanges? Changes => Sides is null ? null : PolicyChanges.Between(Sides.Before.Policy, Sides.After.Policy);

    public PreviewPanel? Panel { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string? one, string? other, string? asOf, int? owner, string? cell, long? mover, CancellationToken cancellation)
    {
        Versions = await PolicyReader.VersionsAsync(db, null, Listed, cancellation);
        if (await AskAsync(new CompareQuery(one, other, asOf), cancellation) is not { } question)
        {
            return Refused();
        }

        Panel = await desk.ShowAsync(question, new PreviewLook(owner, MatrixChoice.Parse(cell), mover), cancellation);
        return Page();
    }

    /// <summary>The customers alone, as the presses of the page ask for them.</summary>
    public async Task<IActionResult> OnGetPreviewAsync(
        string? one, string? other, string? asOf, int? owner, string? cell, long? mover, CancellationToken cancellation) =>
        await AskAsync(new CompareQuery(one, other, asOf), cancellation) is { } question
            ? Partial("_Preview", await desk.ShowAsync(question, new PreviewLook(owner, MatrixChoice.Parse(cell), mover), cancellation))
            : NotFound();

    /// <summary>Everybody who moves, as a file; what leaves the house is audited, so it is no GET.</summary>
    public async Task<IActionResult> OnPostMoversAsync(string? one, string? other, string? asOf, int? owner, CancellationToken cancellation)
    {
        if (await AskAsync(new CompareQuery(one, other, asOf), cancellation) is not { } question)
        {
            return NotFound();
        }

        return await desk.SendAsync(question, owner, $"one={Query.One}&other={Query.Other}&asOf={Query.AsOf}", Response, cancellation)
            ? new EmptyResult()
            : RedirectToPage(new { one, other, asOf, owner });
    }

    /// <summary>Null where something is wrong with it, which then stands beside its field, or is no version at all.</summary>
    private async Task<PreviewQuestion?> AskAsync(CompareQuery asked, CancellationToken cancellation)
    {
        var current = await db.ScoreGenerations.AsNoTracking().Select(g => new { g.PolicyVersion, g.AsOf }).SingleOrDefaultAsync(cancellation);
        (InForce, Latest, Query) = (current?.PolicyVersion, current?.AsOf, asked);
        if (!ModelState.IsValid || current is null)
        {
            return null;
        }

        Query = asked.WithDefaults(current.PolicyVersion);
        Sides = await Query.FindAsync(db, current.PolicyVersion, text, cancellation);
        if (Sides is null)
        {
            return null;
        }

        if (Query.One == Query.Other)
        {
            ModelState.AddModelError(nameof(CompareQuery.Other), text["Compare.Same"]);
        }

        if (!string.IsNullOrWhiteSpace(Query.AsOf) && (Query.Date is not { } date || date > current.AsOf || date < PublishForm.Earliest))
        {
            ModelState.AddModelError(nameof(CompareQuery.AsOf), text["Compare.AsOf.Range", format.Date(PublishForm.Earliest), format.Date(current.AsOf)]);
        }

        if (!ModelState.IsValid)
        {
            return null;
        }

        var asOf = Query.Date == current.AsOf ? null : Query.Date;
        var place = new PreviewPlace("/Scoring/Compare/Index", null, new Dictionary<string, string?>
        {
            ["one"] = Query.One,
            ["other"] = Query.Other,
            ["asOf"] = asOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        return new PreviewQuestion(Sides.After.Policy, place, Sides, asOf);
    }

    /// <summary>An address that means nothing is no page; what can be put right is shown with its reason.</summary>
    private IActionResult Refused()
    {
        if (InForce is null)
        {
            return Page();
        }

        if (Sides is null)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
