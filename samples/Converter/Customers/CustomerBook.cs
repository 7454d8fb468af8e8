using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Places;
using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>A card for every customer of the data, in the order of their keys.</summary>
internal static class CustomerBook
{
    public static IReadOnlyList<Customer> Make(
        CardWriter writer, IReadOnlyList<CustomerHistory> histories, IReadOnlyDictionary<string, Role> cast)
    {
        var customers = new List<Customer>();
        foreach (var history in histories)
        {
            var role = cast.GetValueOrDefault(history.Key, Role.Extra);
            var traits = Traits.Of(history, role);
            var card = writer.Write(history.Key, Countries.Of(history.SourceCountry), traits.IsPerson, role);
            customers.Add(new Customer(history, role, traits, WithFacts(card, history, role)));
        }

        return Referrals.Introduce(customers);
    }

    private static CustomerCard WithFacts(CustomerCard card, CustomerHistory history, Role role)
    {
        var draw = Draw.For(history.Key, "facts");
        return card with
        {
            EstimatedAnnualSpend = EstimatedSpend(draw, history, role),
            FirstContactOn = history.FirstOn.AddDays(-draw.Between(5, 150)),
            Tags = Tags(draw, history),
        };
    }

    // What the rep believes the customer spends a year on goods like ours: our sales are a share of wallet of 0.2 to 1.
    private static decimal? EstimatedSpend(Draw draw, CustomerHistory history, Role role)
    {
        var known = draw.Chance(0.6m);
        var share = role switch
        {
            Role.LoyalShop => 0.95m,
            Role.SleepingPlatinum => 0.8m,
            Role.BigAccount => 0.35m,
            _ => draw.Between(0.2m, 1m),
        };
        if (history.YearlyRevenue <= 0 || (!known && role == Role.Extra))
            return null;
        var spend = history.YearlyRevenue / share;
        // Nobody estimates to the pound.
        var step = spend < 1000 ? 50 : spend < 10_000 ? 500 : 5000;
        return Math.Max(1, decimal.Round(spend / step)) * step;
    }

    private static string Tags(Draw draw, CustomerHistory history)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        if (history.Revenue >= 20_000)
            tags.Add("key account");
        if (draw.Chance(0.18m))
            tags.Add(draw.Pick(Choices.Tags));
        if (draw.Chance(0.05m))
            tags.Add(draw.Pick(Choices.Tags));
        return string.Join('|', tags);
    }
}
