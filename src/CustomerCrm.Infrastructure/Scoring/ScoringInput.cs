using System.Runtime.CompilerServices;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>The score a new one takes the place of.</summary>
public readonly record struct OldTiers(Tier Shown, Tier Computed, Tier Unpinned);

/// <summary>Everything the calculator is asked with for one customer.</summary>
/// <param name="FactsChanged">Whether a fact was entered or corrected since the score that is replaced.</param>
public sealed record ScoringInput(
    long CustomerId, CustomerMetrics Metrics, TierMemory? Memory, TierPin? Pin, OldTiers? Old, bool FactsChanged)
{
    private const string NoOldScores =
        "(SELECT NULL::bigint AS customer_id, NULL::smallint AS shown_tier, NULL::smallint AS computed_tier, "
        + "NULL::smallint AS unpinned_tier WHERE false)";

    private const string WaitsInTheQueue = "EXISTS (SELECT 1 FROM dirty_customers d WHERE d.customer_id = m.customer_id)";

    /// <summary>Everybody measured by a run, the measures read back from its table.</summary>
    /// <param name="oldScores">The table of the scores that are replaced; null where nothing is.</param>
    public static async IAsyncEnumerable<ScoringInput> ReadAsync(
        NpgsqlConnection connection,
        ScoreTarget target,
        string memory,
        string? oldScores,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sql = SqlText.Read(
            "Scoring/Sql/scoring_inputs.sql",
            ("metrics_columns", ScoreColumns.Metrics.List("m")),
            ("metrics", target.MetricsTable),
            ("memory", memory),
            ("old_scores", oldScores ?? NoOldScores),
            ("facts_changed", WaitsInTheQueue),
            ("only", target.Only("m")));
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        var after = ScoreColumns.Metrics.Count;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = ScoreColumns.Metrics.Read(reader, 0);
            yield return Read(reader, after, row.CustomerId, row.ToMetrics(), reader.GetBoolean(after + 10));
        }
    }

    /// <summary>Customers whose facts were just measured anew.</summary>
    /// <param name="measured">By rising ids; all as of one date.</param>
    /// <param name="oldScores">The table of the scores that are replaced; null where nothing is.</param>
    /// <param name="factsChanged">Whether those scores are older than the facts.</param>
    public static async IAsyncEnumerable<ScoringInput> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(long CustomerId, CustomerMetrics Metrics)> measured,
        string memory,
        string? oldScores,
        bool factsChanged,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (measured.Count == 0)
        {
            yield break;
        }

        var sql = SqlText.Read(
            "Scoring/Sql/scoring_inputs.sql",
            ("metrics_columns", "m.customer_id"),
            ("metrics", "(SELECT unnest(@ids) AS customer_id, @as_of AS as_of)"),
            ("memory", memory),
            ("old_scores", oldScores ?? NoOldScores),
            ("facts_changed", factsChanged ? "true" : "false"),
            ("only", "true"));
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ids", measured.Select(m => m.CustomerId).ToArray());
        command.Parameters.AddWithValue("as_of", measured[0].Metrics.AsOf);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        foreach (var (customerId, metrics) in measured)
        {
            await reader.ReadAsync(cancellation);
            yield return reader.GetInt64(0) == customerId
                ? Read(reader, 1, customerId, metrics, factsChanged)
                : throw new InvalidOperationException($"The inputs of customer {customerId} are missing.");
        }
    }

    private static ScoringInput Read(NpgsqlDataReader reader, int offset, long customerId, CustomerMetrics metrics, bool factsChanged) => new(
        customerId,
        metrics,
        MemorySource.Read(reader, offset),
        ReadPin(reader, offset + 4),
        ReadOld(reader, offset + 7),
        factsChanged);

    private static TierPin? ReadPin(NpgsqlDataReader reader, int offset) => reader.IsDBNull(offset)
        ? null
        : new TierPin(
            (Tier)reader.GetInt16(offset),
            reader.GetFieldValue<DateOnly>(offset + 1),
            reader.GetFieldValue<DateOnly>(offset + 2));

    private static OldTiers? ReadOld(NpgsqlDataReader reader, int offset) => reader.IsDBNull(offset)
        ? null
        : new OldTiers(
            (Tier)reader.GetInt16(offset), (Tier)reader.GetInt16(offset + 1), (Tier)reader.GetInt16(offset + 2));
}
