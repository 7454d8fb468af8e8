using System.Data;
using Npgsql;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>A connection in a transaction, rolled back at the end unless committed.</summary>
internal sealed class NpgsqlTransactionScope : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;

    private NpgsqlTransactionScope(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        this.transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    public static async Task<NpgsqlTransactionScope> BeginAsync(NpgsqlDataSource database, CancellationToken cancellation) =>
        await BeginAsync(await database.OpenConnectionAsync(cancellation), cancellation);

    /// <param name="connection">Closed at the end.</param>
    public static async Task<NpgsqlTransactionScope> BeginAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new(connection, await connection.BeginTransactionAsync(cancellation));

    /// <param name="connection">Closed at the end.</param>
    public static async Task<NpgsqlTransactionScope> BeginAsync(
        NpgsqlConnection connection, IsolationLevel isolation, CancellationToken cancellation) =>
        new(connection, await connection.BeginTransactionAsync(isolation, cancellation));

    public Task CommitAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
