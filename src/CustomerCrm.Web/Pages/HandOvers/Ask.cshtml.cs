using CustomerCrm.Domain;
using CustomerCrm.Domain.Customers;
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

/// <summary>A rep asks for a customer he sees and does not own; whoever may change him needs no asking.</summary>
public sealed class AskModel(CrmDbContext db, CustomerWrites writes, TimeProvider clock, IStringLocalizer<EditTexts> text) : PageModel
{
    [BindProperty]
    public string? Note { get; set; }

    public Customer Customer { get; private set; } = null!;

    public string? OwnerName { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation) => await RefusalAsync(id, cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        var note = TypedText.Lines(Note);
        if (note is null || LineOfText.Check(note, HandOverRequest.NoteLength, lines: true) is not null || note.Length > HandOverRequest.NoteLength)
        {
            ModelState.AddModelError(nameof(Note), text[string.IsNullOrWhiteSpace(Note) ? "HandOver.NoNote" : "HandOver.BadNote", HandOverRequest.NoteLength]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        db.HandOverRequests.Add(new HandOverRequest
        {
            CustomerId = id,
            RequestedById = db.Viewer.Actor.UserId ?? 0,
            Note = note,
            RequestedAt = clock.GetUtcNow(),
        });

        // Asked already: the first request stands.
        var outcome = await writes.SaveAsync(cancellation);
        this.Flash(text[outcome is SaveOutcome.Saved ? "HandOver.Asked" : "HandOver.AskedBefore", Customer.Name]);
        return RedirectToPage("/HandOvers/Index");
    }

    private async Task<IActionResult?> RefusalAsync(long id, CancellationToken cancellation)
    {
        Customer = (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation))!;
        if (Customer is null)
        {
            return NotFound();
        }

        OwnerName = await db.Users.Where(u => u.Id == Customer.OwnerId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellation);
        return db.Viewer.MayEdit(Customer.OwnerId) ? RedirectToPage("/Customers/Edit/Edit", new { id }) : null;
    }
}
