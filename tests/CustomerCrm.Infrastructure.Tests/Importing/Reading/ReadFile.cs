using System.IO.Compression;
using System.Text;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Importing.Reading.Bytes;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>A row as it was read; where its cells do not fit the header, why instead.</summary>
internal sealed record ReadRow(long Line, string Cells);

/// <summary>What reading a file to its end gave: rows, and what was told of it or why it was refused.</summary>
internal sealed record ReadFile(IReadOnlyList<ReadRow> Rows, IReadOnlyList<string> Remarks, string? Refusal)
{
    public const char Between = '\u241F';

    public static readonly ImportLimits Limits = new();

    public static readonly Encoding Gb18030 = Strict("gb18030");
    public static readonly Encoding Big5 = Strict("big5");
    public static readonly Encoding Windows1252 = Strict("windows-1252");

    public IEnumerable<string> Cells => Rows.Select(r => r.Cells.Replace(Between, '|'));

    public static ReadFile Of(
        byte[] content, string? encoding = null, ImportFormat? format = null, ImportLimits? limits = null, int drip = 0, string name = "c.csv")
    {
        var rows = new List<ReadRow>();
        IReadOnlyList<string> remarks = [];
        try
        {
            using var file = Open(content, encoding, format, limits, drip, name);
            remarks = [.. file.Remarks.Told()];
            while (file.Read())
                rows.Add(new ReadRow(file.Line, file.Misfit?.Key ?? string.Join(Between, Enumerable.Range(0, file.Columns.Count).Select(file.Cell))));
            return new ReadFile(rows, remarks, null);
        }
        catch (UnreadableFileException e)
        {
            return new ReadFile(rows, remarks, e.Reason.ToString());
        }
    }

    public static ReadFile Of(string content, ImportLimits? limits = null) => Of(Encoding.UTF8.GetBytes(content), limits: limits);

    public static ImportFile Open(
        byte[] content, string? encoding = null, ImportFormat? format = null, ImportLimits? limits = null, int drip = 0, string name = "c.csv")
    {
        Stream stream = drip > 0 ? new DrippingStream(content, drip) : new MemoryStream(content);
        var packed = name.EndsWith(".gz", StringComparison.Ordinal);
        var bounds = limits ?? Limits;
        return ImportFile.Open(
            new FileBytes(stream, packed, bounds.LargestFile), format ?? ImportFormat.Of(ImportKind.Customers), encoding, bounds);
    }

    public static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static Encoding Strict(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Hands out a few bytes at a time, as a slow line does.</summary>
    private sealed class DrippingStream(byte[] content, int most) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }
}
