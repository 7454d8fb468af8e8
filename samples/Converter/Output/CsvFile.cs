using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CustomerCrm.SampleConverter.Output;

/// <summary>A comma-separated file, UTF-8 without mark, line feeds; gzip where the name ends in .gz.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly string path;
    private readonly MemoryStream bytes = new();
    private readonly CsvWriter csv;

    public CsvFile(string path, params string[] header)
    {
        this.path = path;
        Stream stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true)
            : bytes;
        var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        Row(header);
    }

    public static string Date(DateOnly? on) => on?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Money(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    public static string Number(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    public static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public void Row(params string[] cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    public void Dispose()
    {
        csv.Dispose();
        var content = bytes.ToArray();
        if (path.EndsWith(".gz", StringComparison.Ordinal))
            FixHeader(content);
        File.WriteAllBytes(path, content);
    }

    // RFC 1952: bytes 4 to 7 are the time of writing, 9 the operating system. None and "unknown", on every machine.
    private static void FixHeader(byte[] gzip)
    {
        gzip.AsSpan(4, 4).Clear();
        gzip[9] = 255;
    }
}
