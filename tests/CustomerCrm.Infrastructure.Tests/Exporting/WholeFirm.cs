using System.Globalization;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>
/// A firm with something of everything a file can say, and texts that try to break out of their cells. Cells stand here as a
/// file holds them: ''=x is the text '=x.
/// </summary>
internal static class WholeFirm
{
    public const string Activities =
        "activity,valid_from,unit,rate\n=visit,2024-01-01,visit,30.125\n=visit,2026-01-01,visit,31.005\n"
        + "''-phone,2025-01-01,\"minute, \"\"paid\"\"\",0.333333\n@rebate,,amount,\n";

    private static readonly string[] Owners = ["anna@example.com", "ben@example.com"];

    /// <summary>Also such as UTF-16 and code points sort differently.</summary>
    private static readonly string[] Keys =
        ["=1+1", "''=1+1", "'''''@x", "'plain", "\"q\"", "a,b", "-minus", "＋full", "客户", "😀", "～", "x;y|z", "C1", "C10", "c1", "=HYPERLINK(\"u\")"];

    private static readonly string[] Notes =
    [
        "", "=cmd|' /C calc'!A0", "one\ntwo", "one\rtwo", "one\r\ntwo\r\n\r\nthree", "\"quoted\", \"twice\"", "'''=not a formula",
        "'tis", "中文，备注", "👩‍👩‍👧 and \u200Fright", "tab\there", "+", "''+",
    ];

    public static async Task PrepareAsync(TestCrm crm)
    {
        foreach (var owner in Owners)
            await crm.AddUserAsync(owner);
    }

    public static async Task LoadAsync(TestCrm crm)
    {
        var random = new Random(20260630);
        await crm.ImportAsync(ImportKind.Customers, Customers(random));
        await crm.ImportAsync(ImportKind.Orders, Orders(random));
        await crm.ImportAsync(ImportKind.OrderLines, OrderLines(random));
        await crm.ImportAsync(ImportKind.Activities, Activities);
        await crm.ImportAsync(ImportKind.Costs, Costs(random));
        await crm.ImportAsync(ImportKind.Surveys, Surveys(random));
        await crm.PublishAsync(new ScoringPolicy { CostOfCapital = 0.0875m, GraceDays = 9, LoyaltyWeight = 40 });
    }

    private static string Customers(Random random) => File(
        "customer_key,name,kind,local_name,member_card_no,phone,email,region,country,city,industry,business_type,source,"
        + "owner_email,estimated_annual_spend,referred_by_key,first_contact_on,tags",
        Keys.Select((key, i) => new[]
        {
            key, "Name of " + key, i % 3 == 0 ? "person" : "company", i % 2 == 0 ? "" : "＝名字" + i, $"-{i}", $"+44 {i}", i % 2 == 0 ? "" : $"c{i}@example.com",
            i % 4 == 0 ? "" : "=Region" + i % 4, "UK", i % 2 == 0 ? "" : "'s-Gravenhage", "Gifts, cards", "@Retail", i % 3 == 0 ? "" : "''=Fair",
            i % 3 == 2 ? "" : Owners[i % 3], i % 2 == 0 ? "" : Money(random, 900_000), i % 4 == 0 ? "" : Keys[(i + 5) % Keys.Length],
            i % 5 == 0 ? "" : Date(random), i % 3 == 0 ? "" : string.Join('|', new[] { "=sum", "''=x", "b2b", "\u3000新", "～", "😀" }.Skip(i % 5)),
        }));

    private static string Orders(Random random) => File(
        "order_no,customer_key,ordered_on,kind,gross,discount,net,cost_of_goods,currency,fx_rate,due_on,paid_on",
        Enumerable.Range(0, 160).Select(n =>
        {
            var (net, discount) = (100 + random.Next(50_000) / 100m, random.Next(-500, 2_000) / 100m);
            var (currency, rate) = (n % 4) switch { 1 => ("USD", "0.9134"), 2 when n % 3 == 1 => ("JPY", "0.006123"), 3 => ("EUR", ""), _ => ("", "") };
            return new[]
            {
                OrderNo(n), Keys[n * 7 % (Keys.Length - 1)], Date(random), n % 9 == 8 ? "return" : "sale",
                n % 2 == 0 ? "" : Told(net + discount), n % 2 == 0 ? "" : Told(discount), n % 4 == 1 ? "" : Told(net),
                n % 3 == 0 ? Money(random, 20_000) : "", currency, rate, n % 2 == 0 ? "" : Date(random), n % 3 == 0 ? "" : Date(random),
            };
        }));

    /// <summary>Lines that give their order its cost, lines of which one has none, and orders that only lines make.</summary>
    private static string OrderLines(Random random)
    {
        var given = Enumerable.Range(0, 160).Where(n => n % 3 != 0 || n % 2 == 0).SelectMany(n => Enumerable.Range(1, 3).Select(line => new[]
        {
            OrderNo(n), $"{line}", "", "", "", $"-P{line}", "=Cup, \"red\"", "''+Cups",
            Told(random.Next(1, 9_000_000) / 1_000_000m), Told(random.Next(1, 90_000_000) / 1_000_000m), line == 2 ? "-0.55" : "",
            line == 3 ? Money(random, 9_000) : "", n % 3 == 2 && line == 2 ? "" : Money(random, 6_000),
        }));
        var made = Enumerable.Range(0, 30).SelectMany(n => Enumerable.Range(1, 2).Select(line => new[]
        {
            $"=L{n}", $"'{line}", Keys[n % Keys.Length], TestCrm.Today.AddDays(-17 * n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            n % 7 == 6 ? "return" : "", "", "客", "", "3", Told(random.Next(1, 90_000_000) / 1_000_000m), "", "",
            n % 2 == 0 ? Money(random, 6_000) : "",
        }));
        return File(
            "order_no,line_no,customer_key,ordered_on,kind,product_code,product_name,category,quantity,unit_price,discount,net,cost_of_goods",
            given.Concat(made));
    }

    private static string Costs(Random random) => File(
        "cost_no,customer_key,activity,incurred_on,quantity,amount,note",
        Enumerable.Range(0, 90).Select(n => new[]
        {
            n % 2 == 0 ? $"=X{n}" : $"X {n}", Keys[n * 5 % Keys.Length], (n % 3) switch { 0 => "=visit", 1 => "''-phone", _ => "@rebate" },
            TestCrm.Today.AddDays(-random.Next(0, 500)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            n % 3 == 2 ? "" : Told(random.Next(1, 9_000_000) / 1_000_000m), n % 3 == 2 ? Told(random.Next(-5_000, 9_000) / 100m) : "",
            Notes[n % Notes.Length],
        }));

    private static string Surveys(Random random) => File(
        "survey_no,customer_key,answered_on,satisfaction,recommend",
        Enumerable.Range(0, 30).Select(n => new[]
        {
            $"@S{n}", Keys[n % Keys.Length], Date(random), n % 3 == 0 ? "" : Told(random.Next(0, 100_000_000) / 1_000_000m), n % 3 == 1 ? "" : $"{n % 11}",
        }));

    private static string OrderNo(int n) => (n % 4) switch { 0 => $"=O{n}", 1 => $"''-O{n}", 2 => $"O,\"{n}\"", _ => $"O{n}" };

    private static string Date(Random random) =>
        TestCrm.Today.AddDays(-random.Next(-20, 700)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Money(Random random, int cents) => Told(random.Next(cents) / 100m);

    private static string Told(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string File(string header, IEnumerable<string[]> rows) => TestCrm.Csv(
        header, rows.Select(cells => string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
}
