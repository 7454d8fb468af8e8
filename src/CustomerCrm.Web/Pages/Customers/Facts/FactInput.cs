using System.Globalization;
using System.Text.RegularExpressions;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>
/// What people type into the forms of facts, read strictly: both languages of the pages write 1,234.50, and dates come from the
/// browser's own field as 2026-11-21.
/// </summary>
internal static partial class FactInput
{
    /// <summary>Null for nothing, and for what <see cref="IsNumber"/> refuses.</summary>
    public static decimal? Number(string? typed) => Read(typed, out var number) ? number : null;

    public static bool IsNumber(string? typed) => string.IsNullOrWhiteSpace(typed) || Read(typed, out _);

    /// <summary>Null for nothing, and for what <see cref="IsDate"/> refuses.</summary>
    public static DateOnly? Date(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static bool IsDate(string? typed) => string.IsNullOrWhiteSpace(typed) || Date(typed) is not null;

    /// <summary>Null for nothing.</summary>
    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    public static string? OfDate(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? OfMoney(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Without the zeros at its end.</summary>
    public static string? OfNumber(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);

    private static bool Read(string? typed, out decimal number)
    {
        number = 0;
        var text = typed?.Trim() ?? "";
        return Written().IsMatch(text)
            && decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out number);
    }

    /// <summary>Groups of three or none: 1,5 is a mistake, not fifteen.</summary>
    [GeneratedRegex(@"\A-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\z")]
    private static partial Regex Written();
}
