using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Admin;

/// <summary>Where everything an admin keeps is found, with what it is for.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel : PageModel
{
    /// <summary>Groups of places: the key of the texts, the address and the icon.</summary>
    public static readonly IReadOnlyList<(string Group, (string Key, string Address, string Icon)[] Places)> Groups =
    [
        ("People", [("Users", "/Admin/Users", "users"), ("Teams", "/Admin/Teams", "user"), ("Audit", "/Admin/Audit", "history")]),
        ("Firm", [("Firm", "/Admin/Firm", "building"), ("Lists", "/Admin/Lists/Regions", "tag"), ("Activities", "/Admin/Activities", "coin")]),
    ];

    public void OnGet()
    {
    }
}
