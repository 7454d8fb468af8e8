using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace CustomerCrm.TestSupport;

/// <summary>
/// The PostgreSQL server of this test process: the one CRM_TEST_CONNECTION names (its role must be allowed to create
/// databases), a container where the tests were built for one, else an embedded server in a fresh folder. An embedded server
/// and its folder go with the process, however it ends.
/// </summary>
public sealed class PostgresTestServer
{
    public const string Variable = "CRM_TEST_CONNECTION";

    private static readonly Lazy<Task<PostgresTestServer>> Shared = new(StartAsync);

    // Several test processes may share one server.
    private static readonly string ProcessMark = $"{Environment.ProcessId:x}{Random.Shared.Next():x}";

    private readonly NpgsqlDataSource _admin;
    private readonly NpgsqlConnectionStringBuilder _address;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly ConcurrentDictionary<string, bool> _databases = new();
    private int _count;

    private PostgresTestServer(string connectionString)
    {
        _address = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = true };
        // A process busy with other tests may leave a transaction alone for longer than a node ever should.
        _address.Options = $"{_address.Options} -c idle_in_transaction_session_timeout=5min".TrimStart();
        // No database a test might want to drop or clone.
        var admin = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", MaxPoolSize = 8 };
        _admin = NpgsqlDataSource.Create(admin);
    }

    public static Task<PostgresTestServer> SharedAsync() => Shared.Value;

    /// <param name="templateName">What <see cref="EnsureTemplateAsync"/> returned; nothing makes an empty database.</param>
    /// <returns>A connection string for the new database.</returns>
    public async Task<string> CreateDatabaseAsync(string? templateName = null)
    {
        var name = NewName("test");
        await CreateAsync(name, templateName);
        return ConnectionString(name);
    }

    /// <summary>Drops a database this server made, whoever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(pool);
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await ExecuteAsync($"DROP DATABASE IF EXISTS {Quote(name)} WITH (FORCE)");
        _databases.TryRemove(name, out _);
    }

    /// <summary>Prepares a database to clone others from, once per process; everybody who asks meanwhile waits for it.</summary>
    /// <returns>The template's name, for <see cref="CreateDatabaseAsync"/>.</returns>
    public Task<string> EnsureTemplateAsync(string name, Func<string, Task> prepare) =>
        _templates.GetOrAdd(name, key => new Lazy<Task<string>>(() => PrepareAsync(key, prepare))).Value;

    private async Task<string> PrepareAsync(string name, Func<string, Task> prepare)
    {
        var database = NewName(name);
        await CreateAsync(database, templateName: null);
        // A pool would stay connected, and a database somebody is connected to cannot be cloned.
        await prepare(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString);
        await ExecuteAsync($"ALTER DATABASE {Quote(database)} WITH ALLOW_CONNECTIONS false");
        await ExecuteAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database}'");
        return database;
    }

    private Task CreateAsync(string name, string? templateName)
    {
        _databases.TryAdd(name, true);
        return ExecuteAsync(templateName is null
            ? $"CREATE DATABASE {Quote(name)}"
            : $"CREATE DATABASE {Quote(name)} TEMPLATE {Quote(templateName)}");
    }

    /// <summary>Nothing of ours stays on a server that stays.</summary>
    private void DropAll()
    {
        try
        {
            foreach (var name in _databases.Keys)
            {
                using var command = _admin.CreateCommand($"DROP DATABASE IF EXISTS {Quote(name)} WITH (FORCE)");
                command.ExecuteNonQuery();
            }
        }
        catch (NpgsqlException)
        {
            // The server went first; the tests have had their result.
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Database = database }.ConnectionString;

    private string NewName(string purpose) => string.Create(
        CultureInfo.InvariantCulture, $"crm_{purpose.ToLowerInvariant()}_{ProcessMark}_{Interlocked.Increment(ref _count)}");

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<PostgresTestServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connectionString)
        {
            var server = new PostgresTestServer(connectionString);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DropAll();
            return server;
        }
#if USE_TESTCONTAINERS
        return new PostgresTestServer(await ContainerServer.StartAsync());
#else
        return new PostgresTestServer(await DisposableServer.StartAsync());
#endif
    }
}
