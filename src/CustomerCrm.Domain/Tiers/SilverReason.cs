namespace CustomerCrm.Domain.Tiers;

/// <summary>Why the value matrix gave Silver: the three cells of its diagonal ask for different actions.</summary>
public enum SilverReason
{
    /// <summary>Large orders, long cycle: shorten the cycle (deliver, inform, find out why).</summary>
    LongCycle = 1,

    /// <summary>The middle cell.</summary>
    Middle = 2,

    /// <summary>Small orders, short cycle: little spending power, not the focus.</summary>
    SmallOrder = 3,
}
