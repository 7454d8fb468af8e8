namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

/// <summary>A test that only root can make, because it changes to another account.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Skip = "Only root can change to another account.";
    }
}
