using System.Diagnostics;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Bench.Measuring;

/// <summary>An import of the product beside its floor; <paramref name="Total"/> ends when every score is current.</summary>
/// <param name="Floor">COPY of the same rows into the indexed tables.</param>
/// <param name="CheckedFloor">The same with foreign keys checked.</param>
internal sealed record MeasuredImport(
    string Name,
    int Rows,
    TimeSpan Floor,
    TimeSpan CheckedFloor,
    TimeSpan Total,
    IReadOnlyDictionary<Phase, TimeSpan> Phases,
    long Touched,
    long PeakBytes)
{
    public static async Task<MeasuredImport> RunAsync(
        BenchCrm crm, string name, ImportKind kind, string file, int rows, (TimeSpan Plain, TimeSpan Checked) floor)
    {
        await crm.SettleAsync();
        using var memory = new PeakMemory();
        using var phases = new PhaseClock();
        var watch = Stopwatch.StartNew();
        var result = await crm.Importer.ApplyAsync(kind, file, new ImportOptions(), "bench", null, default);
        var (total, spent) = (watch.Elapsed, phases.Read());
        if (result is not ImportResult.Applied applied || applied.Added != rows)
        {
            throw new InvalidOperationException($"{name}: not every row was applied: {result}");
        }

        if (await crm.ScalarAsync<long>("SELECT count(*) FROM dirty_customers") is > 0 and var behind)
        {
            throw new InvalidOperationException($"{name}: {behind} customers wait for their scores.");
        }

        return new MeasuredImport(name, rows, floor.Plain, floor.Checked, total, spent, await TouchedAsync(crm), memory.Bytes);
    }

    private static Task<long> TouchedAsync(BenchCrm crm) => crm.ScalarAsync<long>(
        """
        WITH last AS (SELECT max(id) AS id FROM imports)
        SELECT count(DISTINCT o.customer_id) FROM orders o, last
        WHERE o.import_id = last.id OR o.id IN (SELECT order_id FROM order_lines l, last WHERE l.import_id = last.id)
        """);
}
