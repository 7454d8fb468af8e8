using System.Diagnostics;
using Npgsql;

namespace CustomerCrm.Bench.Chaos;

/// <summary>Holds a run in its switching transaction, before the one row that makes it current; readers pass.</summary>
internal sealed class SwitchGate : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private SwitchGate(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        (this.connection, this.transaction) = (connection, transaction);
    }

    public static async Task<SwitchGate> CloseAsync(BenchCrm crm)
    {
        var connection = await crm.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await BenchCrm.ExecuteAsync(connection, """
            SET LOCAL idle_in_transaction_session_timeout = 0;
            LOCK TABLE score_generation IN SHARE MODE
            """);
        return new SwitchGate(connection, transaction);
    }

    /// <exception cref="TimeoutException">Nobody came.</exception>
    public static async Task ArrivedAsync(BenchCrm crm)
    {
        var watch = Stopwatch.StartNew();
        while (await crm.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE relation = 'score_generation'::regclass AND NOT granted") == 0)
        {
            await Task.Delay(10);
            if (watch.Elapsed > Longest)
            {
                throw new TimeoutException("No run came to its switch.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
