using CustomerCrm.Domain.Firms;

namespace CustomerCrm.Infrastructure.Portfolio.Movements;

/// <summary>Which months a reader asks for.</summary>
public enum SpanPeriod
{
    /// <summary>The as-of date's month and the two before it.</summary>
    Quarter,

    /// <summary>Six months.</summary>
    HalfYear,

    /// <summary>Twelve months.</summary>
    Year,

    /// <summary>Since the firm's year began.</summary>
    FiscalYear,

    /// <summary>From one date to another.</summary>
    Dates,
}

/// <summary>Why a span has nothing to show.</summary>
public enum SpanRefusal
{
    None,

    /// <summary>It does not end after it begins.</summary>
    Backwards,

    /// <summary>It ends after the as-of date.</summary>
    TooLate,

    /// <summary>It ends before scores were kept, or where they begin.</summary>
    TooEarly,

    /// <summary>More months than stand on a page.</summary>
    TooLong,
}

/// <summary>
/// A span of months, as dates on which tiers are read: the end of the day it begins after, each month's last day, and its own last
/// day. Where no scores are kept as far back it begins with the first ones.
/// </summary>
/// <param name="HistoryBegins">The first date scores were made for.</param>
/// <param name="From">Where it would begin; each movement is one after this date.</param>
/// <param name="To">Its last date; the as-of date unless another was named.</param>
public sealed record Span(DateOnly AsOf, DateOnly HistoryBegins, DateOnly From, DateOnly To)
{
    /// <summary>Three years.</summary>
    public const int MostMonths = 36;

    /// <summary>The first date tiers are read on.</summary>
    public DateOnly Since => From > HistoryBegins ? From : HistoryBegins;

    /// <summary>Whether it begins later than asked for, since no scores are kept before.</summary>
    public bool IsCut => From < HistoryBegins;

    /// <summary>The second date of a move; null where it is the present.</summary>
    public DateOnly? Until => To == AsOf ? null : To;

    public SpanRefusal Refusal =>
        To > AsOf ? SpanRefusal.TooLate
        : From >= To ? SpanRefusal.Backwards
        : Since >= To ? SpanRefusal.TooEarly
        : Months(Since, To) > MostMonths ? SpanRefusal.TooLong
        : SpanRefusal.None;

    /// <summary>Two dates at least, rising; none where it is refused.</summary>
    public IReadOnlyList<DateOnly> Points => Refusal == SpanRefusal.None ? [Since, .. MonthEnds(), To] : [];

    /// <param name="from">For <see cref="SpanPeriod.Dates"/>; where it is missing, half a year before the end.</param>
    /// <param name="to">For <see cref="SpanPeriod.Dates"/>; where it is missing, the as-of date.</param>
    public static Span Of(
        DateOnly asOf, DateOnly historyBegins, SpanPeriod period, DateOnly? from, DateOnly? to, int fiscalYearStartMonth)
    {
        var end = period == SpanPeriod.Dates ? to ?? asOf : asOf;
        var begin = period switch
        {
            SpanPeriod.Quarter => Back(3),
            SpanPeriod.Year => Back(12),
            SpanPeriod.FiscalYear => FiscalYear.StartOf(asOf, fiscalYearStartMonth).AddDays(-1),
            SpanPeriod.Dates when from is { } date => date,
            _ => Back(6),
        };
        return new Span(asOf, historyBegins, begin, end);

        // The last day before so many months, the one of the end among them.
        DateOnly Back(int months)
        {
            var first = (end.Year * 12) + end.Month - months;
            return first < 12 + 1 ? DateOnly.MinValue : new DateOnly(first / 12, (first % 12) + 1, 1).AddDays(-1);
        }
    }

    private static int Months(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;

    private IEnumerable<DateOnly> MonthEnds()
    {
        for (var end = EndOf(Since) == Since ? EndOf(Since.AddDays(1)) : EndOf(Since); end < To; end = EndOf(end.AddDays(1)))
        {
            yield return end;
        }
    }

    private static DateOnly EndOf(DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));
}
