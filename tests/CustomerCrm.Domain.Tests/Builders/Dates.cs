using System.Globalization;

namespace CustomerCrm.Domain.Tests.Builders;

/// <summary>Dates as they are written on the page.</summary>
internal static class Dates
{
    /// <summary>The AsOf of every test that does not say another; its window of 365 dates is the calendar year 2026.</summary>
    public static readonly DateOnly Today = Day("2026-12-31");

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly DaysAgo(int days) => Today.AddDays(-days);

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
