using CustomerCrm.SampleConverter.Output;
using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Orders;

internal static class OrderFile
{
    public static void WriteOrders(string path, IReadOnlyList<Invoice> invoices, IReadOnlyDictionary<string, OrderTerms> terms)
    {
        using var file = new CsvFile(
            path, "order_no", "customer_key", "ordered_on", "kind", "gross", "discount", "net", "cost_of_goods",
            "due_on", "paid_on");
        foreach (var i in invoices)
        {
            var t = terms[i.No];
            file.Row(
                i.No, i.CustomerKey, CsvFile.Date(i.On), i.IsReturn ? "return" : "sale", CsvFile.Money(t.Gross),
                CsvFile.Money(t.Discount), CsvFile.Money(i.Net), CsvFile.Money(t.CostOfGoods), CsvFile.Date(t.DueOn),
                CsvFile.Date(t.PaidOn));
        }
    }

    // The net of a line is left to the reader, quantity x unit price: four prices are in tenths of a penny.
    public static void WriteLines(string path, IReadOnlyList<Invoice> invoices)
    {
        using var file = new CsvFile(path, "order_no", "line_no", "product_code", "product_name", "quantity", "unit_price");
        foreach (var invoice in invoices)
        {
            foreach (var line in invoice.Lines)
            {
                file.Row(
                    invoice.No, CsvFile.Number(line.LineNo), line.ProductCode, line.ProductName, CsvFile.Number(line.Quantity),
                    CsvFile.Number(line.UnitPrice));
            }
        }
    }
}
