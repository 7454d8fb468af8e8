using System.Text.Json;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Tests.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Cli;

/// <summary>What a file would do, before it does it.</summary>
public sealed class PreviewVerbTests : CliTests
{
    private const string ByProfit = "{\"profitWeight\": 90, \"purchaseValueWeight\": 5, \"loyaltyWeight\": 5, \"cutoffs\": {\"platinum\": 70, \"gold\": 55, \"silver\": 40}}";

    [Fact]
    public async Task Preview_File_TellsCountsMatrixAndEveryMover()
    {
        var facts = new RandomFacts(4, customers: 30);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(30));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(75));
        await Crm.PublishAsync();
        var before = await TiersAsync();
        var fingerprint = await Crm.FingerprintAsync();

        var said = await CrmAsync("preview", Write("p.json", ByProfit));

        (said.Code, said.Errors).ShouldBe((0, ""));
        (await Crm.FingerprintAsync()).ShouldBe(fingerprint);
        await GoodAsync("policy", "import", Write("p.json", ByProfit));
        await GoodAsync("policy", "publish", "--note", "as previewed");
        var after = await TiersAsync();
        var moves = before.Keys.Where(key => before[key] != after[key]).ToDictionary(key => key, key => (before[key], after[key]));
        moves.ShouldNotBeEmpty();
        using var json = JsonDocument.Parse(said.Output);
        var root = json.RootElement;
        root.GetProperty("movers").EnumerateArray()
            .ToDictionary(m => m.GetProperty("customerKey").GetString()!, m => (m.GetProperty("from").GetString()!, m.GetProperty("to").GetString()!))
            .ShouldBe(moves, ignoreOrder: true);
        root.GetProperty("customers").GetInt32().ShouldBe(before.Count);
        root.GetProperty("moved").GetInt32().ShouldBe(moves.Count);
        foreach (var from in before.Values.Distinct())
        {
            foreach (var to in after.Values.Distinct())
                root.GetProperty("matrix").GetProperty(from).GetProperty(to).GetInt32()
                    .ShouldBe(before.Keys.Count(key => before[key] == from && after[key] == to), $"{from} to {to}");
        }

        foreach (var tier in root.GetProperty("tiers").EnumerateArray())
        {
            var name = tier.GetProperty("tier").GetString();
            tier.GetProperty("now").GetProperty("customers").GetInt32().ShouldBe(before.Values.Count(t => t == name));
            tier.GetProperty("then").GetProperty("customers").GetInt32().ShouldBe(after.Values.Count(t => t == name));
            tier.GetProperty("then").GetProperty("netRevenue").GetDecimal().ShouldBe(await Crm.ScalarAsync<decimal>(
                $"SELECT coalesce(sum(m.net_revenue), 0) FROM current_scores s JOIN current_metrics m USING (customer_id) WHERE {TierName} = '{name}'"));
        }
    }

    [Theory]
    [InlineData("{\"purchaseValueWeight\": 0, \"profitWeight\": 0, \"loyaltyWeight\": 0}", "purchaseValueWeight: the weights must not sum to zero")]
    [InlineData("{\"cutoffs\": {\"gold\": 90}}", "cutoffs.gold: the cutoffs must fall strictly from platinum to develop")]
    [InlineData("{\"windowDays\": 0}", "windowDays: must be between 90 and 3650")]
    public async Task Preview_PolicyAgainstTheRules_IsRefusedFieldByField(string json, string error)
    {
        var said = await CrmAsync("preview", Write("p.json", json));

        (said.Code, said.Output).ShouldBe((1, ""));
        said.ErrorLines.ShouldContain("crm: " + error);
        said.ErrorLines.Last().ShouldBe("crm: nothing was previewed");
    }

    [Fact]
    public async Task Preview_NotANumber_IsNoPolicy() =>
        (await CrmAsync("preview", Write("p.json", "{\"profitWeight\": \"NaN\"}"))).OneError().ShouldStartWith("the policy cannot be read: ");

    [Fact]
    public async Task Preview_BeforeTheFirstScores_SaysSo() =>
        (await CrmAsync("preview", Write("p.json", "{}"))).OneError().ShouldBe("there are no scores yet to compare with; recompute first");

    private const string TierName = "(ARRAY['Unrated', 'Adjust', 'Develop', 'Silver', 'Gold', 'Platinum'])[s.shown_tier + 1]";

    private async Task<Dictionary<string, string>> TiersAsync() =>
        (await Crm.RowsAsync($"SELECT c.customer_key, {TierName} FROM current_scores s JOIN customers c ON c.id = s.customer_id"))
            .Select(row => row.Split('|')).ToDictionary(row => row[0], row => row[1]);
}
