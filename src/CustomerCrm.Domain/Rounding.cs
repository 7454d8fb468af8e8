namespace CustomerCrm.Domain;

/// <summary>
/// The one rounding of the model: half to even, once, from the unrounded value to what is shown.
/// Zero is plain zero, never minus zero.
/// </summary>
public static class Rounding
{
    /// <summary>Money: 2 decimals.</summary>
    public static decimal Cents(decimal value) => Round(value, 2);

    /// <summary>Ratios, days and years: 6 decimals.</summary>
    public static decimal Ratio(decimal value) => Round(value, 6);

    private static decimal Round(decimal value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.ToEven);
        return rounded == 0 ? 0 : rounded;
    }
}
