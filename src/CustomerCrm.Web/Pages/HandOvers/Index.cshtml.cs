using CustomerCrm.Domain;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.HandOvers;

/// <summary>A request as a line: who asks for whom, and what became of it.</summary>
public sealed record HandOverLine
{
    public required HandOverRequest Request { get; init; }

    public required string Name { get; init; }

    public string? LocalName { get; init; }

    public uint Version { get; init; }

    public Tier? Tier { get; init; }

    public string? Owner { get; init; }

    public string? Asks { get; init; }
}

/// <summary>Managers see what reps ask for and decide; a rep sees what he asked for, and the answers.</summary>
public sealed class IndexModel(CrmDbContext db, CustomerWrites writes, TimeProvider clock, IStringLocalizer<EditTexts> text) : PageModel
{
    public const int Most = 100;

    public bool Decides => !db.Viewer.EditsOwnOnly;

    public IReadOnlyList<HandOverLine> Lines { get; private set; } = [];

    /// <summary>The request whose answer was refused, and why.</summary>
    public (long Id, string? Answer, string Why)? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var requests = db.HandOverRequests.AsNoTracking();
        if (!Decides)
        {
            var me = db.Viewer.Actor.UserId;
            requests = requests.Where(r => r.RequestedById == me);
        }

        Lines = await requests
            .OrderBy(r => r.Granted != null).ThenByDescending(r => r.DecidedAt).ThenBy(r => r.Id)
            .Take(Most)
            .Select(r => new HandOverLine
            {
                Request = r,
                Name = r.Customer.Name,
                LocalName = r.Customer.LocalName,
                Version = r.Customer.Version,
                Tier = db.CurrentScores.Where(s => s.CustomerId == r.CustomerId).Select(s => (Tier?)s.ShownTier).FirstOrDefault(),
                Owner = db.Users.Where(u => u.Id == r.Customer.OwnerId).Select(u => u.DisplayName).FirstOrDefault(),
                Asks = db.Users.Where(u => u.Id == r.RequestedById).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(long id, bool grant, string? answer, uint version, CancellationToken cancellation)
    {
        if (!Decides)
        {
            return Forbid();
        }

        var request = await db.HandOverRequests.Include(r => r.Customer).SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (request is null)
        {
            return NotFound();
        }

        var said = TypedText.Lines(answer);
        if ((said is null && !string.IsNullOrWhiteSpace(answer))
            || (said is not null && (said.Length > HandOverRequest.NoteLength || LineOfText.Check(said, HandOverRequest.NoteLength, lines: true) is not null)))
        {
            return await AgainAsync(id, answer, text["HandOver.BadNote", HandOverRequest.NoteLength], StatusCodes.Status400BadRequest, cancellation);
        }

        if (!grant && said is null)
        {
            return await AgainAsync(id, answer, text["HandOver.NoAnswer"], StatusCodes.Status400BadRequest, cancellation);
        }

        if (grant && !await db.Users.AnyAsync(u => u.Id == request.RequestedById && u.DisabledAt == null, cancellation))
        {
            return await AgainAsync(id, answer, text["HandOver.Left"], StatusCodes.Status400BadRequest, cancellation);
        }

        return await DecideAsync(request, grant, said, version, cancellation);
    }

    private async Task<IActionResult> DecideAsync(HandOverRequest request, bool grant, string? said, uint version, CancellationToken cancellation)
    {
        var (now, customer) = (clock.GetUtcNow(), request.Customer);
        var isFirst = request.Decide(grant, said, db.Viewer.Actor.Name, now);
        db.Entry(customer).Property(c => c.Version).OriginalValue = version;
        writes.Touch(customer);
        if (grant)
        {
            customer.AssignOwner(request.RequestedById, now);
        }

        if (isFirst && await writes.SaveAsync(cancellation) is SaveOutcome.Saved)
        {
            this.Flash(text[grant ? "HandOver.Granted.Done" : "HandOver.Refused.Done", customer.Name]);
            return RedirectToPage();
        }

        return await AgainAsync(request.Id, said, text["HandOver.Late"], StatusCodes.Status409Conflict, cancellation);
    }

    private async Task<IActionResult> AgainAsync(long id, string? answer, string why, int status, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await OnGetAsync(cancellation);
        Refused = (id, answer, why);
        ModelState.Clear();
        Response.StatusCode = status;
        return Page();
    }
}
