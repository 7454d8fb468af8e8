using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>Entries without a given amount are quantity x the rate of their date, also over an undo of rates.</summary>
public sealed class KeptCostsTests : UndoTests
{
    private const string Rates = "activity,valid_from,unit,rate\n";
    private const string Costs = "cost_no,customer_key,activity,incurred_on,quantity,amount\n";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2");
        await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,visit,30\n");
    }

    [Fact]
    public async Task Undo_ActivityWithEntriesOfALaterImport_IsKeptWithTheRateThatPricesThem()
    {
        var import = await ImportAsync(ImportKind.Activities, Rates + "fax,2026-01-01,page,1\nfax,2026-02-01,page,2\nfax,2026-03-01,page,3\n");
        var later = await ImportAsync(ImportKind.Costs, Costs + "X1,C1,fax,2026-02-15,10,\n");

        (await KeptAsync(import)).ShouldBe(
            ["cost_activities fax: has costs that stay", "cost_rates fax/2026-02-01: entry X1 would have no rate without it"]);
        (await SkippingAsync(import)).Removed.ShouldBe(2);

        (await EntriesAsync()).ShouldBe(["X1|20.00"]);
        await UndoAsync(later);
        (await UndoAsync(import)).Removed.ShouldBe(2);
    }

    [Fact]
    public async Task Undo_Rates_PriceLaterEntriesAnewWithoutForbidding()
    {
        var import = await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,visit,40\nvisit,2026-05-01,visit,50\n");
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,2,\nX2,C1,visit,2026-06-01,2,\nX3,C1,visit,2026-06-01,2,7\n");

        await UndoAsync(import);

        (await EntriesAsync()).ShouldBe(["X1|60.00", "X2|60.00", "X3|7.00"]);
    }

    [Fact]
    public async Task Undo_RateOfBeforeThatMakesAnEntryTooLarge_IsNotRestored()
    {
        await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,visit,1000000\n");
        var import = await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,visit,1\nvisit,2026-05-01,visit,2\n");
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,10000000,\n");

        (await KeptAsync(import)).ShouldBe(
        [
            "cost_rates visit/2026-01-01: the rate of before would make the amount of entry X1 too large to keep",
            "cost_rates visit/2026-05-01: the rate of before would make the amount of entry X1 too large to keep",
        ]);
    }

    [Fact]
    public async Task Undo_ActivityWithRatesOfALaterImport_IsKept()
    {
        var import = await ImportAsync(ImportKind.Activities, Rates + "fax,,page,\n");
        await ImportAsync(ImportKind.Activities, Rates + "fax,2026-01-01,page,3\n");

        (await KeptAsync(import)).ShouldBe(["cost_activities fax: has rates that stay"]);
    }

    [Fact]
    public async Task Undo_ActivityAndRateThatALaterImportChanged_AreKeptAndItsEntriesToo()
    {
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,2,\n");
        var import = await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,trip,40\n");
        var later = await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,call,50\n");

        (await KeptAsync(import)).ShouldBe(
        [
            $"cost_activities visit: changed since by import {later}",
            $"cost_entries X1: changed since by import {later}",
            $"cost_rates visit/2026-01-01: changed since by import {later}",
        ]);
    }

    [Fact]
    public async Task Undo_ActivityThatTheUndoOfALaterImportNeeds_IsKept()
    {
        var import = await ImportAsync(ImportKind.Activities, Rates + "fax,,page,\n");
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,fax,2026-04-01,,5\n");
        var later = await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,,5\n");

        (await KeptAsync(import)).ShouldBe([$"cost_activities fax: the undo of import {later} needs it"]);
    }

    [Fact]
    public async Task Undo_EntryOfBefore_IsPricedByTheRatesOfToday()
    {
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,2,\n");
        var import = await ImportAsync(ImportKind.Costs, Costs + "X1,C2,visit,2026-04-01,2,9\n");
        await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,visit,35\n");

        await UndoAsync(import);

        (await EntriesAsync()).ShouldBe(["X1|70.00"]);
    }

    [Fact]
    public async Task Undo_EntryOfBeforeThatHasNoRateAnyMore_IsKept()
    {
        var rate = await ImportAsync(ImportKind.Activities, Rates + "visit,2025-01-01,visit,35\n");
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2025-04-01,2,\n");
        var import = await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2025-04-01,2,9\nX2,C1,visit,2026-04-01,1,\n");
        await UndoAsync(rate);

        (await KeptAsync(import)).ShouldBe(["cost_entries X1: has no rate on 2025-04-01 any more, so it would have no amount"]);
        (await SkippingAsync(import)).Removed.ShouldBe(1);
        (await EntriesAsync()).ShouldBe(["X1|9.00"]);
    }

    [Fact]
    public async Task Undo_EntryOfBeforeThatWouldBeTooLargeByNow_IsKept()
    {
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,10000000,\n");
        var import = await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,10000000,5\n");
        await ImportAsync(ImportKind.Activities, Rates + "visit,2026-01-01,visit,1000000\n");

        (await KeptAsync(import)).ShouldBe(["cost_entries X1: what it was would be too large to keep"]);
    }

    [Fact]
    public async Task Undo_EntryWhoseCustomerIsGone_IsKept()
    {
        await ImportAsync(ImportKind.Costs, Costs + "X1,C1,visit,2026-04-01,1,\n");
        var import = await ImportAsync(ImportKind.Costs, Costs + "X1,C2,visit,2026-04-01,1,\n");
        await Crm.ExecuteAsync("DELETE FROM customers WHERE customer_key = 'C1'");

        (await KeptAsync(import)).ShouldBe(["cost_entries X1: what it pointed at before is no longer there"]);
    }

    private Task<List<string>> EntriesAsync() => Crm.RowsAsync("SELECT cost_no, amount FROM cost_entries ORDER BY cost_no");
}
