using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Loyalty;

/// <summary>Loyalty is not satisfaction (value model, section 3): a weighted mean of six parts, from rounded measures.</summary>
public static class LoyaltyCalculator
{
    private static readonly LoyaltyPart[] Parts = Enum.GetValues<LoyaltyPart>();

    internal static readonly Score NoWeightLeft = Score.Rounded(50);

    /// <summary>The loyalty of a customer who bought at least once.</summary>
    /// <param name="assumed">Scores to put in place of missing facts, for "what could change it"; normally none.</param>
    public static LoyaltyScore Calculate(
        CustomerMetrics metrics, ScoringPolicy policy, IReadOnlyDictionary<LoyaltyPart, Score>? assumed = null)
    {
        Span<decimal> weights = stackalloc decimal[Parts.Length];
        Span<Score> scores = stackalloc Score[Parts.Length];
        Span<bool> known = stackalloc bool[Parts.Length];
        var (allWeight, knownWeight, keptWeight) = (0m, 0m, 0m);
        foreach (var part in Parts)
        {
            var i = (int)part;
            weights[i] = policy.LoyaltyWeights.Of(part);
            allWeight += weights[i];
            if (FromFact(part, metrics, policy) is { } fact)
            {
                (known[i], scores[i]) = (true, fact);
                knownWeight += weights[i];
            }
            else if (assumed is not null && assumed.TryGetValue(part, out var assumption))
            {
                scores[i] = assumption;
            }
            else if (WhenMissing(policy.Missing.Of(part)) is { } stated)
            {
                scores[i] = stated;
            }
            else
            {
                weights[i] = 0;
            }

            keptWeight += weights[i];
        }

        var points = WeightedPoints.Share(weights, scores);
        var parts = new LoyaltyPartScore[Parts.Length];
        var total = Score.Zero;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new LoyaltyPartScore(known[i], scores[i], weights[i], points[i]);
            total += points[i];
        }

        return keptWeight > 0
            ? new LoyaltyScore(total, Rounding.Ratio(knownWeight / allWeight), parts)
            : new LoyaltyScore(NoWeightLeft, 0, parts);
    }

    /// <summary>A part's score from its fact, rounded half to even to hundredths; null where the fact is missing.</summary>
    public static Score? FromFact(LoyaltyPart part, CustomerMetrics metrics, ScoringPolicy policy) => part switch
    {
        LoyaltyPart.Tenure => metrics.Tenure is { } years ? Score.Rounded(Saturating(years / 3)) : null,
        LoyaltyPart.Recency => metrics.Overdue is { } overdue
            ? Score.Rounded(Math.Clamp(100 * (3 - overdue) / 2, 0, 100))
            : null,
        LoyaltyPart.Regularity => metrics.Regularity is { } regularity ? Score.Rounded(100 * regularity) : null,
        LoyaltyPart.ShareOfWallet => metrics.ShareOfWallet is { } share ? Score.Rounded(100 * share) : null,
        LoyaltyPart.Satisfaction => metrics.SatisfactionCount > 0
            ? FromAnswers(metrics.SatisfactionSum, metrics.SatisfactionCount, policy)
            : null,
        LoyaltyPart.Referrals => Score.Rounded(Saturating(metrics.Referrals / 2m)),
    };

    /// <summary>The score of satisfaction.</summary>
    /// <param name="count">At least 1.</param>
    internal static Score FromAnswers(decimal sum, int count, ScoringPolicy policy) =>
        Score.Rounded(ThresholdCurve.Loyalty(sum / count, policy.SatisfactionLower, policy.SatisfactionUpper));

    /// <summary>What the missing rule counts; null for left out.</summary>
    internal static Score? WhenMissing(MissingRule rule) => rule switch
    {
        MissingRule.Reweight => null,
        MissingRule.Neutral => Score.Rounded(50),
        MissingRule.Worst => Score.Zero,
    };

    /// <summary>100 x (1 - exp(-x)).</summary>
    private static decimal Saturating(decimal x) => (decimal)(100 * (1 - Math.Exp(-(double)x)));
}
