namespace CustomerCrm.Web.Security;

public static class Passwords
{
    /// <summary>Longer than anybody types or keeps, short enough to hash.</summary>
    public const int Longest = 256;
}
