using System.Globalization;
using CustomerCrm.Domain;
using CustomerCrm.Domain.Facts;
using CustomerCrm.Infrastructure.Exporting;
using NpgsqlTypes;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>What may stand in a cell.</summary>
public enum CellKind
{
    /// <summary>A key: trimmed, 1 to 64 characters.</summary>
    Key,

    /// <summary>A line of text.</summary>
    Text,

    /// <summary>Text that may have several lines.</summary>
    Note,

    /// <summary>An ISO date.</summary>
    Date,

    /// <summary>At most 2 decimals.</summary>
    Amount,

    /// <summary>At most 6 decimals.</summary>
    Decimal6,

    /// <summary>Three letters.</summary>
    Currency,

    /// <summary>One of two words.</summary>
    Word,
}

/// <summary>A column of a file: what its cells hold and when the file must have it.</summary>
/// <param name="Words">The two words allowed, where it holds words.</param>
public sealed record ImportColumn(
    string Name, CellKind Kind, bool Required = false, decimal? Min = null, decimal? Max = null, params string[] Words)
{
    public NpgsqlDbType DbType => Kind switch
    {
        CellKind.Date => NpgsqlDbType.Date,
        CellKind.Amount or CellKind.Decimal6 => NpgsqlDbType.Numeric,
        CellKind.Key or CellKind.Text or CellKind.Note or CellKind.Currency or CellKind.Word => NpgsqlDbType.Text,
    };

    /// <summary>The cell's value, null for an empty one, or the reason why it has none.</summary>
    public (object? Value, ImportMessage? Error) Parse(string cell)
    {
        var text = cell.Trim();
        if (Kind is CellKind.Key or CellKind.Text or CellKind.Note)
        {
            // White space at the ends is never part of a text, also where an apostrophe stood before it.
            text = FormulaText.Restore(text).Trim();
        }

        if (text.Length == 0)
        {
            return (null, Required ? new("Row.Empty") : null);
        }

        return Kind switch
        {
            CellKind.Key => ParseText(text, LineOfText.LongestKey, lines: false),
            CellKind.Text => ParseText(text, LineOfText.Longest, lines: false),
            CellKind.Note => ParseText(text, LineOfText.LongestNote, lines: true),
            CellKind.Date => ParseDate(text),
            CellKind.Amount => ParseNumber(text, FactLimits.MoneyDecimals),
            CellKind.Decimal6 => ParseNumber(text, FactLimits.RateDecimals),
            CellKind.Currency => ParseCurrency(text),
            CellKind.Word => ParseWord(text),
        };
    }

    private static (object?, ImportMessage?) ParseText(string text, int longest, bool lines) => LineOfText.Check(text, longest, lines) switch
    {
        null => (text, null),
        TextFault.TooLong => (null, new("Row.TooLong", Told(longest))),
        TextFault.ControlCharacter => (null, new("Row.ControlCharacter")),
        _ => (null, new("Row.HalfCharacter")),
    };

    private static (object?, ImportMessage?) ParseDate(string text) =>
        !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (null, new("Row.NoDate"))
            : date < FactLimits.Earliest || date > FactLimits.Latest
                ? (null, new("Row.DateOutOfRange", $"{FactLimits.Earliest:yyyy-MM-dd}", $"{FactLimits.Latest:yyyy-MM-dd}"))
                : (date, null);

    private (object?, ImportMessage?) ParseNumber(string text, int decimals)
    {
        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.Length == 0 || (point >= 0 && fraction.Length == 0)
            || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return (null, new("Row.NoNumber"));
        }

        if (whole.TrimStart('0').Length > FactLimits.WholeDigits)
        {
            return (null, new("Row.TooManyDigits", Told(FactLimits.WholeDigits)));
        }

        if (fraction.Length > decimals)
        {
            return (null, new("Row.TooManyDecimals", Told(decimals)));
        }

        var value = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return value < Min ? (null, new("Row.Under", Told(Min)))
            : value > Max ? (null, new("Row.Over", Told(Max)))
            : (value == 0 ? 0m : value, null);
    }

    private static (object?, ImportMessage?) ParseCurrency(string text) =>
        text.Length == 3 && text.All(char.IsAsciiLetter)
            ? (text.ToUpperInvariant(), null)
            : (null, new("Row.NoCurrency"));

    private (object?, ImportMessage?) ParseWord(string text)
    {
        var word = Words.FirstOrDefault(w => string.Equals(w, text, StringComparison.OrdinalIgnoreCase));
        return word is null ? (null, new("Row.NoWord", Words[0], Words[1])) : (word, null);
    }

    private static string? Told(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
