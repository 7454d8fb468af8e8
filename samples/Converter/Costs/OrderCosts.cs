using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Orders;
using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Costs;

/// <summary>What follows from the real orders: handling and delivery by the month, each return, rebates and fees.</summary>
internal static class OrderCosts
{
    private const string HomeCountry = "United Kingdom";

    public static IEnumerable<CostEntry> Of(Customer customer)
    {
        var draw = Draw.For(customer.History.Key, "order costs");
        // One in seven of the better customers at home is served by the firm's own vans, the rest by post.
        var kilometres = customer.History.SourceCountry == HomeCountry && customer.History.Revenue >= 1000 && draw.Chance(0.15m)
            ? draw.Between(8, 140)
            : 0;
        var months = customer.History.Purchases.GroupBy(p => (p.On.Year, p.On.Month)).Select(m => m.ToList());
        return months.SelectMany(m => Month(customer, m, kilometres))
            .Concat(Returns(customer))
            .Concat(Rebates(customer, draw))
            .Concat(ChannelFees(customer, draw));
    }

    private static IEnumerable<CostEntry> Month(Customer customer, List<Invoice> sales, int kilometres)
    {
        var last = sales.Max(s => s.On);
        yield return new CostEntry(customer.History.Key, CostActivities.OrderHandling, last, sales.Count);
        if (kilometres > 0)
        {
            var tours = sales.DistinctBy(s => s.On).Count();
            yield return new CostEntry(customer.History.Key, CostActivities.Delivery, last, tours * kilometres);
        }
    }

    private static IEnumerable<CostEntry> Returns(Customer customer)
    {
        var undone = Undone.Of(customer.History);
        return customer.History.Invoices
            .Where(i => i.IsReturn && i.Pieces > 0 && !undone.OnItsOwnDay(i))
            .Select(i => new CostEntry(customer.History.Key, CostActivities.ReturnsHandling, i.On, i.Pieces));
    }

    // A third of the large ones negotiated a rebate on each quarter's sales.
    private static IEnumerable<CostEntry> Rebates(Customer customer, Draw draw)
    {
        var agreed = draw.Chance(0.35m) && customer.History.Revenue >= 8000 && customer.Role == Role.Extra;
        var percent = customer.Role == Role.BigAccount ? 4 : agreed ? draw.Between(1, 5) : 0;
        return percent == 0 ? [] : ByQuarter(customer, CostActivities.Rebate, percent, "rebate");
    }

    // Some customers abroad come through an agent, who is paid by the quarter.
    private static IEnumerable<CostEntry> ChannelFees(Customer customer, Draw draw)
    {
        if (customer.History.SourceCountry == HomeCountry || !draw.Chance(0.25m))
            return [];
        return ByQuarter(customer, CostActivities.ChannelFee, draw.Between(6, 14), "agent's commission");
    }

    private static IEnumerable<CostEntry> ByQuarter(Customer customer, CostActivity activity, int percent, string note) =>
        customer.History.Purchases
            .GroupBy(p => QuarterEnd(p.On))
            .Select(quarter => new CostEntry(
                customer.History.Key,
                activity,
                quarter.Key,
                Amount: decimal.Round(quarter.Sum(p => p.Net) * percent / 100, 2, MidpointRounding.ToEven),
                Note: $"{percent} % {note}"));

    private static DateOnly QuarterEnd(DateOnly on)
    {
        var quarter = new DateOnly(on.Year, (on.Month - 1) / 3 * 3 + 1, 1);
        var end = quarter.AddMonths(3).AddDays(-1);
        return end < FirmCalendar.ScoringDate ? end : FirmCalendar.ScoringDate;
    }
}
