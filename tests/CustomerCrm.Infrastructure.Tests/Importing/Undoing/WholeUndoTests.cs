using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Tests.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>After an undo the tables hold exactly what they held before the import, and the scores say so too.</summary>
public sealed class WholeUndoTests : UndoTests
{
    public static TheoryData<ImportKind, bool, bool> Files
    {
        get
        {
            var files = new TheoryData<ImportKind, bool, bool>();
            foreach (var kind in Enum.GetValues<ImportKind>())
            {
                files.Add(kind, true, false);
                files.Add(kind, false, true);
                files.Add(kind, true, true);
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Undo_EveryKind_LeavesWhatWasThereBefore(ImportKind kind, bool adds, bool changes)
    {
        await UndoExamples.PrepareAsync(Crm);
        var before = await StateAsync();
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, adds, changes));
        (await StateAsync()).ShouldNotBe(before);

        var undone = await UndoAsync(import);

        await ShouldBeAsync(before);
        var rows = undone.Rows.Single(r => r.Subject == UndoExamples.TableOf(kind));
        (rows.Removed > 0, rows.Restored > 0).ShouldBe((adds, changes));
        (await Crm.CountAsync($"import_before_images WHERE import_id = {import}")).ShouldBe(0);
        await ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData(ImportKind.Orders)]
    [InlineData(ImportKind.OrderLines)]
    [InlineData(ImportKind.Costs)]
    [InlineData(ImportKind.Surveys)]
    public async Task Undo_CustomersMadeByTheFile_GoWithIt(ImportKind kind)
    {
        await UndoExamples.PrepareAsync(Crm);
        var before = await StateAsync();
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, true, true, strangers: true), new ImportOptions(CreateCustomers: true));
        (await Crm.CountAsync("customers WHERE customer_key = 'STRANGER'")).ShouldBe(1);

        // He has rows in both pairs of score tables and in a dated run, which tiers would compare with from now on: forgotten again.
        await Crm.RecomputeAsync();
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(-20));
        await Crm.ExecuteAsync("DELETE FROM score_runs WHERE as_of < DATE '2026-06-30'");

        await UndoAsync(import);

        await ShouldBeAsync(before);
        await ShouldBeTidyAsync();
    }

    [Theory]
    [MemberData(nameof(ImportExamples.Kinds), MemberType = typeof(ImportExamples))]
    public async Task Undo_OneImportOverAnother_GoesBackStepByStep(ImportKind kind)
    {
        await UndoExamples.PrepareAsync(Crm);
        var empty = await StateAsync();
        var first = await ImportAsync(kind, UndoExamples.Csv(kind, adds: true, changes: true));
        var middle = await StateAsync();
        var second = await ImportAsync(kind, UndoExamples.Again(kind));

        await UndoAsync(second);
        await ShouldBeAsync(middle);
        await UndoAsync(first);

        await ShouldBeAsync(empty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Undo_AnyImportsInReverse_PassesThroughEveryStateAgain(int seed)
    {
        var facts = new RandomFacts(seed);
        await Crm.ImportAsync(ImportKind.Activities, RandomFacts.Activities);
        await Crm.ImportAsync(ImportKind.Customers, facts.Customers(12));
        await Crm.ImportAsync(ImportKind.Orders, facts.Orders(20));
        await Crm.RecomputeAsync();
        var passed = new Stack<(long Import, List<string> Before)>();
        for (var i = 0; i < 10; i++)
        {
            var before = await StateAsync();
            var (kind, csv) = i % 5 == 2
                ? (ImportKind.Activities, $"activity,valid_from,unit,rate\nvisit,2025-0{facts.Next(1, 10)}-01,visit,{facts.Next(20, 40)}\n")
                : i % 5 == 4 ? (ImportKind.OrderLines, Lines(facts)) : facts.Any();
            var applied = await Crm.ImportAsync(kind, csv, new ImportOptions(CreateCustomers: true));
            if (applied.Added + applied.Changed > 0)
                passed.Push((await Crm.ScalarAsync<long>("SELECT max(id) FROM imports"), before));
        }

        foreach (var (import, before) in passed)
        {
            await UndoAsync(import);
            await ShouldBeAsync(before);
        }

        await ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Undo_Import_TellsWhatItDidAndIsAudited()
    {
        await UndoExamples.PrepareAsync(Crm);
        var import = await ImportAsync(ImportKind.Orders, UndoExamples.Csv(ImportKind.Orders, true, true, strangers: true), new ImportOptions(CreateCustomers: true));
        await Crm.ExecuteAsync("DELETE FROM audit_entries");

        var undone = await UndoAsync(import);

        undone.Rows.ShouldBe([new UndoneRows("customers", 1, 0), new UndoneRows("orders", 2, 3)]);
        (undone.Removed, undone.Restored).ShouldBe((3L, 3L));
        (await Crm.RowAsync($"SELECT user_name, action, subject, subject_id = '{import}', details->>'kind', details->>'rows', details->>'whole' FROM audit_entries"))
            .ShouldBe("undoer|undone import|import|True|orders|[{\"removed\": 1, \"subject\": \"customers\", \"restored\": 0}, {\"removed\": 2, \"subject\": \"orders\", \"restored\": 3}]|true");
        (await Crm.RowAsync($"SELECT undone_at::date, undone_by FROM imports WHERE id = {import}")).ShouldBe("2026-06-30|undoer");
    }

    [Fact]
    public async Task Undo_SameFileAgainAfterwards_AddsItsRowsAnew()
    {
        await UndoExamples.PrepareAsync(Crm);
        var csv = UndoExamples.Csv(ImportKind.Customers, true, true);
        var import = await ImportAsync(ImportKind.Customers, csv);
        var ids = await Crm.RowsAsync($"SELECT id FROM customers WHERE customer_key LIKE 'N%'");
        await UndoAsync(import);

        var again = await Crm.ImportAsync(ImportKind.Customers, csv);

        (again.Added, again.Changed).ShouldBe((3, 2));
        (await Crm.RowsAsync($"SELECT id FROM customers WHERE customer_key LIKE 'N%'")).ShouldAllBe(id => !ids.Contains(id));
    }

    [Fact]
    public async Task Undo_WhatOnlyTheImportUsed_GoesAndTheRestStays()
    {
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name,region,source,tags\nC1,Ann,North,Fair,a|b\n");
        await ImportAsync(ImportKind.Customers, "customer_key,name,region,source,tags\nC2,Ben,North,Web,b\n");

        await UndoAsync(import);

        (await Crm.RowsAsync("SELECT name FROM regions UNION ALL SELECT name FROM sources UNION ALL SELECT name FROM tags ORDER BY 1"))
            .ShouldBe(["b", "North", "Web"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("", "REFERRER")]
    [InlineData("REFERRER", "")]
    public async Task Undo_OfAReferral_ScoresTheReferrerToo(string referrerBefore, string referrerInTheFile)
    {
        const string header = "customer_key,name,referred_by_key\n";
        await Crm.BuyerAsync("REFERRER", 3, 100, TestCrm.Today);
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await Crm.ImportAsync(ImportKind.Customers, header + $"C1,Ann,{referrerBefore}\n");
        await Crm.RecomputeAsync();
        var before = await StateAsync();
        var import = await ImportAsync(ImportKind.Customers, header + $"C1,Ann,{referrerInTheFile}\n");
        before.Single(line => line.StartsWith("REFERRER|", StringComparison.Ordinal)).ShouldNotBe(
            (await StateAsync()).Single(line => line.StartsWith("REFERRER|", StringComparison.Ordinal)));

        await UndoAsync(import);

        await ShouldBeAsync(before);
    }

    [Fact]
    public async Task Undo_ManyCustomers_AreScoredWhenItReturns()
    {
        var file = TestCrm.Csv("order_no,customer_key,ordered_on,net", Enumerable.Range(0, 600).Select(n => $"O{n},C{n % 300},2026-06-01,{n + 1}"));
        await ImportAsync(ImportKind.Orders, file, new ImportOptions(CreateCustomers: true));
        await Crm.RecomputeAsync();
        var before = await StateAsync();
        var import = await ImportAsync(ImportKind.Orders, file.Replace("\nO", "\nP", StringComparison.Ordinal));

        (await UndoAsync(import)).Removed.ShouldBe(600);

        await ShouldBeAsync(before);
        await ShouldBeTidyAsync();
    }

    private static string Lines(RandomFacts facts) => TestCrm.Csv(
        "order_no,line_no,customer_key,ordered_on,quantity,unit_price,cost_of_goods",
        Enumerable.Range(1, 6).Select(n =>
            $"{(n % 2 == 0 ? "O" : "L")}{n % 3},{n},C1,2026-0{facts.Next(1, 5)}-01,{facts.Next(1, 5)},1.00{facts.Next(1, 10)},{facts.Next(1, 3)}")
            .Select(row => row.Replace("2026-01-01", "2026-02-01", StringComparison.Ordinal)));
}
