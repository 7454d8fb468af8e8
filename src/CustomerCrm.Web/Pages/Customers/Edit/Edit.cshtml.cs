using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>A known customer is corrected by who may: a rep his own. Whoever was quicker is met field by field.</summary>
public sealed class EditModel(CustomerFormTools tools, IStringLocalizer<Shell> shell, IStringLocalizer<Glossary> glossary, IStringLocalizer<CustomerTexts> words)
    : CustomerFormPage(tools)
{
    public Customer Customer { get; private set; } = null!;

    public ClashView? Clash { get; private set; }

    public override bool IsNew => false;

    public override long? CustomerId => Customer.Id;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        Form = CustomerForm.Of(Customer, await Tools.Entry.ReferrerKeyAsync(Customer, cancellation));
        Options = await CustomerOptions.ReadAsync(Tools.Db, Customer.OwnerId, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        Form.Settle();
        KeepOwner(Customer);
        Options = await CustomerOptions.ReadAsync(Tools.Db, Customer.OwnerId, cancellation);
        if (!MayLeaveOwnerless && string.IsNullOrWhiteSpace(Form.OwnerId))
        {
            ModelState.AddModelError("Form.OwnerId", Tools.Text["Entry.NeedsOwner"]);
        }

        Tools.Db.Entry(Customer).Property(c => c.Version).OriginalValue = Form.RowVersion;
        var scored = await ModelState.PassesAsync(Tools.Rules, Form, nameof(Form), cancellation)
            ? await Tools.Entry.ApplyAsync(Customer, Form, Options, MayAssign, ModelState, cancellation)
            : null;
        return scored is null
            ? await ShowAgainAsync(StatusCodes.Status400BadRequest, cancellation)
            : await SaveAsync(scored, cancellation);
    }

    private async Task<IActionResult> SaveAsync(IReadOnlyList<long> scored, CancellationToken cancellation)
    {
        var outcome = await Tools.Writes.SaveAsync(scored, cancellation);
        switch (outcome)
        {
            case SaveOutcome.Saved saved:
                this.Flash(Said("Saved.Customer", Customer.Name, saved.Move, glossary));
                return RedirectToPage("/Customers/Card", new { id = Customer.Id });
            case SaveOutcome.Conflict:
                return await MeetAsync(cancellation);
            default:
                ModelState.AddModelError("", shell["Form.Busy"]);
                return await ShowAgainAsync(StatusCodes.Status409Conflict, cancellation);
        }
    }

    private async Task<IActionResult> MeetAsync(CancellationToken cancellation)
    {
        Tools.Db.ChangeTracker.Clear();
        if (await RefusalAsync(Customer.Id, cancellation) is { } refusal)
        {
            return refusal;
        }

        var theirs = CustomerForm.Of(Customer, await Tools.Entry.ReferrerKeyAsync(Customer, cancellation));
        Options = await CustomerOptions.ReadAsync(Tools.Db, Customer.OwnerId, cancellation);
        KeepOwner(Customer);
        Clash = new ClashView(
            nameof(Form), Form.Meet(theirs), field => words[CustomerForm.LabelOf(field)],
            (field, value) => field == nameof(CustomerForm.Kind) ? words["Kind." + value] : Options.NameOf(field, value));
        ModelState.Clear();
        return await ShowAgainAsync(StatusCodes.Status409Conflict, cancellation);
    }

    /// <summary>Not visible is 404, visible but not his to change is 403.</summary>
    private async Task<IActionResult?> RefusalAsync(long id, CancellationToken cancellation)
    {
        Customer = (await Tools.Db.Customers.Include(c => c.Tags).SingleOrDefaultAsync(c => c.Id == id, cancellation))!;
        return Customer is null ? NotFound() : Tools.Db.Viewer.MayEdit(Customer.OwnerId) ? null : Forbid();
    }
}
