using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.TagHelpers;

/// <summary>One sentence for the top of the next page, kept until it was shown.</summary>
public static class FlashMessage
{
    public const string Key = "Flash";
    public const string Cookie = "flash";

    public static void Flash(this PageModel page, string sentence) => page.TempData[Key] = sentence;
}
