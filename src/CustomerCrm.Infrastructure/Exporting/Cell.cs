using System.Globalization;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>How values stand in the cells of a file, whatever the reader's language; nothing is an empty cell.</summary>
public static class Cell
{
    /// <summary>Text that people entered, keys included: the only cells a formula can hide in.</summary>
    public static string Text(string? text) => text is null ? "" : FormulaText.Neutralise(text);

    public static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Money(decimal? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "";

    public static string Ratio(decimal? value) => value?.ToString("F6", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A quantity or a rate as people write it: up to 6 decimals.</summary>
    public static string Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    public static string Points(int? hundredths) => hundredths is { } h ? Score.FromHundredths(h).ToString() : "";

    public static string Bits<T>(T flags) where T : struct, Enum => string.Join(
        '|', Enum.GetValues<T>().Where(bit => Convert.ToInt32(bit, CultureInfo.InvariantCulture) != 0 && flags.HasFlag(bit)));
}
