using CustomerCrm.SampleConverter.Drawing;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>Who brought whom. Only somebody whose first order is earlier can bring a customer, so no circle can close.</summary>
internal static class Referrals
{
    private const decimal Referred = 0.06m;

    // What the story of the loyal shop needs: word of mouth.
    private const int BroughtByLoyalShop = 3;

    public static IReadOnlyList<Customer> Introduce(IReadOnlyList<Customer> customers)
    {
        var byAge = customers
            .OrderBy(c => c.History.FirstOn)
            .ThenBy(c => c.History.Key, StringComparer.Ordinal)
            .ToList();
        var referrers = new Dictionary<string, string>(StringComparer.Ordinal);
        var shop = byAge.FirstOrDefault(c => c.Role == Role.LoyalShop);
        var left = BroughtByLoyalShop;
        for (var i = 1; i < byAge.Count; i++)
        {
            var customer = byAge[i];
            var draw = Draw.For(customer.History.Key, "referral");
            if (customer.Role != Role.Extra || !draw.Chance(Referred))
                continue;
            // The shop needs a hundred days to get talking about us; those it brings have bought.
            var byShop = left > 0 && shop is not null && customer.History.PurchaseDays.Count > 0
                && customer.History.FirstOn >= shop.History.FirstOn.AddDays(100);
            referrers[customer.History.Key] = byShop ? shop!.History.Key : byAge[draw.Below(i)].History.Key;
            left -= byShop ? 1 : 0;
        }

        return
        [
            .. customers.Select(c => referrers.TryGetValue(c.History.Key, out var by) ? c with { Card = Refer(c.Card, by) } : c),
        ];
    }

    public static CustomerCard Refer(CustomerCard card, string by) =>
        card with { ReferredByKey = by, Source = CardWriter.ByReferral };
}
