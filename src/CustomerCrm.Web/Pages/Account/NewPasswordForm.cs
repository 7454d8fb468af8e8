using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Account;

/// <summary>A new password, asked twice so that a slip of the finger locks nobody out.</summary>
public class NewPasswordForm
{
    public string? Password { get; set; }

    public string? Repeat { get; set; }
}

internal sealed class NewPasswordRules : AbstractValidator<NewPasswordForm>
{
    public NewPasswordRules(IStringLocalizer<Shell> text)
    {
        RuleFor(f => f.Password).NotEmpty().WithMessage(_ => text["Field.Required", text["SetPassword.New"]]);
        RuleFor(f => f.Password).MaximumLength(Passwords.Longest)
            .WithMessage(_ => text["Field.TooLong", text["SetPassword.New"], Passwords.Longest]);
        RuleFor(f => f.Repeat).Equal(f => f.Password).WithMessage(_ => text["SetPassword.Differs"]);
    }
}
