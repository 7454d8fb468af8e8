using System.Data;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Identity;

/// <summary>Who somebody is and what he may do.</summary>
public sealed record AccountDetails(string Name, string Email, string Role, long? TeamId);

public enum AccountFault
{
    /// <summary>Another user has the address, or it is none.</summary>
    Email,

    /// <summary>Without him nobody could administer.</summary>
    LastAdmin,

    /// <summary>Somebody else changed him meanwhile.</summary>
    Changed,

    /// <summary>Another change got in the way; the same again will do.</summary>
    Busy,
}

/// <summary>
/// The people who sign in, as an admin keeps them. What takes rights away renews the security stamp, so that whoever is signed
/// in falls out within a minute on every node.
/// </summary>
public sealed class UserAccounts(UserManager<CrmUser> users, CrmDbContext db, TimeProvider clock)
{
    /// <returns>The new user; null with the fault where he was not made.</returns>
    public async Task<(CrmUser? User, AccountFault? Fault)> CreateAsync(AccountDetails details, CancellationToken cancellation)
    {
        var user = new CrmUser
        {
            UserName = details.Email,
            Email = details.Email,
            DisplayName = details.Name,
            TeamId = details.TeamId,
            EmailConfirmed = true,
            LockoutEnabled = true,
        };
        var fault = await InOneAsync(
            async () =>
            {
                var created = await users.CreateAsync(user);
                return created.Succeeded ? FaultOf(await users.AddToRoleAsync(user, details.Role)) : FaultOf(created);
            },
            cancellation);
        return fault is null ? (user, null) : (null, fault);
    }

    public Task<AccountFault?> ChangeAsync(CrmUser user, AccountDetails details, CancellationToken cancellation) => InOneAsync(
        async () =>
        {
            var roles = await users.GetRolesAsync(user);
            var isSame = roles.SequenceEqual([details.Role]);
            if (!isSame && roles.Contains(Roles.Admin) && await IsLastAdminAsync(user.Id, cancellation))
            {
                return AccountFault.LastAdmin;
            }

            (user.DisplayName, user.TeamId) = (details.Name, details.TeamId);
            if (user.Email != details.Email)
            {
                (user.Email, user.UserName) = (details.Email, details.Email);
            }

            if (FaultOf(await users.UpdateAsync(user)) is { } fault)
            {
                return fault;
            }

            if (isSame)
            {
                return null;
            }

            return FaultOf(await users.RemoveFromRolesAsync(user, roles))
                ?? FaultOf(await users.AddToRoleAsync(user, details.Role))
                ?? FaultOf(await users.UpdateSecurityStampAsync(user));
        },
        cancellation);

    /// <summary>Out within a minute, and not in again.</summary>
    public Task<AccountFault?> DisableAsync(CrmUser user, CancellationToken cancellation) => InOneAsync(
        async () =>
        {
            if (await users.IsInRoleAsync(user, Roles.Admin) && await IsLastAdminAsync(user.Id, cancellation))
            {
                return AccountFault.LastAdmin;
            }

            user.DisabledAt ??= clock.GetUtcNow();
            return FaultOf(await users.UpdateSecurityStampAsync(user));
        },
        cancellation);

    public Task<AccountFault?> EnableAsync(CrmUser user, CancellationToken cancellation) => InOneAsync(
        async () =>
        {
            user.DisabledAt = null;
            return FaultOf(await users.UpdateAsync(user));
        },
        cancellation);

    /// <summary>The token of a link by which he sets a new password, once; links given before no longer work.</summary>
    public async Task<string> PasswordTokenAsync(CrmUser user, CancellationToken cancellation)
    {
        var fault = await InOneAsync(async () => FaultOf(await users.UpdateSecurityStampAsync(user)), cancellation);
        return fault is null ? await users.GeneratePasswordResetTokenAsync(user) : throw new DBConcurrencyException($"User {user.Id}: {fault}");
    }

    private static AccountFault? FaultOf(IdentityResult result) =>
        result.Succeeded ? null
        : result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? AccountFault.Changed
        : AccountFault.Email;

    private async Task<bool> IsLastAdminAsync(long id, CancellationToken cancellation) => !await ActiveAdmins.Of(db).AnyAsync(admin => admin.Id != id, cancellation);

    /// <summary>Serializable, so that two admins who remove each other at the same moment do not both succeed.</summary>
    private async Task<AccountFault?> InOneAsync(Func<Task<AccountFault?>> work, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
            var fault = await work();
            if (fault is null)
            {
                await transaction.CommitAsync(cancellation);
            }

            return fault;
        }
        catch (Exception e) when (SaveFaults.Of(e) is { } fault)
        {
            db.ChangeTracker.Clear();
            return fault == SaveFault.Taken ? AccountFault.Email : AccountFault.Busy;
        }
    }
}
