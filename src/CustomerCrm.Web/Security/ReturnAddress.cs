using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace CustomerCrm.Web.Security;

/// <summary>Where somebody goes back to: inside this application, and written so that it may stand in a header.</summary>
internal static class ReturnAddress
{
    private const string Home = "/";

    public static string Of(IUrlHelper url, string? wanted) => url.IsLocalUrl(wanted) ? Encode(wanted!) : Home;

    /// <summary>What is encoded already stays; a letter beyond ASCII or half of one does not reach the header as it is.</summary>
    private static string Encode(string address) => string.Concat(address.EnumerateRunes().Select(rune =>
        rune.IsAscii && !Rune.IsControl(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
