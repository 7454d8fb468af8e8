using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>
/// A cell of the list while it is edited in place. It goes through the customer's whole form, so that the same rules hold; without
/// script the form itself opens, at this field.
/// </summary>
public sealed class CellModel(CustomerFormTools tools, IStringLocalizer<Shell> shell) : PageModel
{
    private static readonly string[] Fields =
        [nameof(CustomerForm.Phone), nameof(CustomerForm.City), nameof(CustomerForm.Industry), nameof(CustomerForm.OwnerId)];

    [BindProperty]
    public CellForm Form { get; set; } = new();

    public Customer Customer { get; private set; } = null!;

    public string Field { get; private set; } = "";

    /// <summary>What is shown in place of the form; null while it is edited.</summary>
    public CellView? Shown { get; private set; }

    public CustomerOptions Options { get; private set; } = CustomerOptions.None;

    public bool MayLeaveOwnerless => tools.Db.Viewer.SeesAll;

    /// <summary>What the others made of the field meanwhile.</summary>
    public FieldClash? Clash { get; private set; }

    public bool IsLate { get; private set; }

    private bool IsOwner => Field == nameof(CustomerForm.OwnerId);

    public async Task<IActionResult> OnGetAsync(long id, string field, bool show, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, field, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (!Request.Headers.ContainsKey("HX-Request"))
        {
            return RedirectToPage("/Customers/Edit/Edit", new { id, focus = field });
        }

        if (show)
        {
            return await ShowAsync(cancellation);
        }

        Form = Read(await WholeAsync(cancellation));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, string field, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, field, cancellation) is { } refusal)
        {
            return refusal;
        }

        var whole = await WholeAsync(cancellation);
        typeof(CustomerForm).GetProperty(Field)!.SetValue(whole, Form.Value);
        if (IsOwner && !MayLeaveOwnerless && string.IsNullOrWhiteSpace(Form.Value))
        {
            ModelState.AddModelError("Form.OwnerId", tools.Text["Entry.NeedsOwner"]);
        }

        tools.Db.Entry(Customer).Property(c => c.Version).OriginalValue = Form.RowVersion;
        var scored = await ModelState.PassesAsync(tools.Rules, whole, nameof(Form), cancellation)
            ? await tools.Entry.ApplyAsync(Customer, whole, Options, IsOwner, ModelState, cancellation)
            : null;
        if (scored is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return await tools.Writes.SaveAsync(scored, cancellation) switch
        {
            SaveOutcome.Saved => await ShowAsync(cancellation),
            SaveOutcome.Conflict => await MeetAsync(cancellation),
            _ => Late(),
        };
    }

    /// <summary>What is wrong with the value, in one sentence; null where nothing is.</summary>
    public string? Error() => ModelState.Values.SelectMany(v => v.Errors).Select(e => e.ErrorMessage).FirstOrDefault()
        ?? (Clash is { IsMineToo: true } clash
            ? tools.Text["Cell.Clash", Options.NameOf(Field, clash.Theirs) ?? shell["Clash.Empty"].Value].Value
            : IsLate ? tools.Text["Cell.Late"].Value : null);

    private CellForm Read(CustomerForm whole)
    {
        var form = new CellForm { Value = (string?)typeof(CustomerForm).GetProperty(Field)!.GetValue(whole) };
        form.Remember(Customer.Version);
        return form;
    }

    private async Task<CustomerForm> WholeAsync(CancellationToken cancellation)
    {
        Options = await CustomerOptions.ReadAsync(tools.Db, Customer.OwnerId, cancellation);
        return CustomerForm.Of(Customer, await tools.Entry.ReferrerKeyAsync(Customer, cancellation));
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        var text = Field switch
        {
            nameof(CustomerForm.Phone) => Customer.Phone,
            nameof(CustomerForm.Industry) => Customer.Industry,
            nameof(CustomerForm.City) => string.Join(", ", new[] { Customer.City, Customer.Country }.Where(part => part is not null)),
            _ => await tools.Db.Users.Where(u => u.Id == Customer.OwnerId).Select(u => u.DisplayName).SingleOrDefaultAsync(cancellation),
        };
        Shown = new CellView(Customer.Id, Customer.Name, Field, text, tools.Db.Viewer.MayEdit(Customer.OwnerId)) { HasFocus = true };
        return Page();
    }

    private async Task<IActionResult> MeetAsync(CancellationToken cancellation)
    {
        tools.Db.ChangeTracker.Clear();
        if (await RefusalAsync(Customer.Id, Field, cancellation) is { } refusal)
        {
            return refusal;
        }

        Clash = Form.Meet(Read(await WholeAsync(cancellation))) is [var clash, ..] ? clash : null;
        ModelState.Clear();
        return Late();
    }

    private PageResult Late()
    {
        IsLate = true;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<IActionResult?> RefusalAsync(long id, string field, CancellationToken cancellation)
    {
        if (!Fields.Contains(field))
        {
            return NotFound();
        }

        Field = field;
        Customer = (await tools.Db.Customers.Include(c => c.Tags).SingleOrDefaultAsync(c => c.Id == id, cancellation))!;
        return Customer is null ? NotFound()
            : tools.Db.Viewer.MayEdit(Customer.OwnerId) && !(IsOwner && tools.Db.Viewer.EditsOwnOnly) ? null
            : Forbid();
    }
}
