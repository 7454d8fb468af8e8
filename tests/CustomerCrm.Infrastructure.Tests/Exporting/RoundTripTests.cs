using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>A whole firm taken out and into an empty database: the same scores, and the same files again, to the byte.</summary>
public sealed class RoundTripTests : CrmTests
{
    private static readonly ExportKind[] Facts =
    [
        ExportKind.Customers, ExportKind.Orders, ExportKind.OrderLines, ExportKind.Activities, ExportKind.Costs, ExportKind.Surveys,
    ];

    private TestCrm other = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await WholeFirm.PrepareAsync(Crm);
        await WholeFirm.LoadAsync(Crm);
        other = await TestCrm.CreateAsync();
        await other.AddUserAsync("somebody.before@example.com");
        await WholeFirm.PrepareAsync(other);
    }

    public override async Task DisposeAsync()
    {
        await other.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Firm_OutAndIn_IsTheSameToTheByte()
    {
        foreach (var kind in Facts)
            await CarryOverAsync(kind);
        await CarryPolicyOverAsync();

        foreach (var kind in Enum.GetValues<ExportKind>())
            (await other.ExportAsync(kind)).ShouldBe(await Crm.ExportAsync(kind), kind.ToString());
    }

    [Fact]
    public async Task Firm_OutAndInWithoutItsOrderLines_HasTheSameScores()
    {
        foreach (var kind in Facts.Except([ExportKind.OrderLines]))
            await CarryOverAsync(kind);
        await CarryPolicyOverAsync();

        foreach (var kind in Enum.GetValues<ExportKind>().Except([ExportKind.OrderLines]))
            (await other.ExportAsync(kind)).ShouldBe(await Crm.ExportAsync(kind), kind.ToString());
    }

    [Fact]
    public async Task Firm_OutAndInOverRatesOfTheFirmsOwnFile_HasTheSameScores()
    {
        await other.ImportAsync(ImportKind.Activities, WholeFirm.Activities);
        foreach (var kind in new[] { ExportKind.Customers, ExportKind.Orders, ExportKind.Costs, ExportKind.Surveys })
            await CarryOverAsync(kind);
        await CarryPolicyOverAsync();

        (await other.ExportAsync(ExportKind.Scores)).ShouldBe(await Crm.ExportAsync(ExportKind.Scores));
    }

    [Fact]
    public async Task Firm_OutAndInOverItself_MakesWhatWasWorkedOutItsOwnAndChangesNoScore()
    {
        var scores = await Crm.CurrentScoresAsync();
        var files = new Dictionary<ExportKind, string>();
        foreach (var kind in Facts)
            files[kind] = await Crm.ExportAsync(kind);
        const string fromLines = "from_lines OR (cost_of_goods IS NULL AND base_cost_of_goods IS NOT NULL)";
        var (takenFromLines, priced) = (await Crm.CountAsync($"orders WHERE {fromLines}"), await Crm.CountAsync("cost_entries WHERE given_amount IS NULL"));
        var before = await KeptAsync();

        var changed = new Dictionary<ExportKind, int>();
        foreach (var kind in Facts)
            changed[kind] = (await ImportAsync(Crm, kind)).Changed;

        (takenFromLines, priced).ShouldSatisfyAllConditions(n => n.takenFromLines.ShouldBeGreaterThan(50), n => n.priced.ShouldBe(60));
        changed.Where(c => c.Value > 0).Select(c => (c.Key, (long)c.Value)).ShouldBe([(ExportKind.Orders, takenFromLines), (ExportKind.Costs, priced)]);
        // An order has its lines' cost for its own, an entry its price for its amount; but for that nothing moved.
        (await Crm.CountAsync($"orders WHERE {fromLines}")).ShouldBe(0);
        (await Crm.CountAsync("cost_entries WHERE given_amount IS DISTINCT FROM amount")).ShouldBe(0);
        (await KeptAsync()).ShouldBe(before);
        (await Crm.CurrentScoresAsync()).ShouldBe(scores);
        foreach (var kind in Facts)
            (await Crm.ExportAsync(kind)).ShouldBe(files[kind], kind.ToString());
    }

    [Fact]
    public async Task Firm_OfThisTest_HasSomethingOfEverything()
    {
        (await Crm.CountAsync("orders WHERE kind = 2")).ShouldBeGreaterThan(10);
        (await Crm.CountAsync("orders WHERE currency <> 'EUR' AND cost_of_goods IS NULL AND base_cost_of_goods IS NOT NULL")).ShouldBeGreaterThan(10);
        (await Crm.CountAsync("orders o WHERE base_cost_of_goods IS NULL AND EXISTS (SELECT 1 FROM order_lines WHERE order_id = o.id)")).ShouldBeGreaterThan(10);
        (await Crm.CountAsync("orders WHERE from_lines")).ShouldBe(30);
        (await Crm.CountAsync("customers WHERE referred_by_id IS NOT NULL")).ShouldBe(12);
        (await Crm.CountAsync("customers WHERE customer_key IN ('=1+1', '''=1+1', '''''''''@x', '''plain')")).ShouldBe(4);
        (await Crm.CountAsync("tags WHERE name IN ('新', '''=x', '=sum')")).ShouldBe(3);
        (await Crm.CountAsync("cost_entries WHERE note LIKE '%' || chr(13) || '%'")).ShouldBeGreaterThan(5);
        (await Crm.RowsAsync("SELECT DISTINCT shown_tier FROM current_scores")).Count.ShouldBeGreaterThan(3);
    }

    /// <summary>What the first gives out the second takes, all rows of it as new ones.</summary>
    private async Task CarryOverAsync(ExportKind kind)
    {
        await Crm.ExportAsync(kind);
        var applied = await ImportAsync(other, kind);
        (applied.Added, applied.Changed).ShouldBe((applied.RowsRead, 0), kind.ToString());
    }

    private async Task<ImportResult.Applied> ImportAsync(TestCrm crm, ExportKind kind)
    {
        var result = await crm.TryImportFileAsync(ImportKinds.Find(ExportKinds.NameOf(kind))!.Value, Crm.ExportPath(kind));
        return result.ShouldBeOfType<ImportResult.Applied>((result as ImportResult.RowsInError)?.Errors.First[0].ToString());
    }

    /// <summary>policy.json with its scales, published and recomputed as of the same date.</summary>
    private async Task CarryPolicyOverAsync()
    {
        var json = PolicyJson.Write((await Crm.WithDbAsync(db => db.PolicyVersions.SingleAsync())).Content);
        await other.PublishAsync(PolicyJson.Read(json));
        await other.RecomputeAsync();
    }

    private Task<List<string>> KeptAsync() => Crm.RowsAsync("""
        SELECT order_no, to_jsonb(o) - 'cost_of_goods' - 'from_lines' - 'import_id' FROM orders o
        UNION ALL
        SELECT cost_no, to_jsonb(e) - 'given_amount' - 'import_id' FROM cost_entries e
        UNION ALL
        SELECT customer_key, to_jsonb(c) FROM customers c
        UNION ALL
        SELECT line_no, to_jsonb(l) FROM order_lines l
        UNION ALL
        SELECT survey_no, to_jsonb(s) FROM survey_answers s
        ORDER BY 1, 2
        """);
}
