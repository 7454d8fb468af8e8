using System.Globalization;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Forms;

/// <summary>What people type into fields, read strictly: in their own culture, and nothing that the database could not keep.</summary>
public static class TypedText
{
    /// <summary>On one line, without what surrounds it; null where nothing is left.</summary>
    public static string? Line(string? typed) => IsKeepable(typed) && typed is not null
        && string.Join(' ', typed.Split([' ', '\t', '\r', '\n', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries)).Trim() is { Length: > 0 } line
            ? line
            : null;

    /// <summary>With its lines; null where nothing is left.</summary>
    public static string? Lines(string? typed) => IsKeepable(typed) && typed?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } lines ? lines : null;

    /// <summary>Without NUL and halves of characters, which no column takes.</summary>
    public static bool IsKeepable(string? typed) =>
        typed is null || (!typed.Contains('\0', StringComparison.Ordinal) && !HasHalf(typed));

    /// <summary>As the reader's culture writes numbers; false where it is none. An empty field is null.</summary>
    public static bool TryNumber(string? typed, out decimal? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(typed))
        {
            return true;
        }

        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands
            | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        var read = decimal.TryParse(typed, Styles, CultureInfo.CurrentCulture, out var value) && AreGroupsWhole(typed);
        number = read ? value : null;
        return read;
    }

    /// <summary>As date fields send it, 2026-11-21; false where it is none. An empty field is null.</summary>
    public static bool TryDate(string? typed, out DateOnly? date)
    {
        date = DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return date is not null || string.IsNullOrWhiteSpace(typed);
    }

    /// <summary>A number as a field shows it, such as 1234.5.</summary>
    public static string? Of(decimal? number) => number?.ToString("0.##########", CultureInfo.CurrentCulture);

    public static string? Of(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A text that can be kept and is not too long.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(
        this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label, int longest) => rule
        .Must(IsKeepable).WithMessage(_ => text["Field.Unkeepable", label()])
        .Must(typed => (typed?.Trim().Length ?? 0) <= longest).WithMessage(_ => text["Field.TooLong", label(), longest]);

    public static IRuleBuilderOptions<T, string?> Number<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label) =>
        rule.Must(typed => TryNumber(typed, out _)).WithMessage(_ => text["Field.NoNumber", label()]);

    public static IRuleBuilderOptions<T, string?> Date<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> text, Func<string> label) =>
        rule.Must(typed => TryDate(typed, out _)).WithMessage(_ => text["Field.NoDate", label()]);

    private static bool HasHalf(string typed)
    {
        for (var i = 0; i < typed.Length; i++)
        {
            if (char.IsHighSurrogate(typed[i]) && i + 1 < typed.Length && char.IsLowSurrogate(typed[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(typed[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>1,234 is a number and 12,34 is a slip: the parser takes both.</summary>
    private static bool AreGroupsWhole(string typed)
    {
        var format = CultureInfo.CurrentCulture.NumberFormat;
        var whole = typed.Trim().TrimStart('-', '+').Split(format.NumberDecimalSeparator)[0];
        var groups = whole.Split(format.NumberGroupSeparator);
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
    }
}
