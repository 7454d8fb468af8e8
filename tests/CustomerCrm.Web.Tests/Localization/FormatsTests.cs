using System.Globalization;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Localization;

namespace CustomerCrm.Web.Tests.Localization;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("en", "GBP", "1234.5", "£1,234.50")]
    [InlineData("zh-CN", "GBP", "-1234.5", "-£1,234.50")]
    [InlineData("zh-CN", "CNY", "0", "¥0.00")]
    [InlineData("en", "CHF", "12", "CHF\u00A012.00")]
    [InlineData("en", "EUR", "-0.001", "€0.00")]
    public void Money_ByTheFirmsCurrency(string culture, string currency, string amount, string text) =>
        In(culture, currency, f => f.Money(decimal.Parse(amount, CultureInfo.InvariantCulture))).ShouldBe(text);

    [Theory]
    [InlineData("2.5", "€2")]
    [InlineData("3.5", "€4")]
    [InlineData("-0.4", "€0")]
    [InlineData("-1234.6", "-€1,235")]
    public void MoneyWhole_RoundsHalfToEven(string amount, string text) =>
        In("en", "EUR", f => f.MoneyWhole(decimal.Parse(amount, CultureInfo.InvariantCulture))).ShouldBe(text);

    [Fact]
    public void Nothing_IsADash() => In("en", "EUR", f => f.Money(null) + f.Score(null) + f.Percent(null) + f.Date(null) + f.Number(null))
        .ShouldBe("–––––");

    [Fact]
    public void Score_HasTwoDecimals() => In("en", "EUR", f => f.Score(7.5m)).ShouldBe("7.50");

    [Fact]
    public void Percent_OfARatio() => In("zh-CN", "EUR", f => f.Percent(0.1234m)).ShouldBe("12.3%");

    [Theory]
    [InlineData("en", "9 Dec 2011")]
    [InlineData("zh-CN", "2011年12月9日")]
    public void Date_NamesTheMonth(string culture, string text) =>
        In(culture, "EUR", f => f.Date(new DateOnly(2011, 12, 9))).ShouldBe(text);

    [Theory]
    [InlineData("en", "10 Jun 2026 00:30")]
    [InlineData("zh-CN", "2026年6月10日 00:30")]
    public void Time_IsTheFirms(string culture, string text) =>
        In(culture, "EUR", f => f.Time(new DateTimeOffset(2026, 6, 9, 22, 30, 0, TimeSpan.Zero))).ShouldBe(text);

    private static string In(string culture, string currency, Func<Formats, string> format)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return format(new Formats(new FirmSettings(null!, new FirmOptions(currency, "Europe/Berlin", null), TimeProvider.System)));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
