using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.TagHelpers;

/// <summary>One sentence for the top of the next page, kept until it was shown.</summary>
public static class FlashMessage
{
    public const string Key = "Flash";
    public const string Cookie = "flash";

    /// <summary>Where its link goes, and what it is called.</summary>
    public const string LinkKey = "FlashLink";
    public const string WordKey = "FlashWord";

    public static void Flash(this PageModel page, string sentence) => page.TempData[Key] = sentence;

    /// <param name="link">An address of this application and its words; null for none.</param>
    public static void Flash(this PageModel page, string sentence, (string Address, string Words)? link)
    {
        page.Flash(sentence);
        if (link is { } l)
        {
            (page.TempData[LinkKey], page.TempData[WordKey]) = (l.Address, l.Words);
        }
    }
}
