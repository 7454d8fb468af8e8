namespace CustomerCrm.Domain.Loyalty;

/// <summary>
/// Satisfaction is not loyalty: under the lower threshold loyalty falls linearly from 40 to 0, from lower to upper, both
/// included, it is flat at 50 (66 to 85 % of the customers who leave call themselves satisfied), above the upper it rises
/// from 50 to 100.
/// </summary>
public static class ThresholdCurve
{
    /// <summary>Loyalty, 0 to 100, unrounded.</summary>
    /// <param name="satisfaction">0 to 100.</param>
    /// <param name="lower">Above 0, at most <paramref name="upper"/>.</param>
    /// <param name="upper">Under 100.</param>
    public static decimal Loyalty(decimal satisfaction, decimal lower, decimal upper) =>
        satisfaction < lower ? 40 * satisfaction / lower
        : satisfaction <= upper ? 50
        : 50 + (50 * (satisfaction - upper) / (100 - upper));
}
