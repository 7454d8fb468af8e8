using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Demo;

/// <summary>
/// The sample's files cut by date into the stretches a firm would have imported them in, so that the sample firm has a past. The
/// lines of an order follow their order.
/// </summary>
public sealed class SamplePeriods(string samples, string target)
{
    /// <summary>The last days of the stretches; the last one is the sample firm's today.</summary>
    public static readonly IReadOnlyList<DateOnly> Ends =
    [
        new(2011, 6, 30), new(2011, 7, 31), new(2011, 8, 31), new(2011, 9, 30), new(2011, 10, 31), new(2011, 11, 30), new(2011, 12, 10),
    ];

    private readonly Dictionary<string, int> periodOfOrder = new(StringComparer.Ordinal);

    /// <summary>What happened in a stretch, in the order it is to be imported in. Cut once for all of them.</summary>
    public IEnumerable<(ImportKind Kind, string File)> Of(int period) =>
    [
        (ImportKind.Orders, Path(ImportKind.Orders, period)),
        (ImportKind.OrderLines, Path(ImportKind.OrderLines, period)),
        (ImportKind.Costs, Path(ImportKind.Costs, period)),
        (ImportKind.Surveys, Path(ImportKind.Surveys, period)),
    ];

    public void Cut()
    {
        Cut(ImportKind.Orders, "orders.csv", row =>
        {
            var period = PeriodOf(row("ordered_on"));
            periodOfOrder[row("order_no")] = period;
            return period;
        });
        Cut(ImportKind.OrderLines, "order_lines.csv.gz", row => periodOfOrder[row("order_no")]);
        Cut(ImportKind.Costs, "costs.csv", row => PeriodOf(row("incurred_on")));
        Cut(ImportKind.Surveys, "surveys.csv", row => PeriodOf(row("answered_on")));
    }

    private string Path(ImportKind kind, int period) =>
        System.IO.Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{ImportKinds.NameOf(kind)}-{Ends[period]:yyyy-MM-dd}.csv"));

    private void Cut(ImportKind kind, string file, Func<Func<string, string>, int> periodOf)
    {
        var source = File.OpenRead(System.IO.Path.Combine(samples, file));
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(source, CompressionMode.Decompress) : source);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture));
        csv.Read();
        csv.ReadHeader();
        var header = csv.Parser.RawRecord;
        var parts = Ends.Select((_, period) => new StreamWriter(Path(kind, period))).ToList();
        try
        {
            parts.ForEach(part => part.Write(header));
            while (csv.Read())
            {
                parts[periodOf(column => csv.GetField(column)!)].Write(csv.Parser.RawRecord);
            }
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    private static int PeriodOf(string date)
    {
        var on = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, Ends.Count).First(period => on <= Ends[period]);
    }
}
