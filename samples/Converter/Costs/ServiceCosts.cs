using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Orders;

namespace CustomerCrm.SampleConverter.Costs;

/// <summary>Visits and calls: few for most, and for some so many that they eat what the orders earn.</summary>
internal static class ServiceCosts
{
    // Two a week is the most a rep can give one customer.
    private const int MostEntries = 104;

    public static IEnumerable<CostEntry> Of(Customer customer, IReadOnlyDictionary<string, OrderTerms> terms)
    {
        var history = customer.History;
        if (history.PurchaseDays.Count == 0)
            return [];
        var draw = Draw.For(history.Key, "service");
        var entries = new List<CostEntry>();
        if (customer.Traits.ServiceAppetite > 0)
            Demanding(entries, customer, draw, customer.Traits.ServiceAppetite * GrossProfit(customer, terms));
        else
            Ordinary(entries, customer, draw);
        return entries.OrderBy(e => e.On);
    }

    private static void Ordinary(List<CostEntry> entries, Customer customer, Draw draw)
    {
        // One visit for about every £2,500 a year, of half an hour to an hour and a half with the way there.
        var visits = customer.History.Revenue < 1500 || customer.Traits.IsPerson ? 0
            : Math.Min(10, (int)decimal.Round(customer.History.Revenue / 2500 * draw.Between(0.5m, 1.5m)));
        for (var i = 0; i < visits; i++)
            entries.Add(Minutes(customer, CostActivities.FieldVisit, draw, 5 * draw.Between(6, 18)));
        var calls = draw.Chance(0.3m) ? draw.Between(1, 3) : 0;
        for (var i = 0; i < calls; i++)
            entries.Add(Minutes(customer, CostActivities.ServiceCall, draw, draw.Between(4, 25)));
    }

    private static void Demanding(List<CostEntry> entries, Customer customer, Draw draw, decimal budget)
    {
        // About thirty visits and calls of some £60 eat £1,800; where there is more to eat they take longer, up to a whole day.
        var length = Math.Clamp((int)(budget / 1800), 1, 5);
        while (budget > 0 && entries.Count < MostEntries)
        {
            var entry = draw.Chance(0.3m)
                ? Minutes(customer, CostActivities.ServiceCall, draw, draw.Between(10, 40))
                : Minutes(customer, CostActivities.FieldVisit, draw, 5 * draw.Between(12, 24) * length);
            entries.Add(entry);
            budget -= entry.Quantity!.Value * entry.Activity.RateOn(entry.On);
        }
    }

    private static CostEntry Minutes(Customer customer, CostActivity activity, Draw draw, int minutes)
    {
        var first = customer.History.PurchaseDays[0];
        var on = draw.DateBetween(first > FirmCalendar.WindowStart ? first : FirmCalendar.WindowStart, FirmCalendar.ScoringDate);
        // Nobody visits on a Sunday; the data has no Saturday either, but telephones ring.
        if (on.DayOfWeek == DayOfWeek.Sunday && on > first)
            on = on.AddDays(-1);
        return new CostEntry(customer.History.Key, activity, on, minutes);
    }

    // Where the cost of goods is unknown, what the firm assumes: 30 % are left, the default of the value model.
    private static decimal GrossProfit(Customer customer, IReadOnlyDictionary<string, OrderTerms> terms) =>
        customer.History.Purchases
            .Where(p => FirmCalendar.InWindow(p.On))
            .Sum(p => p.Net - (terms[p.No].CostOfGoods ?? p.Net * 0.7m));
}
