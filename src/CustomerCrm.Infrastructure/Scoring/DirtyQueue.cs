using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// One pass over the customers that wait for their scores, in the order of their ids: a batch a transaction, so that nobody
/// who writes waits long. A long queue is worked off on two connections, since a batch is computed here and in the database
/// by turns.
/// </summary>
internal sealed class DirtyQueue(NpgsqlDataSource database, TimeProvider clock, int batch = TouchedCustomers.MeasuredAtOnce) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private long after;
    private bool ended;

    /// <returns>How many customers were scored; none where nobody waits whom no writer holds.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellation)
    {
        var scored = await DrainBatchAsync(cancellation);
        if (ended)
        {
            return scored;
        }

        var both = await Task.WhenAll(DrainToTheEndAsync(cancellation), DrainToTheEndAsync(cancellation));
        return scored + both.Sum();
    }

    public void Dispose() => turn.Dispose();

    private async Task<int> DrainToTheEndAsync(CancellationToken cancellation)
    {
        var scored = 0;
        while (!ended)
        {
            scored += await DrainBatchAsync(cancellation);
        }

        return scored;
    }

    private async Task<int> DrainBatchAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // A crash loses the scores and the taking out of the queue together, so the commit need not wait for the disk.
        await ScoreTables.ExecuteAsync(connection, "SET LOCAL synchronous_commit = off; SET LOCAL jit = off", cancellation);
        await ScoreTables.LockAsWriterAsync(connection, cancellation);
        if (await GenerationState.ReadAsync(connection, cancellation) is not { } generation)
        {
            ended = true;
            return 0;
        }

        var ids = await TakeAsync(connection, cancellation);
        if (ids.Length > 0)
        {
            await TouchedCustomers.RescoreAsync(connection, generation, generation, ids, factsChanged: true, clock.GetUtcNow(), cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return ids.Length;
    }

    /// <summary>The statement under this turn waits for no lock, so holding other locks meanwhile does no harm.</summary>
    private async Task<long[]> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var sql = SqlText.Read("Scoring/Sql/take_dirty.sql", ("most", $"{batch}"));
        await turn.WaitAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue("after", after);
            command.Parameters.AddWithValue("building", (short)RunState.Building);
            command.Parameters.AddWithValue("dated", (short)RunKind.Dated);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var looked = reader.GetInt64(0);
            ended = looked < batch;
            after = looked == 0 ? after : reader.GetInt64(1);
            return reader.IsDBNull(2) ? [] : reader.GetFieldValue<long[]>(2);
        }
        finally
        {
            turn.Release();
        }
    }
}
