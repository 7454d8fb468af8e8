using CustomerCrm.Domain.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>What is current: the tables, the version in force with its content, and the AsOf all scores share.</summary>
public sealed record GenerationState(ScoreTarget Target, int PolicyVersion, ScoringPolicy Policy, DateOnly AsOf)
{
    /// <summary>Null before the first run.</summary>
    public static async Task<GenerationState?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT g.run_id, g.slot, g.policy_version, v.content::text, g.as_of
            FROM score_generation g
            JOIN policy_versions v ON v.number = g.policy_version
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new GenerationState(
                new ScoreTarget(reader.GetInt32(0), reader.GetString(1)),
                reader.GetInt32(2),
                PolicyJson.ReadStored(reader.GetString(3)),
                reader.GetFieldValue<DateOnly>(4))
            : null;
    }
}
