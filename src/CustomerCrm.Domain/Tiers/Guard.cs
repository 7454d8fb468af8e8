namespace CustomerCrm.Domain.Tiers;

/// <summary>The guards in the order they run; as a set of bits where several fired.</summary>
[Flags]
public enum Guard
{
    None = 0,
    GroupBuy = 1,
    ThinMargin = 2,
    BelowZero = 4,
    Provisional = 8,
}
