using CustomerCrm.Infrastructure.Portfolio;

namespace CustomerCrm.Infrastructure.Tests.Portfolio;

public sealed class ComparisonTests
{
    private static readonly DateOnly AsOf = new(2026, 6, 30);

    [Theory]
    [InlineData("2026-01-15", ComparePeriod.Latest, "2026-05-31", "2026-05-31")]
    [InlineData("2026-05-31", ComparePeriod.Latest, "2026-05-31", "2026-05-31")]
    [InlineData("2026-06-10", ComparePeriod.Latest, "2026-06-10", "2026-06-10")]
    [InlineData("2026-06-30", ComparePeriod.Latest, null, null)]
    [InlineData("2026-06-10", ComparePeriod.Month, "2026-05-31", null)]
    [InlineData("2026-01-15", ComparePeriod.Quarter, "2026-03-30", "2026-03-30")]
    [InlineData("2026-01-15", ComparePeriod.Year, "2025-06-30", null)]
    [InlineData("2026-01-15", ComparePeriod.Date, "2026-06-30", null)]
    [InlineData("2026-01-15", ComparePeriod.Date, "2026-06-29", "2026-06-29")]
    [InlineData("2026-01-15", ComparePeriod.Date, "2026-01-14", null)]
    public void Of_Period_AsksForADateAndUsesItWhereHistoryHoldsIt(string begins, ComparePeriod period, string? asked, string? since)
    {
        var comparison = Comparison.Of(AsOf, Date(begins)!.Value, period, Date(asked));

        comparison.Asked.ShouldBe(Date(asked));
        comparison.Since.ShouldBe(Date(since));
    }

    [Theory]
    [InlineData(1, "2025-12-31")]
    [InlineData(6, "2026-05-31")]
    [InlineData(7, "2025-06-30")]
    public void Of_FiscalYear_AsksForTheDayBeforeItBegan(int startMonth, string asked) =>
        Comparison.Of(AsOf, new DateOnly(2020, 1, 1), ComparePeriod.FiscalYear, null, startMonth).Since.ShouldBe(Date(asked));

    private static DateOnly? Date(string? text) =>
        text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
