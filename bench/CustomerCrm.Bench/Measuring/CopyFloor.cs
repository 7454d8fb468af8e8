using System.Diagnostics;

namespace CustomerCrm.Bench.Measuring;

/// <summary>
/// The floor: COPY of rows beside the existing ones, into the product's own tables, with their indexes. It is rolled back, and
/// what it left is vacuumed away before the next measurement.
/// </summary>
internal sealed class CopyFloor(BenchCrm crm)
{
    private static readonly string[] ForeignKeys =
    [
        "ALTER TABLE orders DROP CONSTRAINT fk_orders_customers_customer_id",
        "ALTER TABLE order_lines DROP CONSTRAINT fk_order_lines_orders_order_id",
    ];

    /// <param name="checked">Whether each row's foreign key is checked too, as the product's rows are.</param>
    public async Task<TimeSpan> MeasureAsync(bool @checked, params (string Table, string Columns, string File)[] copies)
    {
        await crm.SettleAsync();
        await using var connection = await crm.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!@checked)
        {
            foreach (var statement in ForeignKeys)
            {
                await BenchCrm.ExecuteAsync(connection, statement);
            }
        }

        var watch = Stopwatch.StartNew();
        foreach (var (table, columns, file) in copies)
        {
            using var rows = new StreamReader(file);
            await using var writer = await connection.BeginTextImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT CSV)");
            var buffer = new char[1 << 16];
            for (int read; (read = await rows.ReadAsync(buffer)) > 0;)
            {
                await writer.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        watch.Stop();
        await transaction.RollbackAsync();
        return watch.Elapsed;
    }
}
