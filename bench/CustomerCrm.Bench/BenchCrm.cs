using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerCrm.Bench;

/// <summary>The product's services over a migrated database without a customer, and a few words to ask it.</summary>
public sealed class BenchCrm : IAsyncDisposable
{
    /// <summary>The day everything is scored as of.</summary>
    public static readonly DateOnly Today = new(2026, 6, 30);

    private readonly CrmDatabase database;
    private readonly ServiceProvider services;

    private BenchCrm(CrmDatabase database, ServiceProvider services)
    {
        (this.database, this.services) = (database, services);
    }

    public NpgsqlDataSource Source => services.GetRequiredService<NpgsqlDataSource>();

    public Importer Importer => services.GetRequiredService<Importer>();

    public Recompute Recompute => services.GetRequiredService<Recompute>();

    /// <summary>For what else a benchmark asks of the product.</summary>
    public IServiceProvider Services => services;

    /// <summary>Whether the server is one of our own, that may be killed.</summary>
    public bool IsEmbedded => database.IsEmbedded;

    /// <summary>For other processes over the same database.</summary>
    public string ConnectionString => database.ConnectionString;

    /// <param name="dataFolder">Of a server that nobody else uses; null for the usual one.</param>
    /// <exception cref="SettingException">The database holds customers, or cannot be had.</exception>
    public static async Task<BenchCrm> OpenAsync(string? dataFolder = null)
    {
        var settings = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection([new("Firm:ScoringDate", Today.ToString("O")), new("Demo:Enabled", "false")])
            .AddInMemoryCollection(dataFolder is null ? [] : [new("Data:Folder", dataFolder)])
            .Build();
        var database = await CrmDatabase.OpenAsync(settings, NullLogger.Instance, default);
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging();
        services.AddCrm(database, settings);
        var crm = new BenchCrm(database, services.BuildServiceProvider());
        try
        {
            await crm.services.GetRequiredService<DatabaseSetup>().PrepareAsync(default);
            return await crm.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM customers)")
                ? throw new SettingException("The database holds customers; name an empty one in ConnectionStrings__Crm.")
                : crm;
        }
        catch
        {
            await crm.DisposeAsync();
            throw;
        }
    }

    /// <summary>As an admin's request would.</summary>
    public async Task<PortfolioFigures> ReadPortfolioAsync(PortfolioRequest request)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = Viewer.Everything(Actor.System);
        return await scope.ServiceProvider.GetRequiredService<PortfolioReader>().ReadAsync(request, default);
    }

    /// <summary>As an admin's request would.</summary>
    public async Task<T> ReadAsync<T>(Func<MovementReader, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = Viewer.Everything(Actor.System);
        return await read(scope.ServiceProvider.GetRequiredService<MovementReader>());
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await ExecuteAsync(connection, sql);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Starts a measurement even: nothing left to be cleaned or written out from the one before.</summary>
    public async Task SettleAsync()
    {
        await ExecuteAsync("VACUUM (ANALYZE) orders");
        await ExecuteAsync("VACUUM (ANALYZE) order_lines");
        try
        {
            await ExecuteAsync("CHECKPOINT");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // Only some roles may; without it times wander a little more.
        }
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
