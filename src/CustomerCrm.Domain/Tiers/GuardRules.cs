using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// The conditions of the guards, whether on or off, in the words of the value model (section 5). They see rounded values.
/// </summary>
public static class GuardRules
{
    /// <summary>In the order in which they run.</summary>
    public static readonly IReadOnlyList<Guard> InOrder = [Guard.GroupBuy, Guard.ThinMargin, Guard.BelowZero, Guard.Provisional];

    /// <summary>Whether the guard is on in the policy and its condition holds.</summary>
    public static bool Fires(Guard guard, in GuardFacts facts, Score purchaseValueScore, ScoringPolicy policy) => guard switch
    {
        Guard.GroupBuy => policy.Guards.GroupBuy.On && (TooFewOccasions(facts, policy) || OneDateTooLarge(facts, policy)),
        Guard.ThinMargin => policy.Guards.ThinMargin.On && IsThinMargin(facts, purchaseValueScore, policy),
        Guard.BelowZero => policy.Guards.BelowZero.On && facts.IsBelowZero && !IsNewcomer(facts, policy),
        Guard.Provisional => policy.Guards.Provisional.On && IsNewcomer(facts, policy),
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, "Not one guard."),
    };

    public static Tier CapOf(Guard guard, ScoringPolicy policy) => guard switch
    {
        Guard.GroupBuy => policy.Guards.GroupBuy.Cap,
        Guard.ThinMargin => policy.Guards.ThinMargin.Cap,
        Guard.BelowZero => policy.Guards.BelowZero.Cap,
        Guard.Provisional => policy.Guards.Provisional.Cap,
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, "Not one guard."),
    };

    /// <summary>Fewer occasions in the window than the guard wants.</summary>
    public static bool TooFewOccasions(in GuardFacts facts, ScoringPolicy policy) => facts.Occasions < policy.Guards.GroupBuy.MinOccasions;

    /// <summary>The sales of one date are more than the share of the window's net revenue after returns.</summary>
    public static bool OneDateTooLarge(in GuardFacts facts, ScoringPolicy policy) =>
        facts.Occasions > 0 && facts.LargestDayCents > policy.Guards.GroupBuy.MaxShare * facts.NetRevenueCents;

    /// <summary>Big and tasteless, the "chicken rib": much turnover, hardly a margin.</summary>
    public static bool IsThinMargin(in GuardFacts facts, Score purchaseValueScore, ScoringPolicy policy) =>
        IsBig(purchaseValueScore, policy) && facts.ProfitMargin < policy.Guards.ThinMargin.MinMargin;

    /// <summary>Much turnover, whatever the margin.</summary>
    public static bool IsBig(Score purchaseValueScore, ScoringPolicy policy) => purchaseValueScore.Hundredths >= policy.Guards.ThinMargin.MinScore * 100;

    /// <summary>AsOf - first purchase is under the Provisional guard's days, whether that guard is on or off.</summary>
    public static bool IsNewcomer(in GuardFacts facts, ScoringPolicy policy) =>
        facts.DaysSinceFirstPurchase < policy.Guards.Provisional.Days;
}
