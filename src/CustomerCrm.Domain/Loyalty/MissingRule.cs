namespace CustomerCrm.Domain.Loyalty;

/// <summary>What a missing fact does to its part of loyalty. Missing is not zero.</summary>
public enum MissingRule
{
    /// <summary>The part is left out, its weight goes to the others.</summary>
    Reweight = 0,

    /// <summary>The part counts 50.</summary>
    Neutral = 1,

    /// <summary>The part counts 0.</summary>
    Worst = 2,
}
