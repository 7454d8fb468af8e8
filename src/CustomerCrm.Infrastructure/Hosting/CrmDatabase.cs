using CustomerCrm.Infrastructure.EmbeddedPostgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerCrm.Infrastructure.Hosting;

/// <summary>
/// The database of this process: the one <c>ConnectionStrings__Crm</c> names, else the embedded server of the data folder,
/// started or shared for as long as this lives.
/// </summary>
public sealed class CrmDatabase : IAsyncDisposable
{
    private readonly EmbeddedServer? server;

    private CrmDatabase(string connectionString, EmbeddedServer? server, string dataFolder)
    {
        (ConnectionString, this.server, DataFolder) = (connectionString, server, dataFolder);
    }

    public string ConnectionString { get; }

    public bool IsEmbedded => server is not null;

    /// <summary>Where this installation keeps its files.</summary>
    public string DataFolder { get; }

    /// <exception cref="SettingException">The connection string cannot be read.</exception>
    /// <exception cref="EmbeddedPostgresException">No server can be had or started; the message is one sentence.</exception>
    public static async Task<CrmDatabase> OpenAsync(IConfiguration configuration, ILogger logger, CancellationToken cancellation)
    {
        var folder = EmbeddedPostgres.DataFolder.Resolve(configuration["Data:Folder"]).Path;
        if (configuration.GetConnectionString("Crm") is { Length: > 0 } named)
        {
            return new CrmDatabase(Checked(named), null, folder);
        }

        var server = await EmbeddedServer.StartOrAttachAsync(
            new EmbeddedServerOptions { DataFolder = folder, Logger = logger }, cancellation);
        return new CrmDatabase(server.ConnectionString, server, folder);
    }

    private static string Checked(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw new SettingException($"ConnectionStrings__Crm cannot be read: {e.Message}");
        }
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
