using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace CustomerCrm.Infrastructure.Tests.Samples;

/// <summary>The committed files of the sample firm, a row at a time.</summary>
internal static class SampleFolder
{
    public static readonly string Path = System.IO.Path.Combine(Root(), "samples", "online-retail");

    public static string Readme => File.ReadAllText(System.IO.Path.Combine(Path, "README.md"));

    public static byte[] Bytes(string name)
    {
        using var stream = Open(System.IO.Path.Combine(Path, name));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public static IEnumerable<SampleRow> Rows(string name) => RowsOf(System.IO.Path.Combine(Path, name));

    public static IEnumerable<SampleRow> RowsOf(string path)
    {
        using var text = new StreamReader(Open(path));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        // The row is a view on the reader: read it before asking for the next.
        var row = new SampleRow(csv);
        while (csv.Read())
            yield return row;
    }

    private static Stream Open(string path) =>
        path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress)
            : File.OpenRead(path);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "CustomerCrm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No CustomerCrm.sln above the tests.");
        return folder.FullName;
    }
}

internal sealed class SampleRow(CsvReader csv)
{
    public string this[string column] => csv.GetField(column)!;

    public decimal? Number(string column) =>
        this[column].Length == 0 ? null : decimal.Parse(this[column], CultureInfo.InvariantCulture);

    public DateOnly? Date(string column) =>
        this[column].Length == 0 ? null : DateOnly.ParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
