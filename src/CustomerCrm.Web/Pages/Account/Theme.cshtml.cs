using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Account;

/// <summary>Keeps light, dark or as-the-device in a cookie and goes back to where the reader was.</summary>
public sealed class ThemeModel : PageModel
{
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? theme, string? returnUrl)
    {
        if (!Choices.Themes.Contains(theme))
        {
            return BadRequest();
        }

        Response.Cookies.Append(Choices.ThemeCookie, theme!, Choices.Kept());
        return LocalRedirect(ReturnAddress.Of(Url, returnUrl));
    }
}
