using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Bench.Firm;
using CustomerCrm.Bench.Measuring;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Bench;

/// <summary>
/// Imports of new orders, of lines of known orders and of lines that make their orders, small and large, each beside the COPY
/// of the same rows; at the end the scores are compared with a rebuild.
/// </summary>
public static class ImportBench
{
    private const int Seed = 20_260_630;
    private const int SmallRows = 100_000;

    /// <returns>Whether the scores after the imports equal a rebuild.</returns>
    public static async Task<bool> RunAsync(BenchCrm crm, BenchOptions options, Action<string> tell)
    {
        var random = new Random(Seed);
        var buyers = new Buyers(options.Customers, random);
        await TimedAsync(tell, $"{options.Customers:N0} customers, {options.Orders:N0} orders", new FirmGenerator(crm, options, buyers, random).RunAsync);
        await TimedAsync(tell, "recompute", () => Rebuild.RecomputeAsync(crm));

        var folder = Directory.CreateTempSubdirectory("crm-bench-");
        try
        {
            var imports = new List<MeasuredImport>();
            foreach (var rows in new[] { Math.Min(SmallRows, options.Lines), options.Lines }.Distinct())
            {
                var files = new ImportFiles(folder.FullName, rows, buyers, random);
                files.Write();
                imports.AddRange(await MeasureAsync(crm, files, rows, tell));
            }

            foreach (var line in Report.Lines(imports))
            {
                tell(line);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return await Rebuild.EqualsAsync(crm, tell);
    }

    private static async Task<IReadOnlyList<MeasuredImport>> MeasureAsync(BenchCrm crm, ImportFiles files, int rows, Action<string> tell)
    {
        var orders = ("orders", ImportFiles.OrderColumns, files.CopiedOrders);
        var linesOfKnown = ("order_lines", ImportFiles.LineColumns, files.CopiedLinesOfKnownOrders);
        var lines = ("order_lines", ImportFiles.LineColumns, files.CopiedLines);
        var ordersOfLines = ("orders", ImportFiles.OrderColumns, files.CopiedOrdersOfLines);
        return
        [
            await OneAsync("orders", ImportKind.Orders, files.Orders, orders),
            await OneAsync("lines of known orders", ImportKind.OrderLines, files.LinesOfKnownOrders, linesOfKnown),
            await OneAsync("lines that make their orders", ImportKind.OrderLines, files.LinesThatMakeOrders, ordersOfLines, lines),
        ];

        async Task<MeasuredImport> OneAsync(
            string name, ImportKind kind, string file, params (string Table, string Columns, string File)[] copies)
        {
            var copy = new CopyFloor(crm);
            var plain = await copy.MeasureAsync(@checked: false, copies);
            var withKeys = await copy.MeasureAsync(@checked: true, copies);
            var import = await MeasuredImport.RunAsync(crm, name, kind, file, rows, (plain, withKeys));
            tell(string.Create(
                CultureInfo.InvariantCulture, $"{rows:N0} {name}: {import.Total.TotalSeconds:F1} s, {import.Floor / import.Total:F2} x floor"));
            return import;
        }
    }

    private static async Task TimedAsync(Action<string> tell, string what, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        tell(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:F1} s"));
    }
}
