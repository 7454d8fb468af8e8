using Microsoft.AspNetCore.Identity;

namespace CustomerCrm.Infrastructure.Identity;

/// <summary>Sign-in rules: long passwords of any characters, no composition rules, a pause after repeated failures.</summary>
public static class PasswordRules
{
    public const int LeastLength = 12;

    public static void Apply(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = LeastLength;
        options.Password.RequiredUniqueChars = 4;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
