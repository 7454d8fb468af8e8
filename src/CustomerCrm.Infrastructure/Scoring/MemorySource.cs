using CustomerCrm.Domain.Tiers;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// Where the tiers of the newest run with an earlier AsOf are found, dated runs included: what hysteresis and grace compare
/// with. Unrated is nothing to compare with, and in the history it also stands for who was not in that run.
/// </summary>
public static class MemorySource
{
    private const string Nothing =
        "SELECT NULL::bigint AS customer_id, NULL::date AS as_of, NULL::smallint AS method_tier, "
        + "NULL::smallint AS unpinned_tier, NULL::date AS first_fall_on WHERE false";

    /// <summary>A query of customer_id, as_of, method_tier, unpinned_tier and first_fall_on, which may look at the customer m.</summary>
    /// <param name="generation">What is current; null before the first run.</param>
    public static async Task<string> ResolveAsync(
        NpgsqlConnection connection, DateOnly asOf, GenerationState? generation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT id, kind, as_of FROM score_runs
            WHERE state = @done AND as_of < @as_of
            ORDER BY as_of DESC, id DESC
            LIMIT 1
            """, connection);
        command.Parameters.AddWithValue("done", (short)RunState.Done);
        command.Parameters.AddWithValue("as_of", asOf);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return Nothing;
        }

        var (id, kind, runAsOf) = (reader.GetInt32(0), (RunKind)reader.GetInt16(1), reader.GetFieldValue<DateOnly>(2));
        const string columns = "method_tier, unpinned_tier, first_fall_on";
        var rated = $"method_tier <> {(short)Tier.Unrated}";
        return kind switch
        {
            RunKind.Dated => $"SELECT customer_id, as_of, {columns} FROM dated_scores WHERE run_id = {id} AND {rated}",
            RunKind.Current when generation is { } current && current.AsOf == runAsOf =>
                $"SELECT customer_id, as_of, {columns} FROM {current.Target.ScoresTable} WHERE {rated}",
            RunKind.Current =>
                $"""
                SELECT customer_id, DATE '{runAsOf:yyyy-MM-dd}' AS as_of, {columns}
                FROM (
                    SELECT * FROM score_history h
                    WHERE h.customer_id = m.customer_id AND h.as_of <= DATE '{runAsOf:yyyy-MM-dd}'
                    ORDER BY h.as_of DESC
                    LIMIT 1) last
                WHERE {rated}
                """,
            // An audit is gone before it is done.
            RunKind.Audit => throw new InvalidOperationException("An audit is no memory."),
        };
    }

    internal static TierMemory? Read(NpgsqlDataReader reader, int offset) => reader.IsDBNull(offset)
        ? null
        : new TierMemory(
            reader.GetFieldValue<DateOnly>(offset),
            (Tier)reader.GetInt16(offset + 1),
            (Tier)reader.GetInt16(offset + 2),
            reader.IsDBNull(offset + 3) ? null : reader.GetFieldValue<DateOnly>(offset + 3));
}
