using CustomerCrm.Infrastructure.EmbeddedPostgres;

namespace CustomerCrm.TestSupport;

/// <summary>An embedded server in a fresh folder that vanishes with this process.</summary>
internal static class DisposableServer
{
    public static async Task<string> StartAsync()
    {
        var server = await EmbeddedServer.StartOrAttachAsync(new EmbeddedServerOptions
        {
            DataFolder = Path.Combine(TemporaryFolder.Create(), "data"),
            Disposable = true,
        });
        return server.ConnectionString;
    }
}
