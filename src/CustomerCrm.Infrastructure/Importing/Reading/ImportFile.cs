using CustomerCrm.Infrastructure.Importing.Reading.Bytes;
using CustomerCrm.Infrastructure.Importing.Reading.Encodings;

namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>
/// A file of people's as a stream of rows: in whatever encoding and by whatever separator it came, plain or gzip, with a header
/// and RFC 4180 quoting. Never more than a row in memory, whatever the file holds.
/// </summary>
public sealed class ImportFile : IDisposable
{
    private readonly FileBytes bytes;
    private readonly RowText text;
    private readonly CsvRows rows;
    private readonly ImportHeader header;
    private readonly int lastPlace;

    private ImportFile(FileBytes bytes, RowText text, CsvRows rows, ImportHeader header, IReadOnlyList<ImportMessage> remarks)
    {
        (this.bytes, this.text, this.rows, this.header, Remarks) = (bytes, text, rows, header, remarks);
        lastPlace = header.Places.Max();
    }

    /// <summary>The columns of the format that this file has.</summary>
    public IReadOnlyList<ImportColumn> Columns => header.Columns;

    /// <summary>Columns that mean nothing to us and are skipped.</summary>
    public IReadOnlyList<string> Unknown => header.Unknown;

    /// <summary>What was found out about the file and can be wrong, so that people can see it.</summary>
    public IReadOnlyList<ImportMessage> Remarks { get; }

    /// <summary>The line of the file the row began on, the file's first being line 1.</summary>
    public long Line => rows.Line;

    /// <summary>Why the row's cells do not stand under the header's; null where they do.</summary>
    public ImportMessage? Misfit => rows.Count <= lastPlace ? new("Row.FewerCells") : HasCellBeyond() ? new("Row.MoreCells") : null;

    /// <param name="encoding">Its name; null to find it out.</param>
    /// <exception cref="UnreadableFileException">No text that can be read, no header, a required column is missing.</exception>
    public static ImportFile Open(string path, ImportFormat format, string? encoding, ImportLimits limits) =>
        Open(FileBytes.Open(path, limits.LargestFile), format, encoding, limits);

    /// <param name="bytes">Is disposed with the file, or here where it cannot be read.</param>
    internal static ImportFile Open(FileBytes bytes, ImportFormat format, string? encoding, ImportLimits limits)
    {
        RowText? text = null;
        try
        {
            var remarks = new List<ImportMessage>();
            var decoded = new DecodedText(bytes, EncodingOf(bytes, encoding, remarks));
            text = new RowText(decoded, limits);
            var firstLine = 1 + decoded.PassLineEnds();
            var (separator, isSaid) = SeparatorDetection.Detect(text, firstLine, format, limits);
            remarks.AddRange(SeparatorDetection.Remark(separator) is { } remark ? [remark] : []);
            text.StartAgain();
            text.StopRecording();
            var rows = new CsvRows(text, separator, firstLine);
            var any = rows.Read() && (!isSaid || rows.Read());
            return any
                ? new ImportFile(bytes, text, rows, ImportHeader.Of(rows, format, limits), remarks)
                : throw new UnreadableFileException("File.Empty");
        }
        catch
        {
            text?.Dispose();
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Moves to the next row that is not blank.</summary>
    /// <exception cref="UnreadableFileException">What follows is no CSV in the file's encoding.</exception>
    public bool Read() => rows.Read();

    /// <summary>The cell of the n-th of <see cref="Columns"/>.</summary>
    public string Cell(int column) => rows[header.Places[column]];

    public void Dispose()
    {
        rows.Dispose();
        text.Dispose();
        bytes.Dispose();
    }

    private static TextEncoding EncodingOf(FileBytes bytes, string? name, List<ImportMessage> remarks)
    {
        var head = bytes.ReadHead();
        if (head.Length == 0)
        {
            throw new UnreadableFileException("File.Empty");
        }

        FileSignature.Check(head);
        if (name is not null)
        {
            var named = TextEncoding.Named(name, head);
            return named.IsOfBytes && FileSignature.IsBinary(head) ? throw new UnreadableFileException("File.Binary") : named;
        }

        var detection = new EncodingDetection(bytes);
        var found = detection.Detect(head);
        remarks.AddRange(detection.Remark is { } remark ? [remark] : []);
        bytes.Rewind();
        return found;
    }

    /// <summary>An empty cell beyond the header is a separator too many; text there would be lost.</summary>
    private bool HasCellBeyond()
    {
        for (var i = header.Width; i < rows.Count; i++)
        {
            if (rows[i].Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
