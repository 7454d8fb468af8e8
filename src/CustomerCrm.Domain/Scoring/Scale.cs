namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// Places a measure among a population, 0 to 100: 101 quantile breakpoints, non-decreasing, frozen with a policy version.
/// Between breakpoints the place is linear; a measure equal to breakpoints i..j scores (i + j) / 2; below the first 0,
/// above the last 100.
/// </summary>
public sealed class Scale
{
    public const int BreakpointCount = 101;

    private readonly decimal[] breakpoints;

    /// <exception cref="ArgumentException">Not 101 breakpoints, or one is lower than the one before.</exception>
    public Scale(IEnumerable<decimal> breakpoints)
    {
        this.breakpoints = [.. breakpoints];
        if (!IsScale(this.breakpoints))
        {
            throw new ArgumentException("A scale has 101 breakpoints that never fall.", nameof(breakpoints));
        }
    }

    public IReadOnlyList<decimal> Breakpoints => breakpoints;

    public static bool IsScale(IReadOnlyList<decimal> breakpoints)
    {
        if (breakpoints.Count != BreakpointCount)
        {
            return false;
        }

        for (var k = 1; k < BreakpointCount; k++)
        {
            if (breakpoints[k] < breakpoints[k - 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The scale of a population, rounded as money; null where nobody is in it: no population leaves no scale.</summary>
    public static Scale? Of(IEnumerable<decimal> measures)
    {
        var sorted = measures.Order().ToArray();
        return sorted.Length == 0 ? null : OfSorted(sorted);
    }

    /// <param name="sorted">Ascending, at least one measure.</param>
    internal static Scale OfSorted(IReadOnlyList<decimal> sorted) =>
        new(Enumerable.Range(0, BreakpointCount).Select(k => Rounding.Cents(Quantile.Of(sorted, k, BreakpointCount - 1))));

    /// <summary>The place of a measure, rounded half to even to hundredths.</summary>
    public Score Place(decimal measure)
    {
        var below = Count(measure, orEqual: false);
        var notAbove = Count(measure, orEqual: true);
        if (below < notAbove)
        {
            return Score.Rounded((below + notAbove - 1) / 2m);
        }

        if (below == 0)
        {
            return Score.Zero;
        }

        if (below == BreakpointCount)
        {
            return Score.Hundred;
        }

        var (low, high) = (breakpoints[below - 1], breakpoints[below]);
        return Score.Rounded(below - 1 + ((measure - low) / (high - low)));
    }

    /// <summary>How many breakpoints are below the measure or, with <paramref name="orEqual"/>, at or below it.</summary>
    private int Count(decimal measure, bool orEqual)
    {
        var (low, high) = (0, BreakpointCount);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (breakpoints[middle] < measure || (orEqual && breakpoints[middle] == measure))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
