using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>A customer whose shown tier moved, until it is told why.</summary>
public sealed record MovedTier(ScoringInput Input, OldTiers Old, CustomerScore Score);

/// <summary>Scores one input after the other under a version, and tells which shown tiers moved and why.</summary>
/// <param name="oldPolicy">The version of the scores that are replaced, where it is another one.</param>
public sealed class CustomerScorer(int runId, int policyVersion, ScoringPolicy policy, ScoringPolicy? oldPolicy, DateTimeOffset now)
{
    private readonly ScoreCalculator calculator = new(policy);
    private readonly ScoreCalculator? oldCalculator = oldPolicy is null ? null : new ScoreCalculator(oldPolicy);

    public (ScoreRow Row, MovedTier? Moved) Score(ScoringInput input)
    {
        var score = calculator.Score(input.Metrics, input.Memory, input.Pin);
        var row = ScoreRow.Of(runId, input.CustomerId, policyVersion, input.Metrics.AsOf, score, input.Memory);
        return (row, input.Old is { } old && old.Shown != score.ShownTier ? new MovedTier(input, old, score) : null);
    }

    /// <summary>
    /// What moved, with its reason. The old version is asked with its own measures: where it measures otherwise, the facts of those
    /// whose computed tier moved are read under its window too, in one statement.
    /// </summary>
    /// <param name="connection">Sees the facts that the scores were made from.</param>
    internal async Task<List<TierChange>> ExplainAsync(
        NpgsqlConnection connection, IReadOnlyCollection<MovedTier> moved, CancellationToken cancellation)
    {
        if (oldPolicy is null || MetricsCalculator.MeasuresAlike(policy, oldPolicy))
        {
            return [.. moved.Select(m => Change(m, OldRulesNow(m, m.Input.Metrics)))];
        }

        var measured = new Dictionary<long, CustomerMetrics>();
        if (moved.Where(m => m.Old.Computed != m.Score.ComputedTier).Select(m => m.Input).ToList() is [var first, ..] asked)
        {
            var ids = asked.Select(input => input.CustomerId).ToList();
            await foreach (var (id, facts) in FactsReader.ReadAsync(connection, first.Metrics.AsOf, oldPolicy.WindowDays, ids, cancellation))
            {
                measured[id] = MetricsCalculator.Measure(facts, oldPolicy);
            }
        }

        return [.. moved.Select(m => Change(m, OldRulesNow(m, measured.GetValueOrDefault(m.Input.CustomerId))))];
    }

    /// <param name="metrics">Null where the old version, by its window, would not score the customer at all: an archived one.</param>
    private Tier OldRulesNow(MovedTier moved, CustomerMetrics? metrics) =>
        oldCalculator is null ? moved.Score.ComputedTier
        : metrics is null ? Tier.Unrated
        : oldCalculator.Score(metrics, moved.Input.Memory).ComputedTier;

    private TierChange Change(MovedTier moved, Tier oldRulesNow)
    {
        var (input, old, score) = moved;
        var pinMoved = (old.Shown != old.Unpinned) != (score.ShownTier != score.UnpinnedTier)
            || (score.ShownTier != score.UnpinnedTier && score.ShownTier != old.Shown);
        return new TierChange
        {
            CustomerId = input.CustomerId,
            AsOf = input.Metrics.AsOf,
            FromTier = old.Shown,
            ToTier = score.ShownTier,
            FromComputed = old.Computed,
            ToComputed = score.ComputedTier,
            PolicyVersion = policyVersion,
            Reason = TierChangeRule.ReasonOf(old.Computed, score.ComputedTier, oldRulesNow, input.FactsChanged, pinMoved),
            Measures = input.Metrics,
            ChangedAt = now,
        };
    }
}
