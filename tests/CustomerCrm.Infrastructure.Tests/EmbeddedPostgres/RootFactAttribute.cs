using CustomerCrm.Infrastructure.EmbeddedPostgres;

namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

/// <summary>A test that only root can make, because it changes to another account.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    /// <param name="runsThisAssembly">The other account runs this assembly, so it must be able to come here.</param>
    public RootFactAttribute(bool runsThisAssembly = false)
    {
        RunsThisAssembly = runsThisAssembly;
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Skip = "Only root can change to another account.";
        else if (runsThisAssembly && ServerAccount.ByName("nobody")?.CanEnter(AppContext.BaseDirectory) != true)
            Skip = $"The account nobody cannot enter {AppContext.BaseDirectory}.";
    }

    public bool RunsThisAssembly { get; }
}
