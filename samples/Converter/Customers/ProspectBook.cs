using System.Globalization;
using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Places;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>Prospects and leads: invented throughout, without an order. Whoever has no first contact is still a lead.</summary>
internal static class ProspectBook
{
    private const int Count = 60;
    private static readonly DateOnly FirstFair = new(2011, 2, 1);

    // The writer is the one of the customers' cards: it knows the names and numbers given away.
    public static IReadOnlyList<CustomerCard> Make(CardWriter writer, IReadOnlyList<Customer> customers) =>
        [.. Enumerable.Range(1, Count).Select(n => Make(writer, n, customers))];

    private static CustomerCard Make(CardWriter writer, int number, IReadOnlyList<Customer> customers)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"L{number:0000}");
        var draw = Draw.For(key, "prospect");
        var isPerson = draw.Chance(0.1m);
        var card = writer.Write(key, draw.Pick(Countries.OfProspects), isPerson, Role.Extra) with
        {
            EstimatedAnnualSpend = draw.Chance(0.5m) ? draw.Between(2, 60) * 500 : null,
            FirstContactOn = draw.Chance(0.7m) ? draw.DateBetween(FirstFair, FirmCalendar.ScoringDate.AddDays(-3)) : null,
            Tags = draw.Chance(0.3m) ? draw.Pick(Choices.Tags) : "",
        };
        return customers.Count > 0 && draw.Chance(0.1m) ? Referrals.Refer(card, draw.Pick(customers).History.Key) : card;
    }
}
