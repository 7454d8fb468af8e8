using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Reading;
using Xunit.Abstractions;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>
/// Files nobody would think of, from fixed seeds: each is read to its end or refused with a reason, the same however its bytes
/// arrive. CRM_FUZZ_SECONDS makes it try for so long.
/// </summary>
public sealed class ReaderFuzzTests(ITestOutputHelper output)
{
    private const int Tables = 600;
    private const int Mutants = 1_000;
    private static readonly string[] Encodings = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "windows-1252"];
    private static readonly ImportLimits Small = new(LargestFile: 200_000, LongestRow: 3_000, MostColumns: 60);

    [Fact]
    public void Read_TablesOfAnyCells_GivesTheCellsBack() => Try(Tables, seed =>
    {
        var random = new Random(seed);
        var encoding = Encodings[random.Next(Encodings.Length)];
        var table = new FuzzTable(random, ",;\t|"[random.Next(4)], FuzzTable.LettersOf(encoding));
        var content = Encode(table.Text, encoding, mark: random.Next(2) == 0);
        content = random.Next(4) == 0 ? ReadFile.Gzip(content) : content;

        var read = ReadFile.Of(content, encoding, table.Format, drip: random.Next(3) * random.Next(8));

        read.Refusal.ShouldBeNull($"seed {seed}");
        read.Rows.ShouldBe(table.Rows, $"seed {seed}");
    });

    [Fact]
    public void Read_AnySignsBehindAHeader_AreWhatRfc4180SaysOrRefused() => Try(5 * Mutants, seed =>
    {
        var random = new Random(seed);
        var text = (random.Next(2) == 0 ? "c0,c1\n" : "c0,c1,unknown\n") + string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => "a b\"\",,\n\r"[random.Next(9)]));
        var format = new ImportFormat(ImportKind.Customers, ["c0"], [new("c0", CellKind.Note), new("c1", CellKind.Note)], []);

        var read = ReadFile.Of(Encoding.UTF8.GetBytes(text), format: format, drip: random.Next(4));

        if (StrictCsv.Read(text) is [var header, .. var rows])
            (read.Refusal is null ? read.Cells : [read.Refusal]).ShouldBe(rows.Select(r => Told(r.Cells, header.Cells.Count)), $"seed {seed}: {JsonSerializer.Serialize(text)}");
        else if (read.Refusal is null)
            // A mark amid a cell that nobody reads is nobody's matter, as long as no line is lost in it.
            read.Rows.Select(r => (int)r.Line).ShouldBe(StrictCsv.Read(text, lenient: true)?.Skip(1).Select(r => r.Line), $"seed {seed}: {JsonSerializer.Serialize(text)}");
    });

    [Fact]
    public void Read_BrokenFiles_ReadsOrRefusesThemTheSameHoweverTheyArrive() => Try(Mutants, seed =>
    {
        var random = new Random(seed);
        var kind = ImportExamples.Of.Keys.ElementAt(random.Next(ImportExamples.Of.Count));
        var content = FuzzMutation.Of(GoodFile(random, kind), random, i => GoodFile(new Random(seed + i), kind));
        var name = random.Next(3) == 0 ? "c.csv.gz" : "c.csv";
        var encoding = random.Next(3) == 0 ? Encodings[random.Next(Encodings.Length)] : null;

        var whole = ReadFile.Of(content, encoding, ImportFormat.Of(kind), Small, name: name);
        var dripped = ReadFile.Of(content, encoding, ImportFormat.Of(kind), Small, drip: random.Next(1, 8), name: name);

        dripped.Refusal.ShouldBe(whole.Refusal, $"seed {seed}");
        dripped.Remarks.ShouldBe(whole.Remarks, $"seed {seed}");
        dripped.Rows.ShouldBe(whole.Rows, $"seed {seed}");
        var lines = whole.Rows.Select(r => r.Line).ToList();
        lines.Zip(lines.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, $"seed {seed}");
        whole.Rows.ShouldAllBe(r => r.Cells.Length <= Small.LongestRow + 2, $"seed {seed}");
        if (content is not [0x1F, 0x8B, ..])
            whole.Rows.ShouldAllBe(r => r.Line <= 1 + content.Count(b => b == '\n' || b == '\r'), $"seed {seed}");
    });

    private static string Told(List<string> cells, int width) =>
        cells.Count < 2 ? "Row.FewerCells" : cells.Skip(width).Any(c => c.Length > 0) ? "Row.MoreCells" : $"{cells[0]}|{cells[1]}";

    private static byte[] GoodFile(Random random, ImportKind kind)
    {
        var example = ImportExamples.Of[kind];
        var encoding = Encodings[random.Next(Encodings.Length)];
        var words = encoding switch
        {
            "big5" => "\"臺北貿易, 有限公司\"",
            "windows-1252" => "\"Müller, José\"",
            _ => "\"上海贸易, 有限公司\"",
        };
        var text = example.Csv.Replace(example.FirstRow, string.Join('\n', Enumerable.Repeat(example.FirstRow, random.Next(1, 20))))
            .Replace("Ann", words).Replace("Leeds", words).Replace("by car", words).Replace("Cups", words);
        text = random.Next(4) switch { 0 => text.Replace(',', ';'), 1 => "sep=,\r\n" + text.Replace("\n", "\r\n"), _ => text };
        var content = Encode(text, encoding, mark: random.Next(2) == 0);
        return random.Next(4) == 0 ? ReadFile.Gzip(content) : content;
    }

    private static byte[] Encode(string text, string name, bool mark)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(mark),
            "utf-16le" => new UnicodeEncoding(bigEndian: false, mark),
            "utf-16be" => new UnicodeEncoding(bigEndian: true, mark),
            "gb18030" => ReadFile.Gb18030,
            "big5" => ReadFile.Big5,
            _ => ReadFile.Windows1252,
        };
        return [.. encoding.Preamble, .. encoding.GetBytes(text)];
    }

    private void Try(int count, Action<int> check)
    {
        var seconds = Environment.GetEnvironmentVariable("CRM_FUZZ_SECONDS");
        var clock = Stopwatch.StartNew();
        var longest = TimeSpan.FromSeconds(seconds is null ? 0 : int.Parse(seconds, CultureInfo.InvariantCulture));
        var seed = 0;
        for (; seed < count || clock.Elapsed < longest; seed++)
            check(seed);
        output.WriteLine($"{seed} files tried.");
    }
}
