using System.Globalization;
using CustomerCrm.Infrastructure.Hosting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerCrm.TestSupport;

/// <summary>
/// The product's services over a fresh database, with a clock that a test moves, and few-word ways to write facts and to look
/// at what became of them. Today is 2026-06-30 until somebody says otherwise.
/// </summary>
public sealed class TestCrm : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 6, 30);

    private readonly CrmDatabase _opened;
    private readonly ServiceProvider _services;
    private int _files;

    private TestCrm(CrmTestDatabase database, CrmDatabase opened, IConfiguration settings)
    {
        (Database, _opened) = (database, opened);
        Clock.GoTo(Today);
        _services = CrmTestDatabase.BuildServices(opened, settings, Clock);
    }

    public CrmTestDatabase Database { get; }

    public TestClock Clock { get; } = new(default);

    public IServiceProvider Services => _services;

    public NpgsqlDataSource Source => _services.GetRequiredService<NpgsqlDataSource>();

    public Importer Importer => _services.GetRequiredService<Importer>();

    public Recompute Recompute => _services.GetRequiredService<Recompute>();

    public static async Task<TestCrm> CreateAsync(params (string Name, string Value)[] settings)
    {
        var database = await CrmTestDatabase.CreateAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(database.Settings(settings)).Build();
        return new TestCrm(database, await CrmDatabase.OpenAsync(configuration, NullLogger.Instance, default), configuration);
    }

    /// <summary>A scope whose context sees with these eyes; everything, as the system, where nothing is said.</summary>
    public AsyncServiceScope Scope(Viewer? viewer = null)
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ViewerContext>().Current = viewer ?? Viewer.Everything(Actor.System);
        return scope;
    }

    /// <summary>Runs something with a context of its own.</summary>
    public async Task<T> WithDbAsync<T>(Func<CrmDbContext, Task<T>> work, Viewer? viewer = null)
    {
        await using var scope = Scope(viewer);
        return await work(scope.ServiceProvider.GetRequiredService<CrmDbContext>());
    }

    /// <summary>Imports a file of these lines, the header first.</summary>
    public Task<ImportResult> TryImportAsync(
        ImportKind kind, string csv, ImportOptions? options = null, CancellationToken cancellation = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{ImportKinds.NameOf(kind)}-{Interlocked.Increment(ref _files)}.csv");
        return TryImportFileAsync(kind, Database.Write(name, csv), options, cancellation);
    }

    public Task<ImportResult> TryImportFileAsync(
        ImportKind kind, string path, ImportOptions? options = null, CancellationToken cancellation = default) =>
        Importer.ApplyAsync(kind, path, options ?? new ImportOptions(), "tester", null, cancellation);

    /// <summary>Imports a file that must be good.</summary>
    public async Task<ImportResult.Applied> ImportAsync(ImportKind kind, string csv, ImportOptions? options = null) =>
        await TryImportAsync(kind, csv, options) switch
        {
            ImportResult.Applied applied => applied,
            ImportResult.RowsInError rows => throw new InvalidOperationException(string.Join("; ", rows.Errors.First)),
            var refused => throw new InvalidOperationException(refused.ToString()),
        };

    /// <summary>Customers by key alone; the key is the name.</summary>
    public Task<ImportResult.Applied> CustomersAsync(params string[] keys) =>
        ImportAsync(ImportKind.Customers, Csv("customer_key,name", keys.Select(key => $"{key},{key}")));

    /// <summary>Sales: order_no,customer_key,ordered_on,net and optionally cost_of_goods after it.</summary>
    public Task<ImportResult.Applied> SalesAsync(params string[] rows) =>
        ImportAsync(ImportKind.Orders, Csv(
            "order_no,customer_key,ordered_on,net,cost_of_goods",
            rows.Select(row => row.Count(c => c == ',') == 3 ? row + "," : row)));

    /// <summary>A customer with so many equal sales, a week apart, the last on a date.</summary>
    public Task<ImportResult.Applied> BuyerAsync(string key, int sales, decimal net, DateOnly last, decimal costShare = 0.5m) =>
        ImportAsync(
            ImportKind.Orders,
            Csv("order_no,customer_key,ordered_on,net,cost_of_goods", Enumerable.Range(0, sales).Select(n => string.Create(
                CultureInfo.InvariantCulture,
                $"{key}-{n},{key},{last.AddDays(-7 * n):yyyy-MM-dd},{net:F2},{net * costShare:F2}"))),
            new ImportOptions(CreateCustomers: true));

    public Task<RunOutcome> RecomputeAsync(DateOnly? asOf = null, int? version = null, CancellationToken cancellation = default) =>
        Recompute.RunAsync(new RecomputeRequest(asOf, version, "tester"), cancellation);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row; the default where it is null or there is none.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public Task<long> CountAsync(string from) => ScalarAsync<long>($"SELECT count(*) FROM {from}");

    /// <summary>Rows as text, columns behind each other with a bar between, nothing for null.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Text(reader.GetValue(i)));
            rows.Add(string.Join('|', cells));
        }

        return rows;
    }

    public async Task<string> RowAsync(string sql) => (await RowsAsync(sql)).Single();

    /// <summary>A fingerprint of the content of every table, row versions included; what changed nothing leaves it as it was.</summary>
    public async Task<Dictionary<string, string>> FingerprintAsync()
    {
        var tables = await RowsAsync("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename");
        var prints = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            prints[table] = await ScalarAsync<string>(
                $"SELECT count(*) || ':' || coalesce(md5(string_agg(t.xmin::text || t::text, '|' ORDER BY t::text)), '') FROM \"{table}\" t") ?? "";
        }

        return prints;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _opened.DisposeAsync();
        await Database.DisposeAsync();
    }

    public static string Csv(string header, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(header)) + "\n";

    private static string Text(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => DateOnly.FromDateTime(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable text => text.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
