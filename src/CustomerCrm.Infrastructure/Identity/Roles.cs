namespace CustomerCrm.Infrastructure.Identity;

/// <summary>The three roles; each may do what the one before may.</summary>
public static class Roles
{
    public const string SalesRep = "SalesRep";
    public const string Manager = "Manager";
    public const string Admin = "Admin";

    public static readonly IReadOnlyList<string> All = [SalesRep, Manager, Admin];
}
