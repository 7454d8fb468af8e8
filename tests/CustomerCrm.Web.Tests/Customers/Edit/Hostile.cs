namespace CustomerCrm.Web.Tests.Customers.Edit;

/// <summary>What attackers, spreadsheets and broken keyboards type.</summary>
internal static class Hostile
{
    /// <summary>Kept, and encoded wherever it is shown.</summary>
    public static readonly string[] Kept =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1 --", "=cmd|' /C calc'!A0", "\u202Eevil\u202C", "😀👩‍👩‍👧‍👦", "{0}%s${jndi:x}",
        "@Model", "&lt;b&gt;",
        // Half a character cannot be sent: the sign that stands for it arrives.
        "half \uFFFD",
    ];

    /// <summary>Refused beside the field; NUL already by the server, with the whole request.</summary>
    public static readonly string[] Refused = ["a\0b", new('x', 10_000), "bell \u0007 \u001B"];
}
