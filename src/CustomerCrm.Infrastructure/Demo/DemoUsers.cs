using System.Security.Cryptography;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;

namespace CustomerCrm.Infrastructure.Demo;

/// <summary>What configuration and database say of the demo.</summary>
/// <param name="Enabled">Null where nobody said.</param>
public sealed record DemoSettings(bool? Enabled, string? Password, bool IsEmbedded, string DataFolder)
{
    /// <exception cref="SettingException">Demo__Enabled is neither true nor false.</exception>
    public static DemoSettings Of(IConfiguration configuration, CrmDatabase database)
    {
        bool? enabled = null;
        if (configuration["Demo:Enabled"] is { Length: > 0 } text)
        {
            enabled = bool.TryParse(text, out var said)
                ? said
                : throw new SettingException($"Demo__Enabled is '{text}' and must be true or false.");
        }

        return new DemoSettings(enabled, configuration["Demo:Password"], database.IsEmbedded, database.DataFolder);
    }
}

/// <summary>The demo's users; each start sets their password, as configured or as kept in the data folder.</summary>
public sealed class DemoUsers(UserManager<CrmUser> users, DemoSettings settings)
{
    public const string Admin = "Ada Admin";

    private const string PasswordFile = "demo-password";

    /// <returns>The password.</returns>
    public async Task<string> EnsureAsync(IEnumerable<DemoSignIn> signIns, CancellationToken cancellation)
    {
        var password = Password();
        foreach (var signIn in signIns)
        {
            var user = await users.FindByEmailAsync(signIn.Email);
            if (user is null)
            {
                user = new CrmUser
                {
                    UserName = signIn.Email,
                    Email = signIn.Email,
                    EmailConfirmed = true,
                    DisplayName = NameOf(signIn),
                    IsDemo = true,
                };
                Check(await users.CreateAsync(user, password));
                Check(await users.AddToRoleAsync(user, signIn.Role));
            }
            else if (!await users.CheckPasswordAsync(user, password))
            {
                Check(await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password));
            }

            cancellation.ThrowIfCancellationRequested();
        }

        return password;
    }

    private static string NameOf(DemoSignIn signIn) => signIn.Role switch
    {
        Roles.SalesRep => "Robin Rep",
        Roles.Manager => "Mia Manager",
        _ => Admin,
    };

    /// <summary>As configured, else the one kept in the data folder, else a new one that is kept there for its owner alone.</summary>
    private string Password()
    {
        if (settings.Password is { Length: > 0 } configured)
        {
            return configured;
        }

        var path = Path.Combine(settings.DataFolder, PasswordFile);
        if (File.Exists(path))
        {
            return File.ReadAllText(path).Trim();
        }

        var password = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(password);
        return password;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new SettingException("The demo users could not be set up: " + string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}
