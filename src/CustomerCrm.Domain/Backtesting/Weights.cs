using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Backtesting;

/// <summary>The three weights of the composite; only their proportion counts.</summary>
public readonly record struct Weights(decimal PurchaseValue, decimal Profit, decimal Loyalty)
{
    public const int GridStep = 10;

    /// <summary>Every combination in steps of 10 that sums to 100: 66.</summary>
    public static IReadOnlyList<Weights> Grid { get; } =
    [
        .. from value in Enumerable.Range(0, (100 / GridStep) + 1)
           from profit in Enumerable.Range(0, (100 / GridStep) + 1 - value)
           select new Weights(value * GridStep, profit * GridStep, 100 - ((value + profit) * GridStep)),
    ];

    public static Weights Of(ScoringPolicy policy) => new(policy.PurchaseValueWeight, policy.ProfitWeight, policy.LoyaltyWeight);

    /// <summary>The policy with these weights and nothing else changed.</summary>
    public ScoringPolicy In(ScoringPolicy policy) => policy with
    {
        PurchaseValueWeight = PurchaseValue,
        ProfitWeight = Profit,
        LoyaltyWeight = Loyalty,
    };

    /// <summary>The composite that the scorer gives for these weights.</summary>
    public Score Composite(Score value, Score profit, Score loyalty)
    {
        var points = WeightedPoints.Share([PurchaseValue, Profit, Loyalty], [value, profit, loyalty]);
        return points[0] + points[1] + points[2];
    }

    /// <summary>How far apart two are, as shares of their sums: 0 for the same proportions, 2 for weight on nothing in common.</summary>
    public decimal DistanceTo(Weights other)
    {
        var (mine, theirs) = (PurchaseValue + Profit + Loyalty, other.PurchaseValue + other.Profit + other.Loyalty);
        return Math.Abs((PurchaseValue / mine) - (other.PurchaseValue / theirs))
            + Math.Abs((Profit / mine) - (other.Profit / theirs))
            + Math.Abs((Loyalty / mine) - (other.Loyalty / theirs));
    }
}
