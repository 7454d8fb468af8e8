using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Security;

/// <summary>What Identity may refuse, in the reader's language.</summary>
internal sealed class LocalizedIdentityErrors(IStringLocalizer<Shell> text) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Of(nameof(DefaultError));

    public override IdentityError ConcurrencyFailure() => Of(nameof(ConcurrencyFailure));

    public override IdentityError PasswordMismatch() => Of(nameof(PasswordMismatch));

    public override IdentityError InvalidToken() => Of(nameof(InvalidToken));

    public override IdentityError InvalidEmail(string? email) => Of(nameof(InvalidEmail));

    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidEmail));

    public override IdentityError DuplicateEmail(string email) => Of(nameof(DuplicateEmail));

    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateEmail));

    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), length);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Of(nameof(PasswordRequiresUniqueChars), uniqueChars);

    private IdentityError Of(string code, params object[] arguments) =>
        new() { Code = code, Description = text["Identity." + code, arguments] };
}
