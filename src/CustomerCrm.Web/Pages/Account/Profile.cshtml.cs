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

public sealed class ChangePasswordForm : NewPasswordForm
{
    public string? Current { get; set; }
}

internal sealed class ChangePasswordRules : AbstractValidator<ChangePasswordForm>
{
    public ChangePasswordRules(IStringLocalizer<Shell> text)
    {
        RuleFor(f => f.Current).NotEmpty().WithMessage(_ => text["Field.Required", text["Profile.Current"]]);
        RuleFor(f => f.Current).MaximumLength(Passwords.Longest)
            .WithMessage(_ => text["Field.TooLong", text["Profile.Current"], Passwords.Longest]);
        Include(new NewPasswordRules(text));
    }
}

/// <summary>Who I am here, and a new password; the other devices fall out with the old one.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class ProfileModel(
    SignInManager<CrmUser> signIn, IValidator<ChangePasswordForm> rules, IStringLocalizer<Shell> text) : PageModel
{
    [BindProperty]
    public ChangePasswordForm Form { get; set; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation) && await ChangeAsync())
        {
            this.Flash(text["Profile.Changed"]);
            return RedirectToPage();
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<bool> ChangeAsync()
    {
        var users = signIn.UserManager;
        var user = await users.GetUserAsync(User) ?? throw new InvalidOperationException("The signed-in user is gone.");
        var result = await users.ChangePasswordAsync(user, Form.Current!, Form.Password!);
        foreach (var error in result.Errors)
        {
            var field = error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? "Form.Current" : "Form.Password";
            ModelState.AddModelError(field, error.Description);
        }

        if (result.Succeeded)
        {
            await signIn.RefreshSignInAsync(user);
        }

        return result.Succeeded;
    }
}
