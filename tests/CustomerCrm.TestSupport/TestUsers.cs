using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.TestSupport;

/// <summary>Users in few words.</summary>
public static class TestUsers
{
    public const string Password = "correct horse battery";

    /// <returns>The new user's id.</returns>
    public static async Task<long> AddUserAsync(this TestCrm crm, string email, string role = Roles.SalesRep)
    {
        await using var scope = crm.Scope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CrmUser>>();
        var user = new CrmUser { UserName = email, Email = email, EmailConfirmed = true, DisplayName = email };
        Check(await users.CreateAsync(user, Password));
        Check(await users.AddToRoleAsync(user, role));
        return user.Id;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
