namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>The header of a file against the columns of its format.</summary>
internal sealed class ImportHeader
{
    private readonly string[] names;
    private readonly ImportFormat format;

    private ImportHeader(string[] names, ImportFormat format)
    {
        (this.names, this.format) = (names, format);
        Columns = [.. format.Columns.Where(c => names.Contains(c.Name))];
        Places = [.. Columns.Select(c => Array.IndexOf(names, c.Name))];
        Unknown = [.. names.Where(n => n.Length > 0).Except(format.Columns.Select(c => c.Name))];
    }

    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>Where each of <see cref="Columns"/> stands.</summary>
    public int[] Places { get; }

    public IReadOnlyList<string> Unknown { get; }

    /// <summary>To the last column that has a name: spreadsheets write separators behind it.</summary>
    public int Width => names.Length;

    /// <exception cref="UnreadableFileException">Too many columns, a required one is missing, one stands twice.</exception>
    public static ImportHeader Of(CsvRows rows, ImportFormat format, ImportLimits limits)
    {
        if (rows.Count > limits.MostColumns)
        {
            throw new UnreadableFileException("File.TooManyColumns", rows.Line, limits.MostColumns);
        }

        var names = Enumerable.Range(0, rows.Count).Select(i => Name(rows[i])).ToArray();
        var header = new ImportHeader(names[..(Array.FindLastIndex(names, n => n.Length > 0) + 1)], format);
        header.Check();
        return header;
    }

    /// <summary>As columns are compared: some programs write a second byte order mark into the first name's quotes.</summary>
    public static string Name(string cell) => cell.Trim().Trim('\uFEFF').Trim().ToLowerInvariant();

    private void Check()
    {
        var counts = names.CountBy(n => n).ToDictionary();
        if (Columns.FirstOrDefault(c => counts[c.Name] > 1) is { } twice)
        {
            throw new UnreadableFileException("File.ColumnTwice", twice.Name);
        }

        var missing = format.Columns.Where(c => c.Required && !counts.ContainsKey(c.Name)).Select(c => c.Name).ToList();
        if (missing.Count > 0)
        {
            throw new UnreadableFileException("File.ColumnMissing", string.Join(", ", missing));
        }

        if (format.OneOf.Count > 0 && !format.OneOf.Any(together => together.All(counts.ContainsKey)))
        {
            throw new UnreadableFileException("File.OneOfMissing", string.Join(", ", format.OneOf.Select(together => string.Join(" + ", together))));
        }
    }
}
