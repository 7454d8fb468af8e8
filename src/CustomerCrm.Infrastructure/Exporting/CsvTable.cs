using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>A file to be: columns, and rows that come one by one, never more than one in memory.</summary>
internal abstract class CsvTable
{
    private const int BufferSize = 1 << 16;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Line ends are LF; a lone CR in a text is quoted too, which CsvHelper leaves out once the line end is set.</summary>
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        ShouldQuote = cell => cell.Field.AsSpan().ContainsAny(Quoted),
    };

    public static CsvTable Of<TRow>(IReadOnlyList<(string Name, Func<TRow, string> Cell)> columns, IAsyncEnumerable<TRow> rows) =>
        new Rows<TRow>(columns, rows);

    /// <summary>Writes header and rows as UTF-8.</summary>
    /// <param name="mark">With a byte order mark, by which spreadsheets know it for what it is.</param>
    /// <param name="written">Told how many rows there are, after each.</param>
    /// <returns>How many rows.</returns>
    public async Task<int> WriteAsync(Stream file, CancellationToken cancellation, bool mark = false, Action<int>? written = null)
    {
        await using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: mark), BufferSize, leaveOpen: true);
        await using var csv = new CsvWriter(text, Format);
        return await WriteAsync(csv, written, cancellation);
    }

    protected abstract Task<int> WriteAsync(CsvWriter csv, Action<int>? written, CancellationToken cancellation);

    private sealed class Rows<TRow>(IReadOnlyList<(string Name, Func<TRow, string> Cell)> columns, IAsyncEnumerable<TRow> rows) : CsvTable
    {
        protected override async Task<int> WriteAsync(CsvWriter csv, Action<int>? written, CancellationToken cancellation)
        {
            foreach (var (name, _) in columns)
            {
                csv.WriteField(name);
            }

            await csv.NextRecordAsync();
            var count = 0;
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                foreach (var (_, cell) in columns)
                {
                    csv.WriteField(cell(row));
                }

                await csv.NextRecordAsync();
                count++;
                written?.Invoke(count);
            }

            return count;
        }
    }
}
