using System.Globalization;
using CustomerCrm.Infrastructure.Customers.Views;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Customers.Listing;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Views;

/// <summary>Keeps the list of the address under a name.</summary>
public sealed class NewModel(SavedViews views, IValidator<ViewForm> rules, IStringLocalizer<ListTexts> text) : PageModel
{
    [BindProperty]
    public ViewForm Form { get; set; } = new();

    /// <summary>The list that will be kept.</summary>
    public ListQuery List { get; private set; } = ListQuery.Everybody;

    public IActionResult OnGet() => Found() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!Found())
        {
            return NotFound();
        }

        if (List.Kept.Length > SavedView.QueryLength)
        {
            ModelState.AddModelError("", text["List.View.TooLong", SavedView.QueryLength]);
        }

        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            var (outcome, id) = await views.CreateAsync(Form.CleanName, List.Kept, Form.Shared, cancellation);
            if (outcome == ViewOutcome.Done)
            {
                this.Flash(text["List.View.Created", Form.CleanName]);
                return LocalRedirect("~" + (List with { View = id.ToString(CultureInfo.InvariantCulture) }).Address);
            }

            ModelState.AddModelError("Form.Name", text["List.View.NameTaken"]);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private bool Found()
    {
        List = ListQuery.Read(Request.Query) ?? List;
        return ListQuery.Read(Request.Query) is not null;
    }
}
