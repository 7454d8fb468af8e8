#if USE_TESTCONTAINERS
using Testcontainers.PostgreSql;

namespace CustomerCrm.TestSupport;

/// <summary>A container for this test process, removed by Testcontainers' own reaper. Compiled, but not yet run.</summary>
internal static class ContainerServer
{
    public static async Task<string> StartAsync()
    {
        var builder = new PostgreSqlBuilder("postgres:18")
            .WithDatabase("crm").WithUsername("crm").WithPassword("crm")
            .WithCommand(
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200");
        // Build's signature names a type of a package behind the package, which need not be referenced here.
        PostgreSqlContainer container = ((dynamic)builder).Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
#endif
