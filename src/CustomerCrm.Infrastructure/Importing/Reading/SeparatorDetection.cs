namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>
/// Finds what parts the cells: Excel's own first line says it, else it is that by which most columns of the format stand in the
/// header. What stands in the rows is no guide: text has commas, and German numbers have them too.
/// </summary>
internal static class SeparatorDetection
{
    private const char Usual = ',';
    private const string Separators = ",;\t|";
    private const string ExcelLine = "sep=";

    /// <param name="text">Must still record; stands anywhere afterwards.</param>
    /// <returns>The separator, and whether the first row says it and is no header.</returns>
    public static (char Separator, bool IsSaid) Detect(RowText text, long firstLine, ImportFormat format, ImportLimits limits)
    {
        var (best, most) = (Usual, 0);
        UnreadableFileException? unreadable = null;
        foreach (var separator in Separators)
        {
            text.StartAgain();
            using var rows = new CsvRows(text, separator, firstLine);
            try
            {
                if (!rows.Read())
                {
                    throw new UnreadableFileException("File.Empty");
                }

                if (Said(rows) is { } said)
                {
                    return (said, true);
                }

                var known = Known(rows, format, limits);
                (best, most) = known > most ? (separator, known) : (best, most);
            }
            catch (UnreadableFileException e) when (e.Reason.Key is "File.Quote" or "File.QuoteOpen" or "File.RowTooLong")
            {
                // By another separator it may be readable; where it is by none, the first reason is told.
                unreadable ??= e;
            }
        }

        return most > 0 || unreadable is null ? (best, false) : throw unreadable;
    }

    public static ImportMessage? Remark(char separator) => separator switch
    {
        ';' => new("Remark.Semicolon"),
        '\t' => new("Remark.Tab"),
        '|' => new("Remark.Pipe"),
        _ => null,
    };

    private static int Known(CsvRows rows, ImportFormat format, ImportLimits limits)
    {
        var names = Enumerable.Range(0, Math.Min(rows.Count, limits.MostColumns)).Select(i => ImportHeader.Name(rows[i]));
        return names.Intersect(format.Columns.Select(c => c.Name)).Count();
    }

    /// <summary>sep=; maybe in quotes, maybe with separators behind it, as spreadsheets fill up rows.</summary>
    private static char? Said(CsvRows rows)
    {
        var line = rows.Count <= 1 || rows[0].Length <= ExcelLine.Length + 1 ? rows.Raw.AsSpan().TrimEnd("\r\n").Trim('"') : [];
        return line.Length > ExcelLine.Length && line.StartsWith(ExcelLine, StringComparison.OrdinalIgnoreCase)
            && Separators.Contains(line[ExcelLine.Length]) && !line[ExcelLine.Length..].ContainsAnyExcept(line[ExcelLine.Length], '"')
            ? line[ExcelLine.Length]
            : null;
    }
}
