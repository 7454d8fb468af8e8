using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Account;

public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }
}

internal sealed class SignInRules : AbstractValidator<SignInForm>
{
    private const int LongestEmail = 256;

    public SignInRules(IStringLocalizer<Shell> text)
    {
        RuleFor(f => f.Email).NotEmpty().WithMessage(_ => text["Field.Required", text["SignIn.Email"]]);
        RuleFor(f => f.Email).MaximumLength(LongestEmail).WithMessage(_ => text["Field.TooLong", text["SignIn.Email"], LongestEmail]);
        // What is no character never reaches the database.
        RuleFor(f => f.Email).Must(PlainText.Is).WithMessage(_ => text["SignIn.Refused"]);
        RuleFor(f => f.Password).NotEmpty().WithMessage(_ => text["Field.Required", text["SignIn.Password"]]);
        // Hashing a book is somebody's way to keep the server busy.
        RuleFor(f => f.Password).MaximumLength(Passwords.Longest)
            .WithMessage(_ => text["Field.TooLong", text["SignIn.Password"], Passwords.Longest]);
    }
}

[EnableRateLimiting(RateLimits.SignIn)]
public sealed class SignInModel(
    SignInAttempt attempt, CrmDbContext db, IValidator<SignInForm> rules, IStringLocalizer<Shell> text) : PageModel
{
    [BindProperty]
    public SignInForm Form { get; set; } = new();

    /// <summary>Before the first admin is made, the page says how.</summary>
    public bool HasUsers { get; private set; }

    /// <summary>Where the person was going, in this application and nowhere else.</summary>
    public string? ReturnUrl { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? returnUrl, CancellationToken cancellation)
    {
        if (User.Identity?.IsAuthenticated == true)
        {
            return LocalRedirect(Local(returnUrl));
        }

        await ShowAsync(returnUrl, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? returnUrl, CancellationToken cancellation)
    {
        if (await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            if (await attempt.TryAsync(Form.Email!.Trim(), Form.Password!))
            {
                return LocalRedirect(Local(returnUrl));
            }

            ModelState.AddModelError("", text["SignIn.Refused"]);
        }

        await ShowAsync(returnUrl, cancellation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task ShowAsync(string? returnUrl, CancellationToken cancellation)
    {
        HasUsers = await db.Users.AnyAsync(cancellation);
        ReturnUrl = Local(returnUrl);
    }

    private string Local(string? returnUrl) => ReturnAddress.Of(Url, returnUrl);
}
