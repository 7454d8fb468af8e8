using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Cli.Verbs;

internal static class CreateAdminVerb
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    public static Verb Parse(string[] args)
    {
        var arguments = new Arguments(args, [], ["--email", "--name"]);
        var (email, name) = (arguments.Required("--email"), arguments.Required("--name"));
        arguments.End();
        return async (services, terminal, cancellation) =>
        {
            var users = services.GetRequiredService<UserManager<CrmUser>>();
            var user = new CrmUser { UserName = email, Email = email, DisplayName = name, EmailConfirmed = true };
            var password = Console.IsInputRedirected || terminal.Input != Console.In ? await terminal.Input.ReadLineAsync(cancellation) : null;
            var created = string.IsNullOrEmpty(password) ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
            if (!created.Succeeded)
            {
                return await terminal.RefuseAsync(string.Join(" ", created.Errors.Select(e => e.Description)));
            }

            await users.AddToRoleAsync(user, Roles.Admin);
            await terminal.SayAsync(string.IsNullOrEmpty(password)
                ? $"Set the password of {email} here, once: {await LinkAsync(services, users, user)}"
                : $"{email} can sign in.");
            return true;
        };
    }

    private static async Task<string> LinkAsync(IServiceProvider services, UserManager<CrmUser> users, CrmUser user)
    {
        var address = services.GetRequiredService<IConfiguration>()["Web:Address"] ?? DefaultAddress;
        return QueryHelpers.AddQueryString(address.TrimEnd('/') + "/Account/SetPassword", new Dictionary<string, string?>
        {
            ["user"] = user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["token"] = await users.GeneratePasswordResetTokenAsync(user),
        });
    }
}
