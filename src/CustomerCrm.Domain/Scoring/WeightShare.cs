namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// What a score earns under one weight of several: weight x score / sum of weights, rounded half to even to hundredths. Kept as a
/// fraction of whole numbers where it fits, which is exact and quick; a page of weights with a dozen decimals goes the slow way.
/// </summary>
internal readonly struct WeightShare
{
    private const long LargestSum = 1L << 48;

    private readonly decimal weight;
    private readonly decimal sum;
    private readonly long part;
    private readonly long whole;

    /// <param name="weight">At least 0.</param>
    /// <param name="sum">Above 0, at least the weight.</param>
    public WeightShare(decimal weight, decimal sum)
    {
        (this.weight, this.sum) = (weight, sum);
        var decimals = Math.Max(weight.Scale, sum.Scale);
        if (decimals <= 9 && Shift(sum, decimals) is <= LargestSum and var shifted)
        {
            (part, whole) = ((long)Shift(weight, decimals), (long)shifted);
        }
    }

    public Score Of(Score score) => whole > 0
        ? Score.FromHundredths((int)HalfEven(part * score.Hundredths, whole))
        : Score.Rounded(weight * score.Value / sum);

    /// <summary>What each score earns, by its hundredths: for many customers under one policy.</summary>
    public ushort[] Table()
    {
        var points = new ushort[Score.Hundred.Hundredths + 1];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = (ushort)Of(Score.FromHundredths(i)).Hundredths;
        }

        return points;
    }

    private static decimal Shift(decimal value, int decimals)
    {
        for (var i = 0; i < decimals; i++)
        {
            value *= 10;
        }

        return value;
    }

    /// <summary>A division of whole numbers from 0 on, rounded half to even.</summary>
    private static long HalfEven(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        var twice = 2 * (dividend - (quotient * divisor));
        return twice > divisor || (twice == divisor && (quotient & 1) == 1) ? quotient + 1 : quotient;
    }
}
