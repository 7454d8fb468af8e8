using CustomerCrm.Infrastructure.Customers.Views;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Customers.Listing;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Views;

/// <summary>Own views and what colleagues share: rename, share, open the list with, delete.</summary>
public sealed class IndexModel(SavedViews views, IValidator<ViewForm> rules, IStringLocalizer<ListTexts> text) : PageModel
{
    [BindProperty]
    public ViewForm Form { get; set; } = new();

    public IReadOnlyList<ListedView> Views { get; private set; } = [];

    public DefaultView? Default { get; private set; }

    /// <summary>The view whose form was refused.</summary>
    public long? Refused { get; private set; }

    /// <summary>Where the reader came from.</summary>
    public ListQuery List { get; private set; } = ListQuery.Everybody;

    private bool IsAdmin => User.IsInRole(Roles.Admin);

    public bool MayChange(ListedView view) => view.IsMine || IsAdmin;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        List = ListQuery.Read(Request.Query) ?? List;
        Views = await views.ListAsync(cancellation);
        Default = await views.DefaultAsync(cancellation);
    }

    public async Task<IActionResult> OnPostKeepAsync(long id, string? query, CancellationToken cancellation)
    {
        if (ListQuery.Read(query ?? "") is not { Kept.Length: <= SavedView.QueryLength } list)
        {
            return NotFound();
        }

        var outcome = await views.KeepAsync(id, list.Kept, IsAdmin, cancellation);
        return outcome == ViewOutcome.Done
            ? await DoneAsync(id, "List.View.Kept", cancellation, toList: true)
            : Refuse(outcome);
    }

    public async Task<IActionResult> OnPostRenameAsync(long id, CancellationToken cancellation)
    {
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            var outcome = await views.RenameAsync(id, Form.CleanName, Form.Shared, IsAdmin, cancellation);
            if (outcome == ViewOutcome.Done)
            {
                return await DoneAsync(id, "List.View.Renamed", cancellation);
            }

            if (outcome != ViewOutcome.NameTaken)
            {
                return Refuse(outcome);
            }

            ModelState.AddModelError("Form.Name", text["List.View.NameTaken"]);
        }

        await OnGetAsync(cancellation);
        Refused = id;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(long id, CancellationToken cancellation)
    {
        var name = await NameAsync(id, cancellation);
        var outcome = await views.DeleteAsync(id, IsAdmin, cancellation);
        if (outcome != ViewOutcome.Done)
        {
            return Refuse(outcome);
        }

        this.Flash(text["List.View.Deleted", name]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostDefaultAsync(long? id, string? standard, CancellationToken cancellation)
    {
        if (standard is not null && !StandardViews.Names.Contains(standard))
        {
            return NotFound();
        }

        var outcome = await views.MakeDefaultAsync(id, id is null ? standard : null, cancellation);
        if (outcome != ViewOutcome.Done)
        {
            return Refuse(outcome);
        }

        this.Flash(id is { } view ? text["List.View.Default.Set", await NameAsync(view, cancellation)]
            : standard is not null ? text["List.View.Default.Set", text["List.Standard." + standard]]
            : text["List.View.Default.Cleared"]);
        return RedirectToPage();
    }

    private async Task<string> NameAsync(long id, CancellationToken cancellation) =>
        (await views.ListAsync(cancellation)).FirstOrDefault(v => v.Id == id)?.Name ?? "";

    private async Task<IActionResult> DoneAsync(long id, string sentence, CancellationToken cancellation, bool toList = false)
    {
        var view = (await views.ListAsync(cancellation)).FirstOrDefault(v => v.Id == id);
        this.Flash(text[sentence, view?.Name ?? ""]);
        return toList && view is not null ? LocalRedirect("~" + ViewChoice.Of(view).Address) : RedirectToPage();
    }

    private IActionResult Refuse(ViewOutcome outcome) => outcome == ViewOutcome.NotYours
        ? StatusCode(StatusCodes.Status403Forbidden)
        : NotFound();
}
