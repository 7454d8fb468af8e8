using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Account;

/// <summary>Keeps the reader's language in a cookie and goes back to where he was.</summary>
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost(string? language, string? returnUrl)
    {
        if (Languages.Find(language) is not { } chosen)
        {
            return BadRequest();
        }

        Response.Cookies.Append(Languages.Cookie, chosen.Tag, Choices.Kept());
        return LocalRedirect(ReturnAddress.Of(Url, returnUrl));
    }
}
