using System.Buffers;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>
/// The rows of a text by one separator, RFC 4180 quoting. Blank lines are passed over, and so are rows of nothing but separators, which
/// spreadsheets write below a table.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private const char Quote = '"';

    private readonly RowText text;
    private readonly CsvParser parser;
    private readonly SearchValues<char> blanks;
    private long nextLine;

    /// <param name="firstLine">The line the text begins on.</param>
    public CsvRows(RowText text, char separator, long firstLine)
    {
        (this.text, nextLine, Line) = (text, firstLine, firstLine);
        blanks = SearchValues.Create([separator, ' ', '\t', '\r', '\n']);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            BufferSize = BufferSize,
            // Blank lines are passed over here, where they are counted.
            IgnoreBlankLines = false,
            ExceptionMessagesContainRawData = false,
            BadDataFound = _ => throw new UnreadableFileException("File.Quote", Line),
        };
        parser = new CsvParser(text, configuration, leaveOpen: true);
    }

    /// <summary>The line of the file the row began on; behind the last row that of the end.</summary>
    public long Line { get; private set; }

    public int Count => parser.Count;

    /// <summary>The row as it stands in the file.</summary>
    public string Raw => parser.RawRecord;

    /// <exception cref="UnreadableFileException">A quotation mark stands where none may.</exception>
    public string this[int cell] => parser[cell];

    /// <exception cref="UnreadableFileException">What follows cannot be read.</exception>
    public bool Read()
    {
        long length, lines;
        do
        {
            var (start, row) = (parser.CharCount, parser.RawRow);
            nextLine += text.PassLineEnds(start);
            Line = nextLine;
            text.BeginRow(start, Line);
            if (!parser.Read())
            {
                return false;
            }

            text.EndRow(parser.CharCount);
            length = parser.CharCount - start;
            // The parser counts in 32 bits, and a file may be nothing but line ends.
            lines = unchecked((uint)(parser.RawRow - row));
            nextLine += lines;
        }
        while (IsBlank(length));
        CheckQuotes(severalLines: lines > 1);
        return true;
    }

    public void Dispose() => parser.Dispose();

    private bool IsBlank(long length) =>
        parser.Count == 0
        || (parser.Count == 1
            ? string.IsNullOrWhiteSpace(length <= 1 ? parser[0] : parser.RawRecord)
            : string.IsNullOrWhiteSpace(parser[0]) && parser.RawRecord.AsSpan().IndexOfAnyExcept(blanks) < 0);

    /// <summary>
    /// The parser tells of a quotation mark without its partner only where somebody asks for the cell, and at the end not always; but
    /// such a mark takes what follows into its cell, and rows would be lost in one that nobody looks at.
    /// </summary>
    private void CheckQuotes(bool severalLines)
    {
        if (text.Ended && parser.RawRecord.AsSpan().Count(Quote) % 2 == 1)
        {
            throw new UnreadableFileException("File.QuoteOpen", Line);
        }

        for (var i = 0; severalLines && i < parser.Count; i++)
        {
            _ = parser[i];
        }
    }
}
