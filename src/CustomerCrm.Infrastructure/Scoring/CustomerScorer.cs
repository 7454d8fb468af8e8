using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>Scores one input after the other under a version, and tells which shown tiers moved and why.</summary>
/// <param name="oldPolicy">The version of the scores that are replaced, where it is another one.</param>
public sealed class CustomerScorer(int runId, int policyVersion, ScoringPolicy policy, ScoringPolicy? oldPolicy, DateTimeOffset now)
{
    private readonly ScoreCalculator calculator = new(policy);
    private readonly ScoreCalculator? oldCalculator = oldPolicy is null ? null : new ScoreCalculator(oldPolicy);

    public (ScoreRow Row, TierChange? Change) Score(ScoringInput input)
    {
        var score = calculator.Score(input.Metrics, input.Memory, input.Pin);
        var row = ScoreRow.Of(runId, input.CustomerId, policyVersion, input.Metrics.AsOf, score, input.Memory);
        return (row, input.Old is { } old && old.Shown != score.ShownTier ? Change(input, old, score) : null);
    }

    private TierChange Change(ScoringInput input, OldTiers old, CustomerScore score)
    {
        // The old version sees the same measures unless its window or its margins differ; then it would need facts of its
        // own, and the measures at hand are the ones the change was made from.
        var oldRulesNow = oldCalculator?.Score(input.Metrics, input.Memory).ComputedTier ?? score.ComputedTier;
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
