using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Authorization;

namespace CustomerCrm.Web.Security;

/// <summary>Who may; each policy admits the roles above it too.</summary>
public static class Policies
{
    public const string Reps = nameof(Reps);
    public const string Managers = nameof(Managers);
    public const string Admins = nameof(Admins);

    public static void Apply(AuthorizationOptions options)
    {
        var reps = Of(Roles.SalesRep, Roles.Manager, Roles.Admin);
        options.AddPolicy(Reps, reps);
        options.AddPolicy(Managers, Of(Roles.Manager, Roles.Admin));
        options.AddPolicy(Admins, Of(Roles.Admin));
        options.DefaultPolicy = reps;
        // Whatever names no policy is for people who work here.
        options.FallbackPolicy = reps;
    }

    private static AuthorizationPolicy Of(params string[] roles) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(roles).Build();
}
