using System.Globalization;
using CustomerCrm.Bench.Firm;
using CustomerCrm.Infrastructure.Importing;
using Npgsql;

namespace CustomerCrm.Bench.Chaos.Load;

/// <summary>Imports small files of orders one after the other; one that ends without an answer is imported again.</summary>
internal sealed class OrderWriter(Stage stage, int customers, int seed)
{
    private readonly Random random = new(seed);
    private int written;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var orders = Draw();
            var file = Path.Combine(stage.Folder, "orders.csv");
            await File.WriteAllLinesAsync(file, [
                "order_no,customer_key,ordered_on,net",
                .. orders.Select(o => string.Create(
                    CultureInfo.InvariantCulture, $"{o.OrderNo},{FirmGenerator.Key((int)o.CustomerId)},{BenchCrm.Today:O},{o.Net}")),
            ], CancellationToken.None);
            while (!await ImportAsync(file, orders.Count))
            {
                await Task.Delay(200, CancellationToken.None);
            }

            stage.Ledger.Add(orders);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private List<WrittenOrder> Draw() => Enumerable.Range(0, random.Next(1, 30))
        .Select(_ => new WrittenOrder(
            string.Create(CultureInfo.InvariantCulture, $"W{++written:D8}"), Written(random, customers), random.Next(1_000, 90_000) / 100m))
        .ToList();

    public static int Written(Random random, int customers) => (random.Next(customers / 10) * 10) + 7;

    private async Task<bool> ImportAsync(string file, int rows)
    {
        try
        {
            if (await stage.Crm.Importer.ApplyAsync(ImportKind.Orders, file, new ImportOptions(), "bench", null, default)
                is ImportResult.Applied { Changed: 0 } applied && applied.RowsRead == rows)
            {
                stage.Tally.Acknowledge();
                return true;
            }

            throw new InvalidOperationException("An import of new orders was refused.");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            stage.Tally.LeaveUnanswered();
            if (!stage.ServerMayFail)
            {
                stage.Tally.Find($"an import failed while the server was there: {e.Message}");
            }

            return false;
        }
    }
}
