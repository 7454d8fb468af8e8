namespace CustomerCrm.Web.Security;

/// <summary>The pages that open without a sign-in: this list and no attribute decides, and a test walks it.</summary>
public static class AnonymousPages
{
    public static readonly IReadOnlyList<string> All =
    [
        "/Account/SignIn",
        "/Account/SetPassword",
        "/Account/Language",
        "/Account/Appearance",
        "/Error",
    ];
}
