using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>A customer's score under two policies on the same facts.</summary>
public sealed record MoverExplanation(ScoreExplanation Before, ScoreExplanation After);

/// <summary>Explains a mover line by line, under the rules that stand and those previewed. Reads as little as a rescore of one customer.</summary>
public sealed class MoverReader(NpgsqlDataSource database)
{
    /// <param name="before">The policy of the tiers he comes from, with its version; frozen.</param>
    /// <param name="after">The policy previewed, frozen.</param>
    /// <returns>Null where one of them does not score him at all: archived, without a fact in the window.</returns>
    public async Task<MoverExplanation?> ReadAsync(
        HeldPopulation held, long customerId, (ScoringPolicy Policy, int Version) before, (ScoringPolicy Policy, int Version) after,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (asOf, current) = (held.Population.AsOf, held.InForce);
        var memory = await MemorySource.ResolveAsync(connection, asOf, current, cancellation);
        var one = await InputAsync(connection, current, memory, asOf, before.Policy, customerId, cancellation);
        var other = MetricsCalculator.MeasuresAlike(before.Policy, after.Policy)
            ? one
            : await InputAsync(connection, current, memory, asOf, after.Policy, customerId, cancellation);
        return one is null || other is null
            ? null
            : new MoverExplanation(Explained(one, before), Explained(other, after));
    }

    private static ScoreExplanation Explained(ScoringInput input, (ScoringPolicy Policy, int Version) rules) =>
        Explainer.Explain(input.Metrics, rules.Policy, rules.Version, input.Memory, input.Pin);

    private static async Task<ScoringInput?> InputAsync(
        NpgsqlConnection connection, GenerationState current, string memory, DateOnly asOf, ScoringPolicy policy, long id, CancellationToken cancellation)
    {
        var measured = new List<(long CustomerId, CustomerMetrics Metrics)>();
        await foreach (var (found, facts) in FactsReader.ReadAsync(connection, asOf, policy.WindowDays, [id], cancellation))
        {
            measured.Add((found, MetricsCalculator.Measure(facts, policy)));
        }

        await foreach (var input in ScoringInput.ReadAsync(connection, measured, memory, current.Target.ScoresTable, false, cancellation))
        {
            return input;
        }

        return null;
    }
}
