using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CustomerCrm.Infrastructure.Importing;

/// <summary>The file as a whole cannot be read; <see cref="Reason"/> tells people why.</summary>
public sealed class UnreadableFileException(ImportMessage reason) : Exception(reason.Key)
{
    public UnreadableFileException(string key, string? first = null, string? second = null)
        : this(new ImportMessage(key, first, second))
    {
    }

    public ImportMessage Reason => reason;
}

/// <summary>
/// A CSV file as a stream of rows: UTF-8 with or without BOM, comma, RFC 4180 quoting, a header. A file that ends in .gz is
/// read through gzip. Never more than a row in memory.
/// </summary>
public sealed class CsvFile : IDisposable
{
    private const int LargestField = 1 << 20;

    private readonly CsvParser parser;
    private readonly StreamReader text;
    private readonly int[] places;
    private readonly int width;

    private CsvFile(StreamReader text, CsvParser parser, ImportFormat format, string[] header)
    {
        (this.text, this.parser) = (text, parser);
        Columns = [.. format.Columns.Where(c => header.Contains(c.Name))];
        width = header.Length;
        places = [.. Columns.Select(c => Array.IndexOf(header, c.Name))];
        Unknown = [.. header.Except(format.Columns.Select(c => c.Name))];
    }

    /// <summary>The columns of the format that this file has.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>Columns that mean nothing to us and are skipped.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The line of the file the row began on, the header being line 1.</summary>
    public long Line { get; private set; }

    /// <exception cref="UnreadableFileException">No header, a required column is missing, one stands twice.</exception>
    public static CsvFile Open(string path, ImportFormat format)
    {
        var packed = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        Stream file = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new WholeGzipStream(packed) : packed;
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var text = new StreamReader(file, strict, detectEncodingFromByteOrderMarks: false, 1 << 16);
        var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            // Blank lines are passed over here, where they are counted.
            IgnoreBlankLines = false,
            MaxFieldSize = LargestField,
            BadDataFound = bad => throw new UnreadableFileException(
                "File.Quote", bad.Context.Parser!.RawRow.ToString(CultureInfo.InvariantCulture)),
        });
        try
        {
            if (!ReadRow(parser, out _))
            {
                throw new UnreadableFileException("File.Empty");
            }

            var header = parser.Record!.Select(name => name.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToArray();
            Check(header, format);
            return new CsvFile(text, parser, format, header);
        }
        catch
        {
            parser.Dispose();
            text.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <exception cref="UnreadableFileException">What follows is no CSV in UTF-8.</exception>
    public bool Read()
    {
        var any = ReadRow(parser, out var line);
        Line = line;
        return any;
    }

    /// <summary>Why the row's cells do not stand under the header's; null where they do.</summary>
    public ImportMessage? Misfit =>
        parser.Count <= places.Max() ? new("Row.FewerCells")
        : parser.Count > width && parser.Record![width..].Any(cell => cell.Length > 0) ? new("Row.MoreCells")
        : null;

    /// <summary>The cell of the n-th of <see cref="Columns"/>.</summary>
    public string Cell(int column) => parser[places[column]];

    public void Dispose()
    {
        parser.Dispose();
        text.Dispose();
    }

    private static void Check(string[] header, ImportFormat format)
    {
        var twice = header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1 && format.Columns.Any(c => c.Name == g.Key));
        if (twice is not null)
        {
            throw new UnreadableFileException("File.ColumnTwice", twice.Key);
        }

        var missing = format.Columns.Where(c => c.Required && !header.Contains(c.Name)).Select(c => c.Name).ToList();
        if (missing.Count > 0)
        {
            throw new UnreadableFileException("File.ColumnMissing", string.Join(", ", missing));
        }

        if (format.OneOf.Count > 0 && !format.OneOf.Any(header.Contains))
        {
            throw new UnreadableFileException("File.OneOfMissing", string.Join(", ", format.OneOf));
        }
    }

    /// <param name="line">The line the row began on.</param>
    private static bool ReadRow(CsvParser parser, out long line)
    {
        do
        {
            line = parser.RawRow + 1;
            if (!Guarded(parser.Read))
            {
                return false;
            }
        }
        while (parser.Count <= 1 && parser.RawRecord.AsSpan().Trim().IsEmpty);
        return true;
    }

    private static bool Guarded(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableFileException("File.NotUtf8");
        }
        catch (MaxFieldSizeException)
        {
            throw new UnreadableFileException("File.CellTooLarge", LargestField.ToString(CultureInfo.InvariantCulture));
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException("File.NotGzip");
        }
    }
}
