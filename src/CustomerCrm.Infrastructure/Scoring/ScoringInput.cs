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

    /// <param name="oldScores">The table of the scores that are replaced; null where nothing is.</param>
    /// <param name="customerIds">Null for all.</param>
    public static async IAsyncEnumerable<ScoringInput> ReadAsync(
        NpgsqlConnection connection,
        ScoreTarget target,
        string memory,
        string? oldScores,
        IReadOnlyCollection<long>? customerIds,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var only = target.Only("m") + (customerIds is null ? "" : " AND m.customer_id = ANY(@ids)");
        var sql = SqlText.Read(
            "Scoring/Sql/scoring_inputs.sql",
            ("metrics_columns", ScoreColumns.Metrics.List("m")),
            ("metrics", target.MetricsTable),
            ("memory", memory),
            ("old_scores", oldScores ?? NoOldScores),
            ("only", only));
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (customerIds is not null)
        {
            command.Parameters.AddWithValue("ids", customerIds.ToArray());
        }

        var after = ScoreColumns.Metrics.Count;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = ScoreColumns.Metrics.Read(reader, 0);
            yield return new ScoringInput(
                row.CustomerId,
                row.ToMetrics(),
                MemorySource.Read(reader, after),
                ReadPin(reader, after + 4),
                ReadOld(reader, after + 7),
                reader.GetBoolean(after + 10));
        }
    }

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
