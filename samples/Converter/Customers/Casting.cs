using CustomerCrm.SampleConverter.Source;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>
/// Who plays whom is decided by the real orders alone; names and whatever else is made up follow from the role.
/// Revenue and purchase days are those of the window of <see cref="FirmCalendar"/>.
/// </summary>
internal static class Casting
{
    private const string HomeCountry = "United Kingdom";

    // The value model calls a customer provisional for 90 days.
    private const int NewcomerDays = 90;
    private static readonly DateOnly SummerStart = new(2011, 6, 1);
    private static readonly DateOnly SummerEnd = new(2011, 8, 31);

    /// <summary>In this order; whoever has a role is out of the running for the next.</summary>
    private static readonly (Role Role, Func<CustomerHistory, bool> Fits, Func<CustomerHistory, decimal> Most)[] Calls =
    [
        // The largest revenue from one or two purchase days, first seen 90 days ago or more.
        (Role.GroupBuyer, c => c.PurchaseDays.Count <= 2 && DaysSince(c.PurchaseDays[0]) >= NewcomerDays, c => c.Revenue),
        // The largest revenue of the home country.
        (Role.BigAccount, c => c.SourceCountry == HomeCountry, c => c.Revenue),
        // The next largest of the home country with 25 purchase days, none of them over a quarter of the revenue.
        (Role.LatePayer,
            c => c.SourceCountry == HomeCountry && c.Occasions >= 25 && c.LargestDay <= c.Revenue / 4,
            c => c.Revenue),
        // The most purchase days with a revenue of a small shop.
        (Role.LoyalShop, c => c.Revenue is >= 2000 and <= 6000, c => c.Occasions),
        // The largest revenue from five purchase days or more, the last of them in the summer.
        (Role.SleepingPlatinum,
            c => c.Occasions >= 5 && c.PurchaseDays[^1] >= SummerStart && c.PurchaseDays[^1] <= SummerEnd,
            c => c.Revenue),
    ];

    public static IReadOnlyDictionary<string, Role> Choose(IReadOnlyList<CustomerHistory> histories)
    {
        var cast = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var (role, fits, most) in Calls)
        {
            var chosen = histories
                .Where(h => h.PurchaseDays.Count > 0 && !cast.ContainsKey(h.Key) && fits(h))
                .OrderByDescending(most)
                .ThenBy(h => h.Key, StringComparer.Ordinal)
                .FirstOrDefault();
            if (chosen is not null)
                cast[chosen.Key] = role;
        }

        return cast;
    }

    private static int DaysSince(DateOnly on) => FirmCalendar.ScoringDate.DayNumber - on.DayNumber;
}
