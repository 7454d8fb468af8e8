using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests;

/// <summary>Tests over a database of their own each: a clone of the migrated template takes a tenth of a second.</summary>
public abstract class CrmTests : IAsyncLifetime
{
    protected TestCrm Crm { get; private set; } = null!;

    /// <summary>What the services are configured with beside the database.</summary>
    protected virtual (string Name, string Value)[] Configured => [];

    public virtual async Task InitializeAsync() => Crm = await TestCrm.CreateAsync(Configured);

    public virtual async Task DisposeAsync() => await Crm.DisposeAsync();
}
