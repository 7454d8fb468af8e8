using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Customers.Listing;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Bulk;

/// <summary>Takes what was chosen on the list and leads to the page that says what will be done. Nothing is changed yet.</summary>
public sealed class NewModel(CrmDbContext db, BulkEdits edits, IValidator<BulkForm> rules, BulkWords words, IStringLocalizer<WorkTexts> text)
    : PageModel
{
    [BindProperty]
    public BulkForm Form { get; set; } = new();

    public FilterOptions Options { get; private set; } = FilterOptions.None;

    public bool MayAssign => edits.MayAssign;

    /// <summary>Nothing was chosen in the address; that is done on the list.</summary>
    public IActionResult OnGet() => LocalRedirect("~" + ListQuery.Everybody.Address);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Form.Do == BulkForm.Assign && !MayAssign)
        {
            return Forbid();
        }

        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            switch (await AskAsync(cancellation))
            {
                case BulkAnswer.Prepared prepared:
                    return RedirectToPage("/Customers/Bulk/Edit", new { id = prepared.Id });
                case BulkAnswer.NotAllowed:
                    return Forbid();
                case BulkAnswer.NoSuchOwner:
                    ModelState.AddModelError("Form.Owner", text["Bulk.NoOwner"]);
                    break;
                case BulkAnswer.NoSuchTag:
                    ModelState.AddModelError("Form.Tag", text["Bulk.NoSuchTag", Form.CleanTag!]);
                    break;
                case BulkAnswer.Nothing nothing:
                    ModelState.AddModelError("Form.Do", words.Nothing(nothing, ActionOf(Form.Do)));
                    break;
            }
        }

        Options = await FilterOptions.ReadAsync(db, cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private static BulkAction ActionOf(string? done) => done switch
    {
        BulkForm.Assign => BulkAction.AssignOwner,
        BulkForm.SetTag => BulkAction.SetTag,
        _ => BulkAction.TakeTag,
    };

    private Task<BulkAnswer> AskAsync(CancellationToken cancellation)
    {
        var (chosen, list) = (Form.ReadSelection(), Form.ReadList()!.Text);
        return Form.Do == BulkForm.Assign
            ? edits.AssignAsync(chosen, Form.ReadOwner(), list, cancellation)
            : edits.MarkAsync(chosen, Form.CleanTag!, Form.Do == BulkForm.SetTag, list, cancellation);
    }
}
