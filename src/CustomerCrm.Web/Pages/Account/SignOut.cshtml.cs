using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Account;

public sealed class SignOutModel(SignInManager<CrmUser> signIn, IStringLocalizer<Shell> text) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        this.Flash(text["SignIn.SignedOut"]);
        return RedirectToPage("/Account/SignIn");
    }
}
