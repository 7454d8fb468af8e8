using Npgsql;

namespace CustomerCrm.Bench.Chaos;

/// <summary>Holds a run in its switching transaction, before the one row that makes it current; readers pass.</summary>
internal sealed class SwitchGate : IAsyncDisposable
{
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
        await BenchCrm.ExecuteAsync(connection, "LOCK TABLE score_generation IN SHARE MODE");
        return new SwitchGate(connection, transaction);
    }

    public static async Task ArrivedAsync(BenchCrm crm)
    {
        while (await crm.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE relation = 'score_generation'::regclass AND NOT granted") == 0)
        {
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
