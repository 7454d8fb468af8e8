using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring.Explaining;

/// <summary>A missing fact that could change the tier.</summary>
/// <param name="AtBest">The computed tier were its part 100.</param>
/// <param name="AtWorst">The computed tier were its part 0.</param>
public sealed record MissingFact(LoyaltyPart Part, Tier AtBest, Tier AtWorst)
{
    /// <summary>Found by scoring with each missing fact at its best and at its worst.</summary>
    public static IReadOnlyList<MissingFact> Find(
        ScoreCalculator calculator, CustomerMetrics metrics, TierMemory? memory, CustomerScore score)
    {
        if (score.Loyalty is not { } loyalty)
        {
            return [];
        }

        var found = new List<MissingFact>();
        foreach (var part in Enum.GetValues<LoyaltyPart>())
        {
            if (loyalty.Part(part).Known)
            {
                continue;
            }

            var best = TierWith(Scoring.Score.Hundred);
            var worst = TierWith(Scoring.Score.Zero);
            if (best != score.ComputedTier || worst != score.ComputedTier)
            {
                found.Add(new MissingFact(part, best, worst));
            }

            Tier TierWith(Score assumed) => calculator
                .Score(metrics, memory, assumed: new Dictionary<LoyaltyPart, Score> { [part] = assumed })
                .ComputedTier;
        }

        return found;
    }
}
