using System.Globalization;
using CustomerCrm.Infrastructure.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerCrm.Web.Pages.Admin.Users;

/// <summary>
/// One-time links by which a user sets his password. The address comes from the configuration, else it is where the admin is: it
/// is he who hands the link on, nobody is sent one.
/// </summary>
public sealed class PasswordLinks(UserAccounts accounts, IConfiguration configuration, IHttpContextAccessor request)
{
    private const string Key = "PasswordLink";

    public async Task<string> OfAsync(CrmUser user, CancellationToken cancellation)
    {
        var http = request.HttpContext!.Request;
        var address = configuration["Web:Address"]?.TrimEnd('/') ?? $"{http.Scheme}://{http.Host}{http.PathBase}";
        return QueryHelpers.AddQueryString(address + "/Account/SetPassword", new Dictionary<string, string?>
        {
            ["user"] = user.Id.ToString(CultureInfo.InvariantCulture),
            ["token"] = await accounts.PasswordTokenAsync(user, cancellation),
        });
    }

    /// <summary>On the next page, and on no other after it.</summary>
    public void Show(PageModel page, string link) => page.TempData[Key] = link;

    public string? Shown(PageModel page) => page.TempData[Key] as string;
}
