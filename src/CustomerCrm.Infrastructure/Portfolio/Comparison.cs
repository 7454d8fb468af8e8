using CustomerCrm.Domain.Firms;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>What the present is compared with, as the reader asks for it.</summary>
public enum ComparePeriod
{
    /// <summary>The newest month's end that has a history; else the day the history begins.</summary>
    Latest,

    /// <summary>The end of the last whole month.</summary>
    Month,

    /// <summary>Three months before the as-of date.</summary>
    Quarter,

    /// <summary>A year before the as-of date.</summary>
    Year,

    /// <summary>The day before the firm's year began.</summary>
    FiscalYear,

    /// <summary>A date the reader names.</summary>
    Date,
}

/// <summary>The date asked for, and whether scores of it are kept.</summary>
/// <param name="Asked">Null where nothing before the as-of date is kept and no date was asked for.</param>
/// <param name="HistoryBegins">The first date scores were made for.</param>
public sealed record Comparison(DateOnly AsOf, DateOnly? Asked, DateOnly HistoryBegins)
{
    /// <summary>The date compared with; null where there is nothing to compare with.</summary>
    public DateOnly? Since => Asked is { } asked && asked >= HistoryBegins && asked < AsOf ? asked : null;

    /// <summary>Whether the date asked for is not in the past of the scores.</summary>
    public bool IsTooLate => Asked >= AsOf;

    public static Comparison Of(DateOnly asOf, DateOnly historyBegins, ComparePeriod period, DateOnly? date, int fiscalYearStartMonth = 1)
    {
        var monthEnd = new DateOnly(asOf.Year, asOf.Month, 1).AddDays(-1);
        return new Comparison(asOf, Asked(), historyBegins);

        DateOnly? Asked() => period switch
        {
            ComparePeriod.Month => monthEnd,
            ComparePeriod.Quarter => asOf.AddMonths(-3),
            ComparePeriod.Year => asOf.AddYears(-1),
            ComparePeriod.FiscalYear => FiscalYear.StartOf(asOf, fiscalYearStartMonth).AddDays(-1),
            ComparePeriod.Date => date,
            _ => monthEnd >= historyBegins ? monthEnd : historyBegins < asOf ? historyBegins : null,
        };
    }
}
