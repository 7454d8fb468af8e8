using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Bench.Firm;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Bench;

/// <summary>The dashboard's figures over a generated firm with two runs, computed anew each time.</summary>
public static class DashboardBench
{
    private const int Seed = 20_260_630;
    private const int Rounds = 7;

    private static readonly DateOnly LastMonth = new(2026, 5, 31);

    public static async Task RunAsync(BenchCrm crm, BenchOptions options, Action<string> tell)
    {
        var random = new Random(Seed);
        await new FirmGenerator(crm, options, new Buyers(options.Customers, random), random).RunAsync();
        await crm.ExecuteAsync("INSERT INTO regions (name) SELECT 'Region ' || n FROM generate_series(1, 7) n");
        await crm.ExecuteAsync("INSERT INTO sources (name) SELECT 'Source ' || n FROM generate_series(1, 4) n");
        await crm.ExecuteAsync("UPDATE customers SET region_id = (SELECT min(id) FROM regions) + id % 7, source_id = (SELECT min(id) FROM sources) + id % 4");
        await crm.ExecuteAsync("VACUUM (FULL, ANALYZE) customers");
        foreach (var asOf in new[] { LastMonth, BenchCrm.Today })
        {
            await crm.Recompute.RunAsync(new RecomputeRequest(asOf, null, "bench"), default);
        }

        await crm.ExecuteAsync("VACUUM (ANALYZE) score_history");
        foreach (var (name, period) in new[] { ("compared with last month's end", ComparePeriod.Month), ("compared with nothing", ComparePeriod.Year) })
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var clock = Stopwatch.StartNew();
                var figures = await crm.ReadPortfolioAsync(new PortfolioRequest(CustomerFilter.Everybody, period, Anew: true));
                times.Add(clock.Elapsed.TotalMilliseconds);
                if (round == 0)
                {
                    tell(string.Create(CultureInfo.InvariantCulture, $"{figures.All.Customers:N0} customers, {figures.Cells.Count} cells, {figures.Whale.Points.Count} steps of the whale curve"));
                }
            }

            times.Sort();
            tell(string.Create(CultureInfo.InvariantCulture, $"{name}: {times[Rounds / 2]:F0} ms, {times[0]:F0} to {times[^1]:F0}"));
        }
    }
}
