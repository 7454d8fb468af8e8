using System.Globalization;

namespace CustomerCrm.Infrastructure.Customers;

/// <summary>Where a page of a list begins or ends: the value sorted by and the customer that breaks ties, as text for an address.</summary>
public sealed record ListPlace(string Value, long CustomerId)
{
    private const string DateForm = "yyyy-MM-dd";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}.{CustomerId}");

    /// <returns>Null where the text is no place.</returns>
    public static ListPlace? Read(string text)
    {
        var point = text.LastIndexOf('.');
        return point >= 0 && long.TryParse(text.AsSpan(point + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ListPlace(text[..point], id)
            : null;
    }

    internal static string Write<TKey>(TKey key) => key switch
    {
        DateOnly date => date.ToString(DateForm, CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => key?.ToString() ?? "",
    };

    /// <summary>The value in the type of an order's key.</summary>
    internal bool TryRead<TKey>(out TKey key)
    {
        object? value = default(TKey) switch
        {
            int => int.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            decimal => decimal.TryParse(Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
            DateOnly => DateOnly.TryParseExact(Value, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            _ => Value.Any(char.IsControl) || Value.Any(char.IsSurrogate) && !IsWellFormed(Value) ? null : Value,
        };
        key = value is TKey read ? read : default!;
        return value is not null;
    }

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);
}
