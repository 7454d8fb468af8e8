using System.Globalization;
using static CustomerCrm.Infrastructure.Tests.Samples.SampleFolder;

namespace CustomerCrm.Infrastructure.Tests.Samples;

/// <summary>What the README of the sample firm promises of its files.</summary>
public sealed class SampleFilesTests
{
    private static readonly DateOnly FirstOrder = new(2010, 12, 1);
    private static readonly DateOnly LastOrder = new(2011, 12, 9);
    private static readonly DateOnly ScoringDate = new(2011, 12, 10);
    private static readonly DateOnly WindowStart = new(2010, 12, 11);
    private static readonly string[] Owners = ["rep@demo.local", "manager@demo.local", ""];

    [Theory]
    [InlineData("customers.csv", "customer_key")]
    [InlineData("orders.csv", "order_no")]
    [InlineData("order_lines.csv.gz", "order_no", "line_no")]
    [InlineData("activities.csv", "activity", "valid_from")]
    [InlineData("costs.csv", "cost_no")]
    [InlineData("surveys.csv", "survey_no")]
    public void File_Keys_AreUniqueAndTrimmed(string name, params string[] key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows(name))
        {
            var value = string.Join('/', key.Select(column => row[column]));
            if (!seen.Add(value) || value != value.Trim() || value.Length is 0 or > 64)
                Assert.Fail($"{value} is no key, or stands twice.");
        }
    }

    [Theory]
    [InlineData("customers.csv")]
    [InlineData("orders.csv")]
    [InlineData("order_lines.csv.gz")]
    [InlineData("activities.csv")]
    [InlineData("costs.csv")]
    [InlineData("surveys.csv")]
    public void File_Bytes_HaveLineFeedsAndNoMark(string name)
    {
        var bytes = Bytes(name);
        bytes.AsSpan().Contains((byte)'\r').ShouldBeFalse();
        bytes[0].ShouldNotBe((byte)0xEF);
        bytes[^1].ShouldBe((byte)'\n');
    }

    [Fact]
    public void Customers_References_Resolve()
    {
        var keys = CustomerKeys();
        var referredBy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Rows("customers.csv"))
        {
            row["name"].ShouldNotBeEmpty();
            row["kind"].ShouldBeOneOf("company", "person");
            Owners.ShouldContain(row["owner_email"]);
            if (row["referred_by_key"].Length == 0)
                continue;
            keys.Contains(row["referred_by_key"]).ShouldBeTrue(row["referred_by_key"]);
            referredBy[row["customer_key"]] = row["referred_by_key"];
        }

        // Following who referred whom comes to an end from everywhere: no circle, nobody referred himself.
        foreach (var start in referredBy.Keys)
        {
            var (at, steps) = (start, 0);
            while (referredBy.TryGetValue(at, out var by))
            {
                at = by;
                (++steps).ShouldBeLessThanOrEqualTo(referredBy.Count, start);
            }
        }
    }

    [Fact]
    public void Customers_Contacts_AreInventedAndUnique()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows("customers.csv"))
        {
            seen.Add(row["name"]).ShouldBeTrue(row["name"]);
            foreach (var contact in new[] { row["phone"], row["email"], row["member_card_no"] }.Where(c => c.Length > 0))
                seen.Add(contact).ShouldBeTrue(contact);
            if (row["email"].Length > 0)
                row["email"].ShouldMatch(@"^[a-z0-9.]+@example\.(com|org)$");
            if (row["phone"].StartsWith("+44", StringComparison.Ordinal))
                row["phone"].ShouldMatch(@"^\+44 (20 7946 0|1\d\d 49[68] 0|29 2018 0|28 9649 6|1632 960|7700 900)\d{3}$");
            if (row["region"] == "East Asia")
                row["local_name"].ShouldNotBeEmpty(row["customer_key"]);
        }
    }

    [Fact]
    public void Customers_FirstContact_IsBeforeTheFirstOrder()
    {
        var firstOrders = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var row in Rows("orders.csv"))
            firstOrders.TryAdd(row["customer_key"], row.Date("ordered_on")!.Value);
        foreach (var row in Rows("customers.csv"))
        {
            if (firstOrders.TryGetValue(row["customer_key"], out var first))
                row.Date("first_contact_on")!.Value.ShouldBeLessThan(first);
            else
                row["customer_key"].ShouldStartWith("L");
        }
    }

    [Fact]
    public void Orders_Amounts_AddUp()
    {
        foreach (var row in Rows("orders.csv"))
        {
            var (gross, discount, net) = (row.Number("gross")!.Value, row.Number("discount")!.Value, row.Number("net")!.Value);
            (gross - discount).ShouldBe(net, row["order_no"]);
            decimal[] amounts = [gross, discount, net, row.Number("cost_of_goods") ?? 0];
            amounts.All(a => a >= 0 && decimal.Round(a, 2) == a).ShouldBeTrue(row["order_no"]);
            row["kind"].ShouldBe(row["order_no"][0] == 'C' ? "return" : "sale");
            if (row["kind"] == "return")
                net.ShouldBeGreaterThan(0, row["order_no"]);
        }
    }

    [Fact]
    public void Orders_CustomersAndDates_Fit()
    {
        var keys = CustomerKeys();
        foreach (var row in Rows("orders.csv"))
        {
            keys.Contains(row["customer_key"]).ShouldBeTrue(row["customer_key"]);
            var orderedOn = row.Date("ordered_on")!.Value;
            orderedOn.ShouldBeInRange(FirstOrder, LastOrder);
            if (row.Date("due_on") is { } dueOn)
                dueOn.ShouldBeInRange(orderedOn.AddDays(14), orderedOn.AddDays(60));
            if (row.Date("paid_on") is { } paidOn)
                paidOn.ShouldBeInRange(orderedOn, ScoringDate);
        }
    }

    [Fact]
    public void OrderLines_Sum_IsTheNetOfTheOrder()
    {
        var sums = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in Rows("order_lines.csv.gz"))
        {
            var net = row.Number("quantity")!.Value * row.Number("unit_price")!.Value;
            sums[row["order_no"]] = sums.GetValueOrDefault(row["order_no"]) + net;
        }

        foreach (var row in Rows("orders.csv"))
        {
            sums.Remove(row["order_no"], out var sum).ShouldBeTrue(row["order_no"]);
            decimal.Round(sum, 2, MidpointRounding.ToEven).ShouldBe(row.Number("net")!.Value, row["order_no"]);
        }

        sums.ShouldBeEmpty("every line has its order");
    }

    [Fact]
    public void Costs_EachEntry_HasARateOrAnAmount()
    {
        var keys = CustomerKeys();
        var rates = Rows("activities.csv")
            .Select(row => (Activity: row["activity"], ValidFrom: row.Date("valid_from"), Rate: row.Number("rate")))
            .ToLookup(r => r.Activity);
        foreach (var row in Rows("costs.csv"))
        {
            keys.Contains(row["customer_key"]).ShouldBeTrue(row["customer_key"]);
            var incurredOn = row.Date("incurred_on")!.Value;
            incurredOn.ShouldBeInRange(FirstOrder, ScoringDate);
            // The latest rate from that date or before; an activity of direct amounts has one row, without a date.
            var inForce = rates[row["activity"]].Where(r => r.ValidFrom is null || r.ValidFrom <= incurredOn).ToList();
            inForce.ShouldNotBeEmpty(row["cost_no"]);
            var direct = inForce.MaxBy(r => r.ValidFrom ?? DateOnly.MinValue).Rate is null;
            row.Number("amount").HasValue.ShouldBe(direct, row["cost_no"]);
            row.Number("quantity").HasValue.ShouldBe(!direct, row["cost_no"]);
            (row.Number("amount") ?? row.Number("quantity"))!.Value.ShouldBeGreaterThan(0, row["cost_no"]);
        }
    }

    [Fact]
    public void Surveys_Answers_AreInTheWindow()
    {
        var keys = CustomerKeys();
        foreach (var row in Rows("surveys.csv"))
        {
            keys.Contains(row["customer_key"]).ShouldBeTrue(row["customer_key"]);
            row.Date("answered_on")!.Value.ShouldBeInRange(WindowStart, ScoringDate);
            (row.Number("satisfaction") ?? row.Number("recommend")).ShouldNotBeNull(row["survey_no"]);
            (row.Number("satisfaction") ?? 0).ShouldBeInRange(0, 100);
            (row.Number("recommend") ?? 0).ShouldBeInRange(0, 10);
        }
    }

    [Fact]
    public void Readme_Counts_AreThoseOfTheFiles()
    {
        var customers = CustomerKeys();
        var sales = Rows("orders.csv").Where(r => r["kind"] == "sale").Select(r => r.Number("net")).ToList();
        Promised("sales").ShouldBe(sales.Count);
        Promised("sales of net 0").ShouldBe(sales.Count(net => net == 0));
        Promised("returns").ShouldBe(Rows("orders.csv").Count(r => r["kind"] == "return"));
        Promised("lines kept").ShouldBe(Rows("order_lines.csv.gz").Count());
        Promised("customers").ShouldBe(customers.Count(k => k[0] == 'C'));
        Promised("prospects and leads").ShouldBe(customers.Count(k => k[0] == 'L'));
        Promised("cost entries").ShouldBe(Rows("costs.csv").Count());
        Promised("survey answers").ShouldBe(Rows("surveys.csv").Count());
        string[] lines = ["lines kept", "lines left out: no customer", "lines left out: on an A invoice (bad debt)"];
        lines.Sum(Promised).ShouldBe(Promised("lines read"));
    }

    [Fact]
    public void Readme_Characters_AreInTheFiles()
    {
        var names = Rows("customers.csv").ToDictionary(r => r["customer_key"], r => (r["name"], r["local_name"]));
        var cast = Readme.Split('\n')
            .Where(l => l.StartsWith("| C", StringComparison.Ordinal))
            .Select(l => l.Split('|'))
            .ToList();
        cast.Count.ShouldBe(7); // five under the default weights, two under method B
        foreach (var cells in cast)
            names[cells[1].Trim()].ShouldBe((cells[2].Trim(), cells[3].Trim()));
    }

    private static HashSet<string> CustomerKeys() =>
        Rows("customers.csv").Select(r => r["customer_key"]).ToHashSet(StringComparer.Ordinal);

    private static int Promised(string what)
    {
        var line = Readme.Split('\n').Single(l => l.StartsWith($"{what}: ", StringComparison.Ordinal));
        return int.Parse(line[(what.Length + 2)..], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
