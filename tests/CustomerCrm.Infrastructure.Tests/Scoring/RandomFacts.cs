using System.Globalization;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Scoring;

/// <summary>Small random files over a few customers, from a seed: new facts, corrections, moves between customers.</summary>
internal sealed class RandomFacts(int seed, int customers = 12)
{
    public const string Activities = "activity,valid_from,unit,rate\nvisit,2024-01-01,visit,30\n";

    private readonly Random random = new(seed);

    /// <summary>Thirty customers with their orders, scored under rules with hysteresis and grace, some archived, some pinned.</summary>
    public static async Task<RandomFacts> FirmAsync(TestCrm crm, int seed, string pinnedUntil)
    {
        var facts = new RandomFacts(seed, customers: 30);
        await crm.ImportAsync(ImportKind.Activities, Activities);
        await crm.ImportAsync(ImportKind.Customers, facts.Customers(30));
        await crm.ImportAsync(ImportKind.Orders, facts.Orders(75));
        await crm.PublishAsync(new ScoringPolicy { GraceDays = 20, HysteresisPoints = 6 });
        await crm.ExecuteAsync("UPDATE customers SET archived_at = now() WHERE id % 5 = 0");
        await crm.ExecuteAsync(
            $"""
            INSERT INTO tier_pins (customer_id, tier, from_on, until_on, reason, pinned_by, pinned_at)
            SELECT id, 4, '2026-06-01', '{pinnedUntil}', 'a promise', 'manager', now() FROM customers WHERE id % 4 = 1
            """);
        return facts;
    }

    public int Next(int least, int beyond) => random.Next(least, beyond);

    public (ImportKind Kind, string Csv) Any() => random.Next(5) switch
    {
        0 => (ImportKind.Customers, Customers(random.Next(1, customers))),
        1 => (ImportKind.Costs, Costs(random.Next(1, 5))),
        2 => (ImportKind.Surveys, Surveys(random.Next(1, 5))),
        _ => (ImportKind.Orders, Orders(random.Next(1, 8))),
    };

    public string Customers(int count) => TestCrm.Csv(
        "customer_key,name,estimated_annual_spend,referred_by_key,first_contact_on",
        Enumerable.Range(1, count).Select(n =>
        {
            var referrer = random.Next(1, n + 1);
            var spend = random.Next(3) == 0 ? "" : Money(5_000);
            return $"C{n},Name {random.Next(3)},{spend},{(referrer == n || random.Next(2) == 0 ? "" : $"C{referrer}")},{(random.Next(2) == 0 ? "" : Date())}";
        }));

    public string Orders(int count) => TestCrm.Csv(
        "order_no,customer_key,ordered_on,kind,net,cost_of_goods,due_on,paid_on",
        Distinct(count, 80).Select(n =>
        {
            var (kind, cost) = (random.Next(7) == 0 ? "return" : "sale", random.Next(3) == 0 ? "" : Money(300));
            return $"O{n},{Customer()},{Date()},{kind},{Money(600)},{cost},{(random.Next(2) == 0 ? "" : Date())},{(random.Next(2) == 0 ? "" : Date())}";
        }));

    public string Costs(int count) => TestCrm.Csv(
        "cost_no,customer_key,activity,incurred_on,quantity",
        Distinct(count, 20).Select(n => $"X{n},{Customer()},visit,{Date()},{random.Next(1, 4)}"));

    public string Surveys(int count) => TestCrm.Csv(
        "survey_no,customer_key,answered_on,satisfaction",
        Distinct(count, 20).Select(n => $"S{n},{Customer()},{Date()},{random.Next(0, 101)}"));

    private List<int> Distinct(int count, int most) => [.. Enumerable.Range(1, most).OrderBy(_ => random.Next()).Take(count)];

    private string Customer() => $"C{random.Next(1, customers + 1)}";

    private string Date() => TestCrm.Today.AddDays(-random.Next(-30, 500)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Money(int most) => (random.Next(most * 100) / 100m).ToString("F2", CultureInfo.InvariantCulture);
}
