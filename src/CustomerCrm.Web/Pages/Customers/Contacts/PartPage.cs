using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Contacts;

/// <summary>What the forms for parts of a customer ask of the house.</summary>
public sealed class PartTools(
    CrmDbContext db, CustomerWrites writes, IStringLocalizer<EditTexts> text, IStringLocalizer<Shell> shell)
{
    public CrmDbContext Db => db;

    public CustomerWrites Writes => writes;

    public IStringLocalizer<EditTexts> Text => text;

    public IStringLocalizer<Shell> Shell => shell;
}

/// <summary>
/// The form of one phone, address or person of a customer: new, corrected, removed. The customer's version guards all of them, so
/// a clash is noticed whatever part of him the others changed.
/// </summary>
public abstract class PartPage<TForm, TPart>(PartTools tools, IValidator<TForm> rules) : PageModel
    where TForm : EditForm, new()
    where TPart : class
{
    [BindProperty]
    public TForm Form { get; set; } = new();

    public Customer Customer { get; private set; } = null!;

    /// <summary>Null for a new one.</summary>
    public long? PartId { get; private set; }

    public ClashView? Clash { get; private set; }

    /// <summary>Somebody removed it meanwhile; saved again it is added anew.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Phone, Address or Contact: how the texts and pages are called.</summary>
    public abstract string Kind { get; }

    protected CrmDbContext Db => tools.Db;

    public async Task<IActionResult> OnGetAsync(long id, long? part, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, part, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (part is not null)
        {
            if (await FindAsync(id, part.Value, cancellation) is not { } known)
            {
                return NotFound();
            }

            Form = FormOf(known);
        }

        Form.Remember(Customer.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, long? part, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, part, cancellation) is { } refusal)
        {
            return refusal;
        }

        Form.Settle();
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var known = part is { } p ? await FindAsync(id, p, cancellation) : null;
        if (part is not null && known is null && Form.RowVersion != Customer.Version)
        {
            return Gone();
        }

        if (known is null)
        {
            Db.Add(known = Create(id));
        }

        Write(known);
        return await SaveAsync("Saved", part, cancellation);
    }

    public async Task<IActionResult> OnPostRemoveAsync(long id, long? part, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, part, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (part is not { } p || await FindAsync(id, p, cancellation) is not { } known)
        {
            return NotFound();
        }

        Db.Remove(known);
        return await SaveAsync("Removed", part, cancellation);
    }

    protected abstract Task<TPart?> FindAsync(long customerId, long partId, CancellationToken cancellation);

    protected abstract TForm FormOf(TPart part);

    protected abstract TPart Create(long customerId);

    /// <summary>Puts the form's values into the part.</summary>
    protected abstract void Write(TPart part);

    private async Task<IActionResult> SaveAsync(string done, long? part, CancellationToken cancellation)
    {
        if (Db.ChangeTracker.HasChanges())
        {
            Db.Entry(Customer).Property(c => c.Version).OriginalValue = Form.RowVersion;
            tools.Writes.Touch(Customer);
        }

        switch (await tools.Writes.SaveAsync(cancellation))
        {
            case SaveOutcome.Saved:
                this.Flash(tools.Text[$"{done}.{Kind}"]);
                return RedirectToPage("/Customers/Contacts/Index", new { id = Customer.Id });
            case SaveOutcome.Conflict:
                return await MeetAsync(part, cancellation);
            default:
                ModelState.AddModelError("", tools.Shell["Form.Busy"]);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
        }
    }

    private async Task<IActionResult> MeetAsync(long? part, CancellationToken cancellation)
    {
        Db.ChangeTracker.Clear();
        if (await RefusalAsync(Customer.Id, part, cancellation) is { } refusal)
        {
            return refusal;
        }

        var theirs = new TForm();
        if (part is { } p)
        {
            if (await FindAsync(Customer.Id, p, cancellation) is not { } known)
            {
                return Gone();
            }

            theirs = FormOf(known);
        }

        theirs.Remember(Customer.Version);
        Clash = new ClashView(nameof(Form), Form.Meet(theirs), field => tools.Text[PartLabels.Of(field)]);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private PageResult Gone()
    {
        IsGone = true;
        Form.Remember(Customer.Version);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<IActionResult?> RefusalAsync(long id, long? part, CancellationToken cancellation)
    {
        PartId = part;
        Customer = (await Db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellation))!;
        return Customer is null ? NotFound() : Db.Viewer.MayEdit(Customer.OwnerId) ? null : Forbid();
    }
}
