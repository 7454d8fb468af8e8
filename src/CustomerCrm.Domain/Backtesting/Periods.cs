namespace CustomerCrm.Domain.Backtesting;

/// <summary>Which days may be judged by which.</summary>
public static class Periods
{
    /// <summary>A year: what comes later judges nothing.</summary>
    public const int Longest = 365;

    /// <summary>Fewer days after a date than these judge nothing.</summary>
    public const int Shortest = 90;

    /// <summary>The last day that judges a date's scores.</summary>
    public static DateOnly Until(DateOnly asOf, DateOnly present) =>
        present.DayNumber - asOf.DayNumber > Longest ? asOf.AddDays(Longest) : present;

    /// <summary>
    /// The date to begin with: a year before the present, or, where hardly anything was booked before that, the middle of what there is.
    /// </summary>
    public static DateOnly Usual(DateOnly first, DateOnly present)
    {
        var aYearAgo = present.AddDays(-Longest);
        if (aYearAgo.DayNumber - first.DayNumber >= Shortest)
        {
            return aYearAgo;
        }

        var latest = present.AddDays(-Shortest);
        var middle = first.AddDays(Math.Max(0, present.DayNumber - first.DayNumber) / 2);
        return middle < latest ? middle : latest;
    }

    /// <summary>
    /// The two dates for choosing and for judging: one period ends where the next begins, both as long, and the first date has a quarter
    /// of a year of facts behind it.
    /// </summary>
    /// <returns>Null where the history is too short for two periods.</returns>
    public static (DateOnly Choose, DateOnly Judge)? Halves(DateOnly first, DateOnly present)
    {
        var length = Math.Min(Longest, (present.DayNumber - first.DayNumber - Shortest) / 2);
        return length < Shortest ? null : (present.AddDays(-2 * length), present.AddDays(-length));
    }
}
