using System.Globalization;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Account;

/// <summary>Opened by a one-time link that names the user and carries a token; the password is asked twice and set once.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class SetPasswordModel(
    UserManager<CrmUser> users, IValidator<NewPasswordForm> rules, IStringLocalizer<Shell> text) : PageModel
{
    [BindProperty]
    public NewPasswordForm Form { get; set; } = new();

    /// <summary>Null while the link does not work.</summary>
    public string? Email { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? user, string? token) =>
        await FindAsync(user, token) is null ? Void() : Page();

    public async Task<IActionResult> OnPostAsync(long? user, string? token, CancellationToken cancellation)
    {
        if (await FindAsync(user, token) is not { } found)
        {
            return Void();
        }

        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            var result = await users.ResetPasswordAsync(found, token!, Form.Password!);
            if (result.Succeeded)
            {
                this.Flash(text["SignIn.PasswordSet"]);
                return RedirectToPage("/Account/SignIn");
            }

            foreach (var error in result.Errors)
            {
                ModelState.AddModelError("Form.Password", error.Description);
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<CrmUser?> FindAsync(long? id, string? token)
    {
        var user = id is { } known && token is not null
            ? await users.FindByIdAsync(known.ToString(CultureInfo.InvariantCulture))
            : null;
        if (user is null || !await users.VerifyUserTokenAsync(
                user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<CrmUser>.ResetPasswordTokenPurpose, token!))
        {
            return null;
        }

        Email = user.Email;
        return user;
    }

    private PageResult Void()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
