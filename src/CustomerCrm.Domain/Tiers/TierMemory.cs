namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// What hysteresis and grace need to know of the newest run with an earlier AsOf.
/// </summary>
/// <param name="AsOf">That run's date.</param>
/// <param name="MethodTier">Its tier before guards, grace and pins.</param>
/// <param name="ShownTier">Its shown tier before any pin.</param>
/// <param name="FirstFallOn">The AsOf of the first fall that is still waiting; null where none is.</param>
public readonly record struct TierMemory(DateOnly AsOf, Tier MethodTier, Tier ShownTier, DateOnly? FirstFallOn);
