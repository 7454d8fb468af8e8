using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Bench.Measuring;

/// <summary>The scores as they stand beside those of a full recompute.</summary>
internal static class Rebuild
{
    /// <summary>The scores that were current stay in the other tables after a rebuild.</summary>
    public static async Task<bool> EqualsAsync(BenchCrm crm, Action<string> tell)
    {
        var watch = Stopwatch.StartNew();
        await RecomputeAsync(crm);
        tell(string.Create(CultureInfo.InvariantCulture, $"recompute: {watch.Elapsed.TotalSeconds:F1} s"));
        var different = await crm.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM (
                ({Rows("a")} EXCEPT {Rows("b")}) UNION ALL ({Rows("b")} EXCEPT {Rows("a")})) different
            """);
        tell($"rows that differ from a rebuild: {different}");
        return different == 0;

        static string Rows(string slot) =>
            $"""
            SELECT m.customer_id, to_jsonb(m) - 'run_id' || to_jsonb(s) - 'run_id'
            FROM customer_metrics_{slot} m FULL JOIN customer_scores_{slot} s USING (customer_id)
            """;
    }

    public static async Task RecomputeAsync(BenchCrm crm)
    {
        if (await crm.Recompute.RunAsync(new RecomputeRequest(null, null, "bench"), default) is not RunOutcome.Scored)
        {
            throw new InvalidOperationException("The recompute scored nobody.");
        }
    }
}
