using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring;

/// <summary>What a policy makes of a customer's measures. For who never bought, loyalty and composite are undefined.</summary>
public sealed record CustomerScore
{
    /// <summary>Place of PurchaseValue on its scale.</summary>
    public required Score PurchaseValueScore { get; init; }

    /// <summary>Place of Profit on its scale.</summary>
    public required Score ProfitScore { get; init; }

    public required LoyaltyScore? Loyalty { get; init; }

    /// <summary>The points of value, profit and loyalty; the composite is their sum. Null with it.</summary>
    public required CompositePoints? Points { get; init; }

    /// <summary>The method's own tier, before guards, grace and pins.</summary>
    public required Tier MethodTier { get; init; }

    /// <summary>After guards.</summary>
    public required Tier ComputedTier { get; init; }

    /// <summary>After guards and grace, before any pin.</summary>
    public required Tier UnpinnedTier { get; init; }

    /// <summary>What people see: after guards, grace and pin.</summary>
    public required Tier ShownTier { get; init; }

    /// <summary>The AsOf of the first fall that still waits under grace.</summary>
    public required DateOnly? FirstFallOn { get; init; }

    /// <summary>Every guard that fired, also where its cap changed nothing.</summary>
    public required Guard Guards { get; init; }

    public required CustomerFlags Flags { get; init; }

    /// <summary>Only where the matrix itself gave Silver and no guard lowered it.</summary>
    public required SilverReason? SilverReason { get; init; }

    public required Lifecycle Lifecycle { get; init; }

    /// <summary>0.00 to 100.00, what meets the cutoffs.</summary>
    public Score? Composite => Points?.Total;
}

/// <summary>The points of the composite's three parts; what is shown adds up to the digit.</summary>
public readonly record struct CompositePoints(Score PurchaseValue, Score Profit, Score Loyalty)
{
    public Score Total => PurchaseValue + Profit + Loyalty;
}
