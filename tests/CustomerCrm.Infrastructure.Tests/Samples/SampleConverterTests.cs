using System.Text;
using CustomerCrm.SampleConverter;

namespace CustomerCrm.Infrastructure.Tests.Samples;

public sealed class SampleConverterTests : IDisposable
{
    // One of everything the rules speak of; the lines of 2001 are interrupted by another invoice.
    private const string Source = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        2001,85123A,"LANTERN, WHITE ",6,2010-12-01 08:26:00,2.55,17850,United Kingdom
        2002,22423,CAKE STAND,1,2010-12-01 08:30:00,12.75,,United Kingdom
        2001,POST,POSTAGE,1,2010-12-01 08:27:00,0.335,17850,United Kingdom
        2003,22423,CAKE STAND,4,2011-02-01 09:00:00,12.75,12583,France
        2003,22423,CAKE STAND,-1,2011-02-01 09:00:00,12.75,12583,France
        2004,22423,CAKE STAND,1,2011-02-02 09:00:00,12.75,12583,France
        2004,22423,CAKE STAND,1,2011-02-02 09:00:00,12.75,17850,United Kingdom
        2005,M,Manual,-1,2011-02-03 09:00:00,5.00,12583,France
        C2006,85123A,"LANTERN, WHITE ",-2,2011-03-01 10:00:00,2.55,17850,United Kingdom
        A2007,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom
        2008,84029E,SAMPLE,3,2011-09-01 10:00:00,0,12583,France

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sample-firm-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Run_SameInputTwice_GivesTheSameBytes()
    {
        Run("one");
        Run("two");
        string[] names = ["activities.csv", "costs.csv", "customers.csv", "order_lines.csv.gz", "orders.csv", "surveys.csv"];
        Directory.GetFiles(Path.Combine(folder.FullName, "one"))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(names);
        foreach (var name in names)
            Bytes("one", name).ShouldBe(Bytes("two", name), name);
    }

    [Fact]
    public void Run_GzipHeader_NamesNeitherTimeNorSystem()
    {
        Run("one");
        var header = Bytes("one", "order_lines.csv.gz")[..10];
        header.ShouldBe(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, header[8], 255 });
    }

    [Fact]
    public void Run_EveryKindOfInvoice_IsKeptOrCounted()
    {
        var report = Run("one");
        report.ShouldContain("lines read: 11");
        report.ShouldContain("lines left out: on an A invoice (bad debt): 1");
        report.ShouldContain("lines left out: no customer: 1");
        report.ShouldContain("lines left out: on an invoice that cannot be used: 3");
        report.ShouldContain("lines kept: 6");
        report.ShouldContain("invoices left out: two customers: 1");
        report.ShouldContain("invoices left out: sum against its kind: 1");
        report.ShouldContain("invoices kept with lines of both signs: 1");
        report.ShouldContain("sales of net 0: 1");
    }

    [Fact]
    public void Run_Orders_KeepTheirNetAndTurnReturnsPositive()
    {
        Run("one");
        // 6 x 2.55 + 0.335 = 15.635, half to even 15.64; 4 - 1 cake stands at 12.75.
        Orders().ShouldBe(
        [
            "2001 C17850 2010-12-01 sale 15.64",
            "2003 C12583 2011-02-01 sale 38.25",
            "C2006 C17850 2011-03-01 return 5.10",
            "2008 C12583 2011-09-01 sale 0.00",
        ]);
    }

    [Fact]
    public void Run_Lines_KeepTheirPlaceInTheInvoice()
    {
        Run("one");
        SampleFolder.RowsOf(Path.Combine(folder.FullName, "one", "order_lines.csv.gz"))
            .Select(r => $"{r["order_no"]} {r["line_no"]} {r["product_name"]} {r["quantity"]} {r["unit_price"]}")
            .ShouldBe(
            [
                "2001 1 LANTERN, WHITE 6 2.55",
                "2001 2 POSTAGE 1 0.335",
                "2003 1 CAKE STAND 4 12.75",
                "2003 2 CAKE STAND -1 12.75",
                "C2006 1 LANTERN, WHITE 2 2.55",
                "2008 1 SAMPLE 3 0",
            ]);
    }

    private IEnumerable<string> Orders() =>
        SampleFolder.RowsOf(Path.Combine(folder.FullName, "one", "orders.csv"))
            .Select(r => $"{r["order_no"]} {r["customer_key"]} {r["ordered_on"]} {r["kind"]} {r["net"]}");

    private byte[] Bytes(string run, string name) => File.ReadAllBytes(Path.Combine(folder.FullName, run, name));

    private IReadOnlyList<string> Run(string name)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Source));
        return Conversion.Run(input, Path.Combine(folder.FullName, name));
    }
}
