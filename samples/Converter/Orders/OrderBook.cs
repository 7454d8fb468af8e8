using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Orders;

/// <summary>Discounts, cost of goods, due and paid dates for every invoice, drawn from the traits of its customer.</summary>
internal static class OrderBook
{
    // The books lack the cost of goods on about every seventh order, so that the default margin has work to do.
    private const decimal CostUnknown = 0.15m;
    private const decimal NeverPaid = 0.008m;

    public static IReadOnlyDictionary<string, OrderTerms> Terms(IReadOnlyList<Customer> customers)
    {
        var terms = new Dictionary<string, OrderTerms>(StringComparer.Ordinal);
        foreach (var customer in customers)
        {
            var undone = Undone.Of(customer.History);
            foreach (var sale in customer.History.Invoices.Where(i => !i.IsReturn))
                terms[sale.No] = Sale(customer, sale, undone);
            foreach (var back in customer.History.Invoices.Where(i => i.IsReturn))
                terms[back.No] = Return(customer, back, undone, terms);
        }

        return terms;
    }

    private static OrderTerms Sale(Customer customer, Invoice sale, Undone undone)
    {
        // Goods given away: what they cost is not in the books.
        if (sale.Net == 0)
            return new OrderTerms(0, 0, null, null, null);

        var traits = customer.Traits;
        var draw = Draw.For(sale.No, "sale");
        var gross = draw.Chance(traits.DiscountChance)
            ? Cents(sale.Net / (1 - draw.Between(traits.DiscountPercent.Low, traits.DiscountPercent.High) / 100m))
            : sale.Net;
        var margin = Math.Clamp(traits.ListMargin + 0.03m * draw.Bell(), 0.05m, 0.7m);
        var cost = draw.Chance(CostUnknown) && customer.Role == Role.Extra ? (decimal?)null : Cents(gross * (1 - margin));
        var (dueOn, paidOn) = undone.OnItsOwnDay(sale) ? (null, null) : Payment(traits, sale, draw);
        return new OrderTerms(gross, gross - sale.Net, cost, dueOn, paidOn);
    }

    private static OrderTerms Return(Customer customer, Invoice back, Undone undone, Dictionary<string, OrderTerms> terms)
    {
        // A sale that came back whole takes its very cost with it, or the pair would leave a profit nobody made.
        if (undone.SaleOf(back) is { } sale)
            return new OrderTerms(back.Net, 0, terms[sale.No].CostOfGoods, null, null);

        var draw = Draw.For(back.No, "return");
        var margin = NetMargin(customer.Traits);
        var cost = draw.Chance(CostUnknown) && customer.Role == Role.Extra ? (decimal?)null : Cents(back.Net * (1 - margin));
        return new OrderTerms(back.Net, 0, cost, null, null);
    }

    // What the customer's usual discount leaves of the margin.
    private static decimal NetMargin(Traits traits)
    {
        var discount = traits.DiscountChance * (traits.DiscountPercent.Low + traits.DiscountPercent.High) / 200m;
        return 1 - (1 - traits.ListMargin) / (1 - discount);
    }

    private static (DateOnly? DueOn, DateOnly? PaidOn) Payment(Traits traits, Invoice sale, Draw draw)
    {
        // Persons pay at the counter: nothing falls due.
        if (traits.TermDays == 0)
            return (null, sale.On);

        var dueOn = sale.On.AddDays(traits.TermDays);
        var late = traits.DaysLate > 0 ? traits.DaysLate + draw.Between(-12, 12)
            : draw.Chance(0.06m) ? draw.Between(10, 30)
            : draw.Between(-10, 6);
        var paidOn = dueOn.AddDays(late);
        // What is paid after the scoring date is not known on it.
        var known = paidOn <= FirmCalendar.ScoringDate && !draw.Chance(NeverPaid);
        return (dueOn, known ? paidOn : null);
    }

    private static decimal Cents(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToEven);
}
