using CustomerCrm.SampleConverter.Costs;
using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Orders;
using CustomerCrm.SampleConverter.Source;
using CustomerCrm.SampleConverter.Surveys;

namespace CustomerCrm.SampleConverter;

/// <summary>
/// Order lines of the public data set in, the six files of the sample firm out. The same input gives the same bytes.
/// </summary>
public static class Conversion
{
    /// <returns>What was kept, left out and made, a line each, as the README of the sample quotes it.</returns>
    public static IReadOnlyList<string> Run(Stream input, string folder)
    {
        Directory.CreateDirectory(folder);

        var tally = new SourceTally();
        var invoices = InvoiceBook.From(SourceReader.Read(input), tally);
        var histories = CustomerHistory.Of(invoices);
        var cast = Casting.Choose(histories);
        var cards = new CardWriter();
        var customers = CustomerBook.Make(cards, histories, cast);
        var prospects = ProspectBook.Make(cards, customers);
        var terms = OrderBook.Terms(customers);
        var costs = CostBook.Make(customers, terms);
        var surveys = SurveyBook.Make(customers);

        CustomerFile.Write(Path.Combine(folder, "customers.csv"), [.. customers.Select(c => c.Card), .. prospects]);
        OrderFile.WriteOrders(Path.Combine(folder, "orders.csv"), invoices, terms);
        OrderFile.WriteLines(Path.Combine(folder, "order_lines.csv.gz"), invoices);
        CostFile.WriteActivities(Path.Combine(folder, "activities.csv"));
        CostFile.WriteCosts(Path.Combine(folder, "costs.csv"), costs);
        SurveyFile.Write(Path.Combine(folder, "surveys.csv"), surveys);

        return
        [
            .. tally.Report(),
            .. Report.Made(invoices, customers.Count, prospects.Count, costs.Count, surveys.Count),
            .. Report.Cast(customers),
        ];
    }
}
