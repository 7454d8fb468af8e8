using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin.Users;

/// <summary>A new user; his link for the first password is shown on the next page, once.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class NewModel(
    CrmDbContext db, UserAccounts accounts, PasswordLinks links, IValidator<UserForm> rules, IStringLocalizer<AdminTexts> text) : PageModel
{
    [BindProperty]
    public UserForm Form { get; set; } = new() { Role = Roles.SalesRep };

    public UserChoices Choices { get; private set; } = new([]);

    public async Task OnGetAsync(CancellationToken cancellation) => Choices = await UserChoices.ReadAsync(db, cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Choices = await UserChoices.ReadAsync(db, cancellation);
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            var (user, fault) = await accounts.CreateAsync(Form.Details(), cancellation);
            if (user is not null)
            {
                links.Show(this, await links.OfAsync(user, cancellation));
                return RedirectToPage("/Admin/Users/Edit", new { id = user.Id });
            }

            ModelState.AddModelError("Form.Email", text["User.Fault." + fault]);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
