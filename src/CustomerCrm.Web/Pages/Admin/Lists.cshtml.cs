using CustomerCrm.Infrastructure.Customers.Lists;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin;

/// <summary>Regions, sources, tags and industries: added, renamed, made one, removed.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class ListsModel(
    ValueLists lists, IValidator<NameForm> rules, IStringLocalizer<AdminTexts> text) : PageModel
{
    public static readonly IReadOnlyList<ValueList> All = [ValueList.Regions, ValueList.Sources, ValueList.Industries, ValueList.Tags];

    [BindProperty]
    public NameForm Form { get; set; } = new();

    public ValueList Kind { get; private set; }

    public IReadOnlyList<ListedValue> Values { get; private set; } = [];

    /// <summary>The name is there already, and the two could be made one.</summary>
    public bool CouldMerge { get; private set; }

    /// <summary>Whether the refused form was the one of this value; of none, it was the one for a new value.</summary>
    public bool IsRefused(string? name) => !ModelState.IsValid && Form.CleanOld == name;

    public async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellation) =>
        await LoadAsync(list, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(string list, CancellationToken cancellation)
    {
        if (!IsKnown(list) || Kind == ValueList.Industries)
        {
            return NotFound();
        }

        Form.Old = null;
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation)
            && Passes(await lists.AddAsync(Kind, Form.CleanName!, cancellation)))
        {
            return Done(text["Lists.Added", Form.CleanName!]);
        }

        return await RefuseAsync(list, cancellation);
    }

    public async Task<IActionResult> OnPostRenameAsync(string list, CancellationToken cancellation)
    {
        if (!IsKnown(list) || Form.CleanOld is not { } old)
        {
            return NotFound();
        }

        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            if (Form.CleanName == old)
            {
                return RedirectToPage();
            }

            var (customers, fault) = await lists.RenameAsync(Kind, old, Form.CleanName!, Form.Merge, cancellation);
            CouldMerge = fault == ValueFault.NameTaken;
            if (Passes(fault))
            {
                return Done(text["Lists.Renamed", old, Form.CleanName!, customers]);
            }
        }

        return await RefuseAsync(list, cancellation);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string list, CancellationToken cancellation)
    {
        if (!IsKnown(list) || Kind == ValueList.Industries || Form.CleanOld is not { } old)
        {
            return NotFound();
        }

        return Passes(await lists.RemoveAsync(Kind, old, cancellation)) ? Done(text["Lists.Removed", old]) : await RefuseAsync(list, cancellation);
    }

    private bool Passes(ValueFault? fault)
    {
        if (fault is not null)
        {
            ModelState.AddModelError("Form.Name", text["Lists.Fault." + fault]);
        }

        return fault is null;
    }

    private RedirectToPageResult Done(string sentence)
    {
        this.Flash(sentence);
        return RedirectToPage();
    }

    private async Task<PageResult> RefuseAsync(string list, CancellationToken cancellation)
    {
        await LoadAsync(list, cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private bool IsKnown(string list)
    {
        Kind = Enum.TryParse<ValueList>(list, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : default;
        return string.Equals(Kind.ToString(), list, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<bool> LoadAsync(string list, CancellationToken cancellation)
    {
        if (!IsKnown(list))
        {
            return false;
        }

        Values = await lists.ReadAsync(Kind, cancellation);
        return true;
    }
}
