namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// The entropy measure of Zhang, Bradlow and Small (2013, Journal of Applied Statistics 40:2533). Over days 1..N with events
/// t_1 &lt; .. &lt; t_n, t_0 = 0, t_(n+1) = N + 1 and x_i = (t_i - t_(i-1)) / (N + 1): H = 1 + sum x_i ln x_i / ln(n + 1).
/// 0 is perfectly even, towards 1 is one burst. The gaps before the first and after the last event count.
/// </summary>
public static class Clumpiness
{
    /// <summary>H, within rounding error of 0..1.</summary>
    /// <param name="days">At least one event day, ascending, each between <paramref name="firstDay"/> and <paramref name="lastDay"/>.</param>
    public static double Of(IReadOnlyList<DateOnly> days, int from, DateOnly firstDay, DateOnly lastDay)
    {
        var count = days.Count - from;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double span = lastDay.DayNumber - firstDay.DayNumber + 2;
        var previous = firstDay.DayNumber - 1;
        var sum = 0.0;
        for (var i = from; i < days.Count; i++)
        {
            sum += XLogX((days[i].DayNumber - previous) / span);
            previous = days[i].DayNumber;
        }

        sum += XLogX((lastDay.DayNumber + 1 - previous) / span);
        return 1 + (sum / Math.Log(count + 1));
    }

    private static double XLogX(double x) => x * Math.Log(x);
}
