using System.Globalization;
using CustomerCrm.Web.Firms;

namespace CustomerCrm.Web.Localization;

/// <summary>How figures and dates look to the reader of this request, by the current culture and the firm's currency.</summary>
public sealed class Formats(FirmSettings firm)
{
    /// <summary>Stands where there is no figure.</summary>
    public const string None = "–";

    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["CNY"] = "¥",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["USD"] = "$",
        ["INR"] = "₹",
        ["KRW"] = "₩",
    };

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    public string Currency => firm.Current.Currency;

    /// <summary>With cents, such as £1,234.50 and -£3.00.</summary>
    public string Money(decimal? amount) => Money(amount, 2);

    /// <summary>Rounded half to even to whole units, for lists and charts.</summary>
    public string MoneyWhole(decimal? amount) => Money(amount is { } a ? Math.Round(a, MidpointRounding.ToEven) : null, 0);

    public string Number(long? value) => value?.ToString("N0", Culture) ?? None;

    public string Number(decimal? value, int decimals) =>
        value is { } v ? Signed(v, v.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture)) : None;

    /// <summary>A score or a factor's points: always two decimals, as they are kept.</summary>
    public string Score(decimal? value) => Number(value, 2);

    /// <param name="ratio">1 is 100 %.</param>
    public string Percent(decimal? ratio, int decimals = 1) =>
        ratio is { } r ? Number(r * 100, decimals) + "%" : None;

    /// <summary>A customer by the name of the reader's script, where there is one.</summary>
    public string Name(string name, string? localName) => Languages.Current == Languages.Chinese ? localName ?? name : name;

    /// <summary>The name that <see cref="Name"/> leaves out; null where there is but one.</summary>
    public string? OtherName(string name, string? localName) =>
        Languages.Current == Languages.Chinese && localName is not null ? name : localName;

    /// <summary>A month by name, so that nobody takes it for a day: 10 Dec 2011.</summary>
    public string Date(DateOnly? date) => date?.ToString(Pattern, Culture) ?? None;

    /// <summary>A day where there is room for little, as below a chart: 10 Dec 11.</summary>
    public string Day(DateOnly date) => date.ToString(Languages.Current == Languages.Chinese ? "yy/M/d" : "d MMM yy", Culture);

    /// <summary>The instant in the firm's time zone.</summary>
    public string Time(DateTimeOffset? instant) => instant is { } i
        ? TimeZoneInfo.ConvertTime(i, TimeZoneInfo.FindSystemTimeZoneById(firm.Current.TimeZone)).ToString(Pattern + " HH:mm", Culture)
        : None;

    private static string Pattern => Languages.Current == Languages.Chinese ? "yyyy'年'M'月'd'日'" : "d MMM yyyy";

    private string Money(decimal? amount, int decimals)
    {
        if (amount is not { } value)
        {
            return None;
        }

        var figure = Math.Abs(value).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture);
        var symbol = Symbols.GetValueOrDefault(Currency) ?? Currency + "\u00A0";
        return (value < 0 && IsSomething(figure) ? "-" : "") + symbol + figure;
    }

    /// <summary>Rounded away to nothing, it is no longer negative.</summary>
    private static string Signed(decimal value, string figure) => value < 0 && !IsSomething(figure) ? figure.TrimStart('-') : figure;

    private static bool IsSomething(string figure) => figure.Any(c => c is >= '1' and <= '9');
}
