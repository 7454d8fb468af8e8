using System.Buffers;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>
/// Text that a spreadsheet would take for a formula goes out behind an apostrophe and comes back without it. Apostrophes that
/// stand before such a beginning already get one more, so that what comes back is always what went out (OWASP, CSV injection).
/// </summary>
/// <remarks>CsvHelper's own escape leaves "'=x" as it is, which then reads like an escaped "=x", and it marks negative numbers.</remarks>
public static class FormulaText
{
    private const char Mark = '\'';

    /// <summary>What makes a formula, or hides what does, and the full-width forms that a spreadsheet of East Asia takes for it.</summary>
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>As it may stand in a cell of a file.</summary>
    public static string Neutralise(string text) => BeginsAFormula(text) ? Mark + text : text;

    /// <summary>As it was before <see cref="Neutralise"/>; any other text stays as it is.</summary>
    public static string Restore(string text) => text.StartsWith(Mark) && BeginsAFormula(text) ? text[1..] : text;

    private static bool BeginsAFormula(ReadOnlySpan<char> text)
    {
        var behindMarks = text.TrimStart(Mark);
        return behindMarks.Length > 0 && Beginnings.Contains(behindMarks[0]);
    }
}
