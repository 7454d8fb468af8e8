using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Orders;

namespace CustomerCrm.SampleConverter.Costs;

/// <summary>Every customer's cost to serve, in the order of the days it was incurred.</summary>
internal static class CostBook
{
    public static IReadOnlyList<CostEntry> Make(
        IReadOnlyList<Customer> customers, IReadOnlyDictionary<string, OrderTerms> terms) =>
    [
        .. customers
            .SelectMany(c => OrderCosts.Of(c).Concat(ServiceCosts.Of(c, terms)))
            // A stable sort: entries of one day keep the order of the customers.
            .OrderBy(e => e.On),
    ];
}
