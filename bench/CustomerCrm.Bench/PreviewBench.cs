using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Bench.Chaos;
using CustomerCrm.Bench.Firm;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Lab.Columns;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerCrm.Bench;

/// <summary>
/// The preview of changed rules over a generated firm: how long everybody takes to be read, how much memory he takes, how long a changed weight
/// takes in memory and over HTTP, and whether publishing makes of each customer what the preview said.
/// </summary>
internal static class PreviewBench
{
    private const int Seed = 20_260_701;
    private const int Rounds = 60;
    private const int Requests = 300;

    public static async Task RunAsync(BenchCrm crm, BenchOptions options, Action<string> tell)
    {
        var random = new Random(Seed);
        await new FirmGenerator(crm, options, new Buyers(options.Customers, random), random).RunAsync();
        await crm.ExecuteAsync("INSERT INTO regions (name) SELECT 'Region ' || n FROM generate_series(1, 7) n");
        await crm.ExecuteAsync("UPDATE customers SET region_id = (SELECT min(id) FROM regions) + id % 7");
        await crm.ExecuteAsync("VACUUM (ANALYZE) customers");
        var clock = Stopwatch.StartNew();
        await crm.Recompute.RunAsync(new RecomputeRequest(BenchCrm.Today, null, "bench"), default);
        tell(Said($"full recompute: {clock.Elapsed.TotalSeconds:F1} s"));

        await InMemoryAsync(crm, random, tell);
        await OverHttpAsync(crm, random, tell);
        await EqualAsync(crm, tell);
    }

    private static async Task InMemoryAsync(BenchCrm crm, Random random, Action<string> tell)
    {
        var reader = crm.Services.GetRequiredService<PopulationReader>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var held = (await reader.ReadAsync(new PopulationRequest(null, null), new RunWatch(), default))!;
        var read = clock.Elapsed;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        tell(Said($"everybody read: {read.TotalSeconds:F1} s, {bytes / 1048576.0:F0} MB, {(double)bytes / held.Population.Count:F0} bytes a customer"));

        foreach (var (name, draft) in new (string, Func<ScoringPolicy>)[]
        {
            ("weights", () => Weighted(random)),
            ("weights, by the matrix", () => Weighted(random) with { Method = TierMethod.ValueMatrix }),
        })
        {
            Tell("preview in memory, " + name, await TimesAsync(Rounds, () =>
            {
                held.Population.Preview(held.Population.Freeze(draft()));
                return Task.CompletedTask;
            }), tell);
        }

        await crm.ExecuteAsync("UPDATE customers SET region_id = (SELECT min(id) FROM regions) WHERE id % 1000 = 3");
        clock.Restart();
        await reader.RefreshAsync(held, default);
        tell(Said($"brought up to date after {held.Population.Count / 1000} writes: {clock.Elapsed.TotalMilliseconds:F0} ms"));
    }

    private static async Task OverHttpAsync(BenchCrm crm, Random random, Action<string> tell)
    {
        var folder = Directory.CreateTempSubdirectory("crm-preview-bench-");
        try
        {
            using var node = new WebNode("one", crm.ConnectionString, folder.FullName);
            await node.StartAsync();
            using var visitor = await LabVisitor.SignInAsync(crm, node.Address);
            var clock = Stopwatch.StartNew();
            while (!await visitor.LookAsync(Weighted(random)))
            {
                await Task.Delay(50);
            }

            tell(Said($"first preview over HTTP after {clock.Elapsed.TotalSeconds:F1} s"));
            for (var i = 0; i < 30; i++)
            {
                await visitor.LookAsync(Weighted(random));
            }

            Tell("preview over HTTP, one at a time", await TimesAsync(Requests, () => visitor.LookAsync(Weighted(random))), tell);
            var both = await Task.WhenAll(
                TimesAsync(Requests / 2, () => visitor.LookAsync(Weighted(random))), TimesAsync(Requests / 2, () => visitor.LookAsync(Weighted(random))));
            Tell("preview over HTTP, two at a time", [.. both.SelectMany(t => t)], tell);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task EqualAsync(BenchCrm crm, Action<string> tell)
    {
        var draft = Weighted(new Random(Seed + 1)) with { HysteresisPoints = 1 };
        var held = (await crm.Services.GetRequiredService<PopulationReader>().ReadAsync(new PopulationRequest(null, draft), new RunWatch(), default))!;
        var scorer = held.Population.Freeze(draft);
        await using (var db = await crm.Services.GetRequiredService<IDbContextFactory<CrmDbContext>>().CreateDbContextAsync())
        {
            var kept = await db.PolicyDrafts.SingleAsync();
            kept.Replace(draft, DateTimeOffset.UtcNow, "bench");
            await db.SaveChangesAsync();
        }

        var clock = Stopwatch.StartNew();
        await crm.Recompute.PublishAsync(new PublishRequest(null, null, new Publication("bench", "as previewed", DateTimeOffset.UtcNow)), default);
        tell(Said($"published: {clock.Elapsed.TotalSeconds:F1} s"));
        await using var connection = await crm.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            "SELECT customer_id, computed_tier, shown_tier, composite FROM current_scores ORDER BY customer_id", connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var (differing, compared) = (0, 0);
        foreach (var (id, tiers, composite) in held.Population.Decide(scorer))
        {
            await reader.ReadAsync();
            compared++;
            differing += (reader.GetInt64(0), (Tier)reader.GetInt16(1), (Tier)reader.GetInt16(2), reader.IsDBNull(3) ? (int?)null : reader.GetInt32(3))
                == (id, tiers.Computed, tiers.Shown, composite?.Hundredths) ? 0 : 1;
        }

        tell(Said($"customers whose tiers or composite are not what the preview said: {differing} of {compared:N0}"));
    }

    private static ScoringPolicy Weighted(Random random) => new()
    {
        PurchaseValueWeight = random.Next(1, 100),
        ProfitWeight = random.Next(1, 100),
        LoyaltyWeight = random.Next(1, 100),
        LoyaltyWeights = new LoyaltyWeights { Tenure = random.Next(1, 60), Recency = random.Next(1, 60), Regularity = random.Next(1, 60) },
    };

    private static async Task<List<double>> TimesAsync(int rounds, Func<Task> ask)
    {
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            await ask();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static void Tell(string name, List<double> times, Action<string> tell)
    {
        times.Sort();
        double At(double part) => times[Math.Min(times.Count - 1, (int)(times.Count * part))];
        tell(Said($"{name}: p50 {At(0.5):F0} ms, p99 {At(0.99):F0} ms, longest {times[^1]:F0} ms, of {times.Count}"));
    }

    private static string Said(FormattableString said) => said.ToString(CultureInfo.InvariantCulture);
}
