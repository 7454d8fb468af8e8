using System.Globalization;
using CustomerCrm.Infrastructure.Portfolio.Movements;

namespace CustomerCrm.Infrastructure.Tests.Portfolio;

public sealed class SpanTests
{
    private static readonly DateOnly Begins = new(2020, 1, 15);

    [Theory]
    [InlineData("2026-06-30", SpanPeriod.Quarter, 1, "2026-03-31 2026-04-30 2026-05-31 2026-06-30")]
    [InlineData("2026-06-10", SpanPeriod.Quarter, 1, "2026-03-31 2026-04-30 2026-05-31 2026-06-10")]
    [InlineData("2026-02-01", SpanPeriod.Quarter, 1, "2025-11-30 2025-12-31 2026-01-31 2026-02-01")]
    [InlineData("2024-03-01", SpanPeriod.HalfYear, 1, "2023-09-30 2023-10-31 2023-11-30 2023-12-31 2024-01-31 2024-02-29 2024-03-01")]
    [InlineData("2026-06-30", SpanPeriod.FiscalYear, 1, "2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30")]
    [InlineData("2026-06-30", SpanPeriod.FiscalYear, 6, "2026-05-31 2026-06-30")]
    [InlineData("2026-06-01", SpanPeriod.FiscalYear, 6, "2026-05-31 2026-06-01")]
    [InlineData("2026-01-02", SpanPeriod.FiscalYear, 11, "2025-10-31 2025-11-30 2025-12-31 2026-01-02")]
    public void Points_Period_AreMonthEndsUpToTheAsOfDate(string asOf, SpanPeriod period, int startMonth, string points) =>
        Said(Span.Of(Date(asOf)!.Value, Begins, period, null, null, startMonth)).ShouldBe(points);

    [Fact]
    public void Points_Year_IsTwelveMonths()
    {
        var points = Span.Of(new(2026, 6, 30), Begins, SpanPeriod.Year, null, null, 1).Points;

        points.Count.ShouldBe(13);
        points[0].ShouldBe(new DateOnly(2025, 6, 30));
    }

    [Theory]
    [InlineData("2026-05-05", "2026-06-07", SpanRefusal.None, "2026-05-05 2026-05-31 2026-06-07")]
    [InlineData("2026-05-31", "2026-06-30", SpanRefusal.None, "2026-05-31 2026-06-30")]
    [InlineData("2026-06-01", "2026-06-02", SpanRefusal.None, "2026-06-01 2026-06-02")]
    [InlineData("2026-06-02", "2026-06-02", SpanRefusal.Backwards, "")]
    [InlineData("2026-06-03", "2026-06-02", SpanRefusal.Backwards, "")]
    [InlineData("2026-06-03", "2026-07-01", SpanRefusal.TooLate, "")]
    [InlineData("2019-01-01", "2020-01-15", SpanRefusal.TooEarly, "")]
    [InlineData("2019-01-01", "2020-02-01", SpanRefusal.None, "2020-01-15 2020-01-31 2020-02-01")]
    [InlineData("2023-05-31", "2026-06-30", SpanRefusal.TooLong, "")]
    [InlineData("2021-06-01", null, SpanRefusal.TooLong, "")]
    [InlineData("2026-06-01", null, SpanRefusal.None, "2026-06-01 2026-06-30")]
    [InlineData(null, "2026-03-31", SpanRefusal.None, "2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-31 2026-02-28 2026-03-31")]
    [InlineData("0001-01-01", "0001-01-02", SpanRefusal.TooEarly, "")]
    [InlineData(null, "0001-01-02", SpanRefusal.TooEarly, "")]
    [InlineData("9999-12-30", "9999-12-31", SpanRefusal.TooLate, "")]
    public void Points_DatesOfOnesOwn_AreShownOrRefused(string? from, string? to, SpanRefusal refusal, string points)
    {
        var span = Span.Of(new(2026, 6, 30), Begins, SpanPeriod.Dates, Date(from), Date(to), 1);

        span.Refusal.ShouldBe(refusal);
        Said(span).ShouldBe(points);
    }

    [Fact]
    public void Points_ThreeYears_AreTheMost()
    {
        var span = Span.Of(new(2026, 6, 30), Begins, SpanPeriod.Dates, new(2023, 6, 30), null, 1);

        span.Points.Count.ShouldBe(37);
    }

    [Fact]
    public void Refusal_ScoresOfOneDate_IsTooEarly() =>
        Span.Of(Begins, Begins, SpanPeriod.HalfYear, null, null, 1).Refusal.ShouldBe(SpanRefusal.TooEarly);

    private static string Said(Span span) => string.Join(' ', span.Points.Select(p => p.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static DateOnly? Date(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
