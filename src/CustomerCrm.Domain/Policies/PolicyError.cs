using System.Globalization;

namespace CustomerCrm.Domain.Policies;

/// <summary>What is wrong with a policy's field.</summary>
public enum PolicyFault
{
    /// <summary>Not between Min and Max, both included.</summary>
    OutOfRange,

    /// <summary>Weights that sum to zero weigh nothing.</summary>
    WeightsSumToZero,

    /// <summary>Cutoffs must fall strictly from Platinum to Develop.</summary>
    CutoffsNotFalling,

    /// <summary>A scale has 101 breakpoints.</summary>
    ScaleNotComplete,

    /// <summary>A scale's breakpoints never fall.</summary>
    ScaleFalls,

    /// <summary>The better band's threshold is on the wrong side of the other.</summary>
    ThresholdsCross,

    /// <summary>A cap is one of the five tiers.</summary>
    CapIsNoTier,
}

/// <summary>A refusal beside its field.</summary>
/// <param name="Field">Its path in policy.json, such as <c>guards.groupBuy.maxShare</c>.</param>
public sealed record PolicyError(string Field, PolicyFault Fault, decimal? Min = null, decimal? Max = null)
{
    public override string ToString() => Field + ": " + Fault switch
    {
        PolicyFault.OutOfRange => string.Create(CultureInfo.InvariantCulture, $"must be between {Min} and {Max}"),
        PolicyFault.WeightsSumToZero => "the weights must not sum to zero",
        PolicyFault.CutoffsNotFalling => "the cutoffs must fall strictly from platinum to develop",
        PolicyFault.ScaleNotComplete => "a scale has 101 breakpoints",
        PolicyFault.ScaleFalls => "the breakpoints of a scale must never fall",
        PolicyFault.ThresholdsCross => "the threshold of the better band lies on the wrong side of the other",
        PolicyFault.CapIsNoTier => "the cap must be one of the five tiers",
    };
}
