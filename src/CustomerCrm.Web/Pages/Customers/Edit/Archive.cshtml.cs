using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>Puts a customer out of the lists, or back into them, after saying what that does to figures.</summary>
public sealed class ArchiveModel(CrmDbContext db, CustomerWrites writes, TimeProvider clock, IStringLocalizer<EditTexts> text) : PageModel
{
    public Customer Customer { get; private set; } = null!;

    public bool IsArchived => Customer.ArchivedAt is not null;

    /// <summary>Somebody changed the customer since the page was read.</summary>
    public bool IsLate { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation) => await RefusalAsync(id, cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(long id, uint version, bool archive, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        db.Entry(Customer).Property(c => c.Version).OriginalValue = version;
        if (archive)
        {
            Customer.Archive(clock.GetUtcNow());
        }
        else
        {
            Customer.BringBack(clock.GetUtcNow());
        }

        // Who comes back with facts too old to count has no score yet, and the list shows him at once.
        if (await writes.SaveAsync([id], cancellation) is SaveOutcome.Saved)
        {
            this.Flash(text[archive ? "Archive.Done" : "Archive.IsBack", Customer.Name]);
            return RedirectToPage("/Customers/Card", new { id });
        }

        db.ChangeTracker.Clear();
        if (await RefusalAsync(id, cancellation) is { } gone)
        {
            return gone;
        }

        IsLate = true;
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<IActionResult?> RefusalAsync(long id, CancellationToken cancellation)
    {
        Customer = (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellation))!;
        return Customer is null ? NotFound() : db.Viewer.MayEdit(Customer.OwnerId) ? null : Forbid();
    }
}
