using System.Text;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>Random cells, written to a file as RFC 4180 says, with the lines its rows begin on.</summary>
internal sealed class FuzzTable
{
    private const string Ascii = "aZ09 ._-'@#%&/()=+*<>\u007F";
    private const string Han = "王李张刘陈杨伟芳娜秀英上海北京有限公司科技贸易国";
    private const string Traditional = "王李張劉陳楊偉淑芬美臺北新竹有限公司科技貿易國";
    private const string Western = "éüßñÄÖÇ£€";
    private const string Odd = "\uFEFF\u200B\u202E\u2028\u0085\u00A0\u3000，；";
    private static readonly string[] Emoji = ["😀", "👩‍👧", "𠮷"];

    private readonly Random random;
    private readonly StringBuilder text = new();

    public FuzzTable(Random random, char separator, string letters)
    {
        this.random = random;
        (Separator, Letters) = (separator, letters);
        var width = random.Next(2, 6);
        Format = new ImportFormat(
            ImportKind.Customers, ["c0"], [.. Enumerable.Range(0, width).Select(i => new ImportColumn($"c{i}", CellKind.Note, Required: true))], []);
        Write(Format.Columns.Select(c => c.Name));
        var starts = new List<int>();
        // Now and then so many that they pass the borders of every buffer.
        for (var row = random.Next(random.Next(50) == 0 ? 3_000 : 12); row > 0; row--)
        {
            var cells = Enumerable.Range(0, width).Select(_ => NewCell()).ToList();
            // A row of nothing but separators is none.
            cells[0] = cells.TrueForAll(string.IsNullOrWhiteSpace) ? "x" : cells[0];
            starts.Add(text.Length);
            Rows.Add(new ReadRow(0, string.Join(ReadFile.Between, cells)));
            Write(cells);
            for (var blank = random.Next(6) == 0 ? random.Next(random.Next(50) == 0 ? 50_000 : 4) : 0; blank > 0; blank--)
                text.Append(NewLineEnd());
        }

        // The last line need not end.
        Text = text.ToString();
        Text = random.Next(3) == 0 ? Text.TrimEnd('\r', '\n') : Text;
        var (line, at) = (1L, 0);
        for (var row = 0; row < starts.Count; row++)
        {
            line += LineEndsIn(Text[at..starts[row]]);
            at = starts[row];
            Rows[row] = Rows[row] with { Line = line };
        }
    }

    public char Separator { get; }

    public string Letters { get; }

    public ImportFormat Format { get; }

    public List<ReadRow> Rows { get; } = [];

    public string Text { get; }

    public static string LettersOf(string encoding) => encoding switch
    {
        "gb18030" => Ascii + Han + Traditional + Odd,
        "big5" => Ascii + Traditional + "，；",
        "windows-1252" => Ascii + Western,
        _ => Ascii + Han + Traditional + Western + Odd,
    };

    /// <param name="text">Does not end within CRLF.</param>
    private static long LineEndsIn(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');

    private string NewLineEnd() => random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };

    private string NewCell()
    {
        var cell = new StringBuilder();
        for (var i = random.Next(random.Next(2) == 0 ? 4 : 40); i > 0; i--)
            _ = random.Next(12) switch
            {
                0 => cell.Append(",;\t|"[random.Next(4)]),
                1 => cell.Append('"'),
                2 => cell.Append(NewLineEnd()),
                3 when Letters.Contains('\uFEFF') => cell.Append(Emoji[random.Next(Emoji.Length)]),
                _ => cell.Append(Letters[random.Next(Letters.Length)]),
            };
        return cell.ToString();
    }

    private void Write(IEnumerable<string> cells) => text.AppendJoin(Separator, cells.Select(Quoted)).Append(NewLineEnd());

    private string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(['"', '\r', '\n', Separator]) || random.Next(4) == 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
}
