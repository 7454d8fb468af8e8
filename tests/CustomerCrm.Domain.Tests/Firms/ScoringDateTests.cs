using CustomerCrm.Domain.Firms;

namespace CustomerCrm.Domain.Tests.Firms;

/// <summary>Section 1: the scoring date is today in the firm's time zone, or a fixed date.</summary>
public class ScoringDateTests
{
    [Theory]
    [InlineData("UTC", "2026-06-30T23:59:59+00:00", "2026-06-30")]
    [InlineData("UTC", "2026-07-01T00:00:00+00:00", "2026-07-01")]
    [InlineData("Asia/Shanghai", "2026-06-30T15:59:59+00:00", "2026-06-30")]
    [InlineData("Asia/Shanghai", "2026-06-30T16:00:00+00:00", "2026-07-01")]
    [InlineData("America/New_York", "2026-07-01T03:59:59+00:00", "2026-06-30")]
    public void ScoringDateAt_NoFixedDate_IsTodayInTheFirmsTimeZone(string zone, string now, string expected) =>
        Firm(zone, fixedDate: null).ScoringDateAt(At(now)).ShouldBe(Day(expected));

    [Fact]
    public void ScoringDateAt_FixedDate_IsThatDate() =>
        Firm("UTC", Day("2011-12-09")).ScoringDateAt(At("2026-07-01T00:00:00+00:00")).ShouldBe(Day("2011-12-09"));

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Firm Firm(string zone, DateOnly? fixedDate) =>
        new() { Currency = "EUR", TimeZone = zone, ScoringDate = fixedDate };
}
