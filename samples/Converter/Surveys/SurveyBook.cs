using CustomerCrm.SampleConverter.Customers;
using CustomerCrm.SampleConverter.Drawing;

namespace CustomerCrm.SampleConverter.Surveys;

internal sealed record SurveyAnswer(string CustomerKey, DateOnly On, int? Satisfaction, int? Recommend);

/// <summary>About 1,200 answers of a year: a quarter of the customers answered, some of them twice.</summary>
internal static class SurveyBook
{
    public static IReadOnlyList<SurveyAnswer> Make(IReadOnlyList<Customer> customers) =>
        [.. customers.SelectMany(Answers).OrderBy(a => a.On)];

    private static IEnumerable<SurveyAnswer> Answers(Customer customer)
    {
        var draw = Draw.For(customer.History.Key, "surveys");
        var answered = draw.Chance(0.235m);
        var answers = customer.Role switch
        {
            // One who came for two large orders was never asked.
            Role.GroupBuyer => 0,
            Role.LoyalShop => 2,
            Role.Extra => answered ? draw.Chance(0.18m) ? 2 : 1 : 0,
            _ => 1,
        };
        if (customer.History.PurchaseDays.Count == 0)
            return [];
        return Enumerable.Range(0, answers).Select(_ => Answer(customer, draw)).DistinctBy(a => a.On);
    }

    private static SurveyAnswer Answer(Customer customer, Draw draw)
    {
        var first = customer.History.PurchaseDays[0];
        // A sleeping customer answers nothing after his last order; the others may be asked to the last day.
        var last = customer.Role == Role.SleepingPlatinum ? customer.History.PurchaseDays[^1] : FirmCalendar.ScoringDate;
        var on = draw.DateBetween(first > FirmCalendar.WindowStart ? first : FirmCalendar.WindowStart, last);
        var satisfaction = (int)Math.Clamp(decimal.Round(customer.Traits.Mood + 4 * draw.Bell()), 0, 100);
        var recommend = (int)Math.Clamp(decimal.Round(satisfaction / 10m + draw.Bell()), 0, 10);
        return draw.Below(20) switch
        {
            < 3 => new SurveyAnswer(customer.History.Key, on, satisfaction, null),
            < 5 when customer.Role == Role.Extra => new SurveyAnswer(customer.History.Key, on, null, recommend),
            _ => new SurveyAnswer(customer.History.Key, on, satisfaction, recommend),
        };
    }
}
