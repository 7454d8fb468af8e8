using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Account;

/// <summary>Keeps light, dark or as-the-device, and how close rows stand, in cookies, and goes back to where the reader was.</summary>
public sealed class AppearanceModel : PageModel
{
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? theme, string? density, string? returnUrl)
    {
        if ((theme ?? density) is null
            || !IsOneOf(Choices.Themes, theme)
            || !IsOneOf(Choices.Densities, density))
        {
            return BadRequest();
        }

        Keep(Choices.ThemeCookie, theme);
        Keep(Choices.DensityCookie, density);
        return LocalRedirect(ReturnAddress.Of(Url, returnUrl));
    }

    private static bool IsOneOf(IReadOnlyList<string> known, string? chosen) => chosen is null || known.Contains(chosen);

    private void Keep(string cookie, string? chosen)
    {
        if (chosen is not null)
        {
            Response.Cookies.Append(cookie, chosen, Choices.Kept());
        }
    }
}
