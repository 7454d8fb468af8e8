using Npgsql;

namespace CustomerCrm.Infrastructure.EmbeddedPostgres;

/// <summary>The application's database on a running server.</summary>
internal static class EmbeddedDatabase
{
    private const string Name = "crm";

    public static string ConnectionString(PostmasterFile server, string password) =>
        Describe(server, password, Name).ConnectionString;

    public static async Task EnsureAsync(PostmasterFile server, ServerFolder folder, CancellationToken cancellationToken)
    {
        var password = folder.ReadPassword();
        try
        {
            if (await ExistsAsync(server, password, cancellationToken))
                return;
            await using var connection = Unpooled(server, password, "postgres");
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException(
                $"The server refuses the password in {folder.PasswordFile}: the file and the data do not belong together.", e);
        }
    }

    private static async Task<bool> ExistsAsync(PostmasterFile server, string password, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = Unpooled(server, password, Name);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    private static NpgsqlConnection Unpooled(PostmasterFile server, string password, string database)
    {
        var address = Describe(server, password, database);
        address.Pooling = false;
        return new NpgsqlConnection(address.ConnectionString);
    }

    private static NpgsqlConnectionStringBuilder Describe(PostmasterFile server, string password, string database) => new()
    {
        Host = server.Host,
        Port = server.Port,
        Username = Cluster.Role,
        Password = password,
        Database = database,
        // Nothing leaves the machine.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };
}
