using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Npgsql;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>A write in the hands of a test: a correction, the scoring in its transaction, and the commit when the test says so.</summary>
internal sealed class OpenWriter : IAsyncDisposable
{
    private readonly TestCrm _crm;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private OpenWriter(TestCrm crm, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_crm, _connection, _transaction) = (crm, connection, transaction);

    /// <param name="fact">The statement that corrects a fact; nothing where only the scoring matters.</param>
    public static async Task<OpenWriter> BeginAsync(TestCrm crm, string fact)
    {
        var connection = await crm.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await ScoreTables.ExecuteAsync(connection, fact, default);
        return new OpenWriter(crm, connection, transaction);
    }

    /// <summary>Scores everybody, as a write does last.</summary>
    public async Task ScoreAsync()
    {
        var everybody = await ScoreTables.ScalarAsync<long[]>(_connection, "SELECT array_agg(id) FROM customers", default);
        await TouchedCustomers.ScoreAsync(_connection, everybody!, _crm.Clock.Now, default);
    }

    public Task CommitAsync() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Returns when somebody waits for the lock between writers and switches, or this has ended without.</summary>
    public static Task SomebodyWaitsAsync(TestCrm crm, Task orEnded) => Patience.UntilAsync(async () => orEnded.IsCompleted || await crm.CountAsync(
        $"""
        pg_locks WHERE locktype = 'advisory' AND objid = {ScoreTables.WritersLock} AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """) > 0);
}
