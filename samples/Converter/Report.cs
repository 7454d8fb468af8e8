using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter;

internal static class Report
{
    public static IEnumerable<string> Made(
        IReadOnlyList<Invoice> invoices, int customers, int prospects, int costs, int surveys) =>
    [
        SourceTally.Line("sales", invoices.Count(i => !i.IsReturn)),
        SourceTally.Line("sales of net 0", invoices.Count(i => !i.IsReturn && i.Net == 0)),
        SourceTally.Line("returns", invoices.Count(i => i.IsReturn)),
        SourceTally.Line("customers", customers),
        SourceTally.Line("prospects and leads", prospects),
        SourceTally.Line("cost entries", costs),
        SourceTally.Line("survey answers", surveys),
    ];

    public static IEnumerable<string> Cast(IReadOnlyList<Customer> customers) =>
        customers.Where(c => c.Role != Role.Extra).OrderBy(c => c.Role).Select(c => $"{c.Role}: {c.Card.Key} {c.Card.Name}");
}
