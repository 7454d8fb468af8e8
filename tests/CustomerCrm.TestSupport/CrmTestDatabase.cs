using CustomerCrm.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerCrm.TestSupport;

/// <summary>
/// A database of the product's shape for one test class or one test: cloned from a template that is migrated once in a process.
/// It holds the firm (EUR, UTC) and the untouched draft, no fact and no user.
/// </summary>
public sealed class CrmTestDatabase : IAsyncDisposable
{
    // One temporary folder a process; each database has its own folder in it.
    private static readonly Lazy<string> Folders = new(TemporaryFolder.Create);

    private readonly PostgresTestServer _server;

    private CrmTestDatabase(PostgresTestServer server, string connectionString)
    {
        (_server, ConnectionString) = (server, connectionString);
        Folder = Path.Combine(Folders.Value, new NpgsqlConnectionStringBuilder(connectionString).Database!);
        Directory.CreateDirectory(Folder);
    }

    public string ConnectionString { get; }

    /// <summary>For files of the test, and the data folder of services over this database.</summary>
    public string Folder { get; }

    public static async Task<CrmTestDatabase> CreateAsync()
    {
        var server = await PostgresTestServer.SharedAsync();
        var template = await server.EnsureTemplateAsync("product", MigrateAsync);
        return new CrmTestDatabase(server, await server.CreateDatabaseAsync(template));
    }

    /// <summary>Without the product's tables, for tests of the migration itself.</summary>
    public static async Task<CrmTestDatabase> CreateEmptyAsync()
    {
        var server = await PostgresTestServer.SharedAsync();
        return new CrmTestDatabase(server, await server.CreateDatabaseAsync());
    }

    /// <summary>What a process over this database is configured with.</summary>
    public Dictionary<string, string?> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Crm"] = ConnectionString,
            ["Data:Folder"] = Folder,
            ["Demo:Enabled"] = "false",
            ["Jobs:Enabled"] = "false",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }

    /// <summary>Writes a file into <see cref="Folder"/>.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public async ValueTask DisposeAsync() => await _server.DropDatabaseAsync(ConnectionString);

    internal static ServiceProvider BuildServices(CrmDatabase database, IConfiguration settings, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(settings);
        services.AddSingleton(clock);
        services.AddLogging();
        services.AddCrm(database, settings);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private static async Task MigrateAsync(string connectionString)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectionStrings:Crm"] = connectionString,
                ["Data:Folder"] = Folders.Value,
            })
            .Build();
        await using var database = await CrmDatabase.OpenAsync(settings, NullLogger.Instance, default);
        await using var services = BuildServices(database, settings, TimeProvider.System);
        await services.GetRequiredService<DatabaseSetup>().PrepareAsync(default);
    }
}
