using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.EmbeddedPostgres;

public sealed class PostgresTestServerTests
{
    [Fact]
    public async Task CreateDatabase_FromTemplate_EachCloneIsItsOwn()
    {
        var server = await PostgresTestServer.SharedAsync();
        var template = await server.EnsureTemplateAsync(
            "numbers", connection => ExecuteAsync(connection, "CREATE TABLE number AS SELECT 1 AS value"));
        var first = await server.CreateDatabaseAsync(template);
        var second = await server.CreateDatabaseAsync(template);

        await ExecuteAsync(first, "DELETE FROM number");

        (await CountAsync(first)).ShouldBe(0);
        (await CountAsync(second)).ShouldBe(1);
        await server.DropDatabaseAsync(first);
        await server.DropDatabaseAsync(second);
        (await Should.ThrowAsync<PostgresException>(() => CountAsync(first)))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }

    [Fact]
    public async Task EnsureTemplate_ManyAtOnce_PreparesOnce()
    {
        var server = await PostgresTestServer.SharedAsync();
        var prepared = 0;
        async Task PrepareAsync(string connection)
        {
            Interlocked.Increment(ref prepared);
            await ExecuteAsync(connection, "CREATE TABLE number AS SELECT 1 AS value");
        }

        var names = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => server.EnsureTemplateAsync("once", PrepareAsync))));
        var clones = await Task.WhenAll(names.Select(server.CreateDatabaseAsync));

        prepared.ShouldBe(1);
        names.Distinct().Count().ShouldBe(1);
        clones.Distinct().Count().ShouldBe(8);
        foreach (var clone in clones)
            await server.DropDatabaseAsync(clone);
    }

    [Fact]
    public async Task TemporaryFolder_ProcessKilled_Vanishes()
    {
        using var application = await SecondApplication.StartAsync(["temporary"]);
        var folder = application.Said;
        Directory.Exists(folder).ShouldBeTrue();

        await application.KillAsync();

        for (var i = 0; i < 100 && Directory.Exists(folder); i++)
            await Task.Delay(50);
        Directory.Exists(folder).ShouldBeFalse();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM number", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
