using System.Globalization;
using System.Security.Claims;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CustomerCrm.Web.Security;

/// <summary>What the sign-in cookie knows: id, roles and the name colleagues see.</summary>
internal sealed class CrmClaimsFactory(
    UserManager<CrmUser> users, RoleManager<IdentityRole<long>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<CrmUser, IdentityRole<long>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(CrmUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CrmClaims.DisplayName, user.DisplayName));
        return identity;
    }
}

public static class CrmClaims
{
    public const string DisplayName = "display_name";

    /// <summary>Null for who is not signed in.</summary>
    public static long? UserId(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(DisplayName) ?? user.Identity?.Name ?? "";

    /// <summary>The role with the widest rights.</summary>
    public static string? TopRole(this ClaimsPrincipal user) => Roles.All.LastOrDefault(user.IsInRole);
}
