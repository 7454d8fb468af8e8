using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Bench.Firm;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Bench;

/// <summary>The dashboard's figures over a generated firm with a year of month ends, computed anew each time.</summary>
public static class DashboardBench
{
    private const int Seed = 20_260_630;
    private const int Rounds = 7;

    private static readonly DateOnly YearBefore = new(2025, 6, 30);
    private static readonly DateOnly LastMonth = new(2026, 5, 31);

    public static async Task RunAsync(BenchCrm crm, BenchOptions options, Action<string> tell)
    {
        var random = new Random(Seed);
        await new FirmGenerator(crm, options, new Buyers(options.Customers, random), random).RunAsync();
        await crm.ExecuteAsync("INSERT INTO regions (name) SELECT 'Region ' || n FROM generate_series(1, 7) n");
        await crm.ExecuteAsync("INSERT INTO sources (name) SELECT 'Source ' || n FROM generate_series(1, 4) n");
        await crm.ExecuteAsync("UPDATE customers SET region_id = (SELECT min(id) FROM regions) + id % 7, source_id = (SELECT min(id) FROM sources) + id % 4");
        await crm.ExecuteAsync("VACUUM (FULL, ANALYZE) customers");
        foreach (var asOf in new[] { YearBefore, LastMonth, BenchCrm.Today })
        {
            await crm.Recompute.RunAsync(new RecomputeRequest(asOf, null, "bench"), default);
        }

        // The months between, as if each had been scored: everybody near the tier he has at the end.
        await crm.ExecuteAsync(
            """
            INSERT INTO score_history
                (customer_id, as_of, policy_version, composite, method_tier, computed_tier, unpinned_tier, shown_tier, first_fall_on)
            SELECT
                h.customer_id, m.on_date, h.policy_version, h.composite, h.method_tier, h.computed_tier, h.unpinned_tier,
                CASE WHEN h.shown_tier = 0 THEN 0 ELSE greatest(1, least(5, h.shown_tier + (random() * 2 - 1)::int)) END, NULL
            FROM score_history h
            CROSS JOIN (
                SELECT (date '2025-07-01' + make_interval(months => n))::date + interval '1 month - 1 day' AS on_date
                FROM generate_series(0, 9) n
            ) m
            WHERE h.as_of = date '2026-05-31'
            ON CONFLICT DO NOTHING
            """);
        await crm.ExecuteAsync("VACUUM (ANALYZE) score_history");
        foreach (var (name, period) in new[] { ("compared with last month's end", ComparePeriod.Month), ("compared with nothing", ComparePeriod.Year) })
        {
            var request = new PortfolioRequest(CustomerFilter.Everybody, period, Anew: true);
            await MeasureAsync(name, () => crm.ReadPortfolioAsync(request), f =>
                $"{f.All.Customers:N0} customers, {f.Cells.Count} cells, {f.Whale.Points.Count} steps of the whale curve", tell);
        }

        foreach (var (name, to) in new[] { ("up to now", BenchCrm.Today), ("up to last month's end", LastMonth) })
        {
            var request = new SpanRequest(CustomerFilter.Everybody, SpanPeriod.Dates, YearBefore, to, Anew: true);
            await MeasureAsync("movements " + name, () => crm.ReadAsync(reader => reader.MovementsAsync(request, default)), f =>
                $"{f.Points.Count} dates, {f.Paths.Count} cells", tell);
            await MeasureAsync("groups " + name, () => crm.ReadAsync(reader => reader.GroupsAsync(request, default)), f =>
                $"{f.Total.All.Customers:N0} customers, {f.Cells.Count} cells", tell);
        }
    }

    private static async Task MeasureAsync<T>(string name, Func<Task<T>> read, Func<T, FormattableString> said, Action<string> tell)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var figures = await read();
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (round == 0)
            {
                tell(said(figures).ToString(CultureInfo.InvariantCulture));
            }
        }

        times.Sort();
        tell(string.Create(CultureInfo.InvariantCulture, $"{name}: {times[Rounds / 2]:F0} ms, {times[0]:F0} to {times[^1]:F0}"));
    }
}
