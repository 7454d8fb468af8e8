using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;

namespace CustomerCrm.Web.Security;

/// <summary>
/// One try to sign in. Unknown address, wrong password, a disabled user and a pause after too many tries are answered alike and cost alike, so
/// that nobody learns who works here.
/// </summary>
public sealed class SignInAttempt(SignInManager<CrmUser> signIn, IPasswordHasher<CrmUser> hasher, ILogger<SignInAttempt> log)
{
    private static readonly CrmUser Stranger = new();
    private static string? strangersHash;

    public async Task<bool> TryAsync(string email, string password)
    {
        var users = signIn.UserManager;
        var user = await users.FindByEmailAsync(email);
        if (user is null || user.PasswordHash is null || user.DisabledAt is not null || await users.IsLockedOutAsync(user))
        {
            strangersHash ??= hasher.HashPassword(Stranger, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(Stranger, strangersHash, password);
            log.LogWarning("Sign-in refused: {Reason}, user {User}", user is null ? "unknown address" : "disabled, locked or without password", user?.Id);
            return false;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            log.LogInformation("Signed in: user {User}", user.Id);
        }
        else
        {
            log.LogWarning("Sign-in refused: {Reason}, user {User}", result.IsLockedOut ? "locked" : "wrong password", user.Id);
        }

        return result.Succeeded;
    }
}
