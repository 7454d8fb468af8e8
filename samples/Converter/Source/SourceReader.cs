using System.Globalization;
using System.Text;
using CsvHelper;

namespace CustomerCrm.SampleConverter.Source;

internal static class SourceReader
{
    public static IEnumerable<SourceLine> Read(Stream input)
    {
        using var text = new StreamReader(input, Encoding.UTF8);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();

        // Rows of an invoice need not stand together: one in the file is interrupted by another.
        var rowsOfInvoice = new Dictionary<string, int>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var invoiceNo = Cell(csv, "InvoiceNo");
            var lineNo = rowsOfInvoice.GetValueOrDefault(invoiceNo) + 1;
            rowsOfInvoice[invoiceNo] = lineNo;
            yield return new SourceLine(
                invoiceNo,
                lineNo,
                Cell(csv, "StockCode"),
                Cell(csv, "Description"),
                Number(csv, "Quantity"),
                Number(csv, "UnitPrice"),
                DateOnly.ParseExact(Cell(csv, "InvoiceDate").AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Cell(csv, "CustomerID"),
                Cell(csv, "Country"));
        }
    }

    // A fifth of the product names carry a blank at an end: noise of the source system.
    private static string Cell(CsvReader csv, string column) => csv.GetField(column)!.Trim();

    private static decimal Number(CsvReader csv, string column) => decimal.Parse(Cell(csv, column), CultureInfo.InvariantCulture);
}
