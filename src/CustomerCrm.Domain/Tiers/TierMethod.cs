namespace CustomerCrm.Domain.Tiers;

/// <summary>How the tier is found before guards: by cutoffs on the composite (A) or by the matrix of bands (B).</summary>
public enum TierMethod
{
    WeightedScore = 0,
    ValueMatrix = 1,
}
