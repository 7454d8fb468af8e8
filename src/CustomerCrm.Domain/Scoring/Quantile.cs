namespace CustomerCrm.Domain.Scoring;

/// <summary>Quantiles by linear interpolation between the sorted values (Excel's PERCENTILE.INC).</summary>
public static class Quantile
{
    /// <summary>
    /// The value at position <paramref name="part"/> x (n - 1) / <paramref name="parts"/>, unrounded.
    /// </summary>
    /// <param name="sorted">Ascending, at least one value.</param>
    public static decimal Of(IReadOnlyList<decimal> sorted, int part, int parts)
    {
        var position = (long)part * (sorted.Count - 1);
        var index = (int)(position / parts);
        var rest = position % parts;
        return rest == 0
            ? sorted[index]
            : sorted[index] + ((sorted[index + 1] - sorted[index]) * rest / parts);
    }
}
