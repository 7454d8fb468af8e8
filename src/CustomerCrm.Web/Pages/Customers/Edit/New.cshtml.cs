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

/// <summary>A new customer. Those who may be the same are shown first; who goes on all the same creates him.</summary>
public sealed class NewModel(CustomerFormTools tools, TimeProvider clock, IStringLocalizer<Shell> shell) : CustomerFormPage(tools)
{
    private const string KeyIndex = "ix_customers_customer_key";

    /// <summary>The key he gets where none is given; it travels with the form, so that a form sent twice is one customer.</summary>
    [BindProperty]
    public string? MadeKey { get; set; }

    /// <summary>Pressed under the list of those who may be the same.</summary>
    [BindProperty]
    public bool Anyway { get; set; }

    public override bool IsNew => true;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        MadeKey = NewCustomerKey.Make();
        (Form.Kind, Form.OwnerId) = (nameof(CustomerKind.Company), CustomerForm.Id(Me));
        Options = await CustomerOptions.ReadAsync(Tools.Db, Me, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Options = await CustomerOptions.ReadAsync(Tools.Db, Me, cancellation);
        MadeKey = NewCustomerKey.IsMade(MadeKey) ? MadeKey : NewCustomerKey.Make();
        if (!MayAssign || (!MayLeaveOwnerless && string.IsNullOrWhiteSpace(Form.OwnerId)))
        {
            Form.OwnerId = CustomerForm.Id(Me);
        }

        if (!await ModelState.PassesAsync(Tools.Rules, Form, nameof(Form), cancellation))
        {
            return await ShowAgainAsync(StatusCodes.Status400BadRequest, cancellation);
        }

        if (await SentBeforeAsync(cancellation) is { } known)
        {
            return known;
        }

        var key = TypedText.Line(Form.CustomerKey);
        if (key is not null && Domain.LineOfText.Check(key, Customer.KeyLength) is not null)
        {
            ModelState.AddModelError("Form.CustomerKey", Tools.Text["Fault.NotPlain"]);
        }

        var customer = new Customer(key ?? MadeKey!, "", CustomerKind.Company, clock.GetUtcNow());
        var applied = await Tools.Entry.ApplyAsync(customer, Form, Options, mayAssign: true, ModelState, cancellation);
        if (applied is null || !ModelState.IsValid)
        {
            return await ShowAgainAsync(StatusCodes.Status400BadRequest, cancellation);
        }

        return !Anyway && (Duplicates = await FindDuplicatesAsync(cancellation)).Count > 0
            ? Again(StatusCodes.Status400BadRequest)
            : await AddAsync(customer, cancellation);
    }

    private long? Me => Tools.Db.Viewer.Actor.UserId;

    private async Task<IActionResult> AddAsync(Customer customer, CancellationToken cancellation)
    {
        var outcome = await Tools.Writes.AddAsync(customer, cancellation);
        if (outcome is SaveOutcome.Saved)
        {
            this.Flash(Tools.Text["Saved.New", customer.Name, customer.CustomerKey]);
            return RedirectToPage("/Customers/Card", new { id = customer.Id });
        }

        Tools.Db.ChangeTracker.Clear();
        if (outcome is SaveOutcome.Taken { Index: KeyIndex } && await SentBeforeAsync(cancellation) is { } known)
        {
            return known;
        }

        var isGiven = outcome is SaveOutcome.Taken { Index: KeyIndex } && customer.CustomerKey != MadeKey;
        ModelState.AddModelError(isGiven ? "Form.CustomerKey" : "", isGiven ? Tools.Text["Entry.KeyTaken"] : shell["Form.Busy"]);
        MadeKey = NewCustomerKey.Make();
        ModelState.Remove(nameof(MadeKey));
        return await ShowAgainAsync(isGiven ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict, cancellation);
    }

    /// <summary>The same form sent a second time leads to the customer it made.</summary>
    private async Task<IActionResult?> SentBeforeAsync(CancellationToken cancellation)
    {
        if (TypedText.Line(Form.CustomerKey) is not null)
        {
            return null;
        }

        var made = await Tools.Db.Customers.Where(c => c.CustomerKey == MadeKey).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancellation);
        return made is { } id ? RedirectToPage("/Customers/Card", new { id }) : null;
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Again(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
