using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Undoing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>Whole or not at all, one at a time, and never beside a run that could keep who goes.</summary>
public sealed class UndoTransactionTests : UndoTests
{
    [Theory]
    [MemberData(nameof(ImportExamples.Kinds), MemberType = typeof(ImportExamples))]
    public async Task Undo_DryRun_ChangesNothingAndTellsWhatItWouldDo(ImportKind kind)
    {
        await UndoExamples.PrepareAsync(Crm);
        var import = await ImportAsync(kind, UndoExamples.Csv(kind, true, true));
        var before = await Crm.FingerprintAsync();

        var dry = (await TryUndoAsync(import, new UndoOptions(DryRun: true))).ShouldBeOfType<UndoResult.Undone>();

        (await Crm.FingerprintAsync()).ShouldBe(before);
        dry.Rows.ShouldBe((await UndoAsync(import)).Rows);
    }

    [Fact]
    public async Task Undo_NoSuchImport_IsRefused()
    {
        (await TryUndoAsync(77)).ShouldBeOfType<UndoResult.NoSuchImport>();
    }

    [Fact]
    public async Task Undo_UndoneAlready_IsRefusedWithWhoAndWhen()
    {
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\n");
        await UndoAsync(import);

        (await TryUndoAsync(import)).ShouldBe(new UndoResult.UndoneAlready(Crm.Clock.Now, "undoer"));
    }

    [Fact]
    public async Task Undo_MoreRowsKeptThanAreTold_CountsThemAll()
    {
        var rows = Enumerable.Range(0, ImportUndo.KeptTold + 5).Select(n => $"C{n:0000},N");
        var import = await ImportAsync(ImportKind.Customers, TestCrm.Csv("customer_key,name", rows));
        await ImportAsync(ImportKind.Customers, TestCrm.Csv("customer_key,name", rows.Select(row => row + "ew")));

        var forbidden = (await TryUndoAsync(import)).ShouldBeOfType<UndoResult.Forbidden>();

        forbidden.KeptCount.ShouldBe(ImportUndo.KeptTold + 5);
        forbidden.Kept.Select(k => k.Key).ShouldBe(Enumerable.Range(0, ImportUndo.KeptTold).Select(n => $"C{n:0000}"));
    }

    [Fact]
    public async Task Undo_CancelledBeforeItsCommit_LeavesNothing()
    {
        await UndoExamples.PrepareAsync(Crm);
        var import = await ImportAsync(ImportKind.Orders, UndoExamples.Csv(ImportKind.Orders, true, true));
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_a");
        var before = await Crm.FingerprintAsync();
        using var stop = new CancellationTokenSource();

        var undo = TryUndoAsync(import, cancellation: stop.Token);
        await paused.ArrivedAsync();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(undo);
        (await Crm.FingerprintAsync()).ShouldBe(before);
        await paused.OpenAsync();
        await UndoAsync(import);
    }

    [Fact]
    public async Task Undo_WhileAnotherUndoWorks_WaitsAndThenFindsItDone()
    {
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\n");
        await using var paused = await PausedTable.CloseAsync(Crm, "customers");
        var first = TryUndoAsync(import);
        await paused.ArrivedAsync();

        var said = new TaskCompletionSource();
        var second = Undoer.UndoAsync(import, new UndoOptions(), "second", said.SetResult, default);
        await said.Task;
        second.IsCompleted.ShouldBeFalse();
        await paused.OpenAsync();

        (await first).ShouldBeOfType<UndoResult.Undone>().Removed.ShouldBe(1);
        (await second).ShouldBeOfType<UndoResult.UndoneAlready>().By.ShouldBe("undoer");
    }

    [Fact]
    public async Task Undo_WhileAnImportApplies_WaitsAndNamesWhatItChanged()
    {
        await Crm.CustomersAsync("C1");
        var import = await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,C1,2026-06-01,5\n");
        await using var paused = await PausedTable.CloseAsync(Crm, "orders");
        var applying = Crm.SalesAsync("O1,C1,2026-06-01,6");
        await paused.ArrivedAsync();

        var said = new TaskCompletionSource();
        var undo = Undoer.UndoAsync(import, new UndoOptions(), "second", said.SetResult, default);
        await said.Task;
        await paused.OpenAsync();

        (await applying).Changed.ShouldBe(1);
        (await undo).ShouldBeOfType<UndoResult.Forbidden>().Kept.ShouldHaveSingleItem().Key.ShouldBe("O1");
    }

    [Fact]
    public async Task Undo_OfCustomersWhileARunBuilds_WaitsForItsSwitch()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await Crm.RecomputeAsync();
        var before = await StateAsync();
        var import = await ImportAsync(
            ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,NEW,2026-06-01,5\n", new ImportOptions(CreateCustomers: true));
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b", "INSERT");
        var run = Crm.RecomputeAsync();
        await paused.ArrivedAsync();

        var undo = TryUndoAsync(import);

        // The run holds the lock, the undo asks for it again and again: both have said last that they stay idle.
        const string waiting = "pg_stat_activity WHERE datname = current_database() AND query LIKE 'SET LOCAL idle%' AND state = 'idle in transaction'";
        await Patience.UntilAsync(async () => undo.IsCompleted || await Crm.CountAsync(waiting) > 1);
        undo.IsCompleted.ShouldBeFalse();
        await paused.OpenAsync();

        (await run).ShouldBeOfType<RunOutcome.Scored>().Customers.ShouldBe(2);
        (await undo).ShouldBeOfType<UndoResult.Undone>().Removed.ShouldBe(2);
        await ShouldBeAsync(before);
        await ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Undo_OfOrdersWhileARunBuilds_IsInTheRunsScores()
    {
        await Crm.BuyerAsync("C1", 3, 100, TestCrm.Today);
        await Crm.RecomputeAsync();
        var before = await StateAsync();
        var import = await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,C1,2026-06-01,5\n");
        await using var paused = await PausedTable.CloseAsync(Crm, "customer_scores_b");
        var run = Crm.RecomputeAsync();
        await paused.ArrivedAsync();

        await UndoAsync(import);
        await paused.OpenAsync();

        (await run).ShouldBeOfType<RunOutcome.Scored>();
        await ShouldBeAsync(before);
        await ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Undo_RowEditedWhileItWaitsForIt_IsNamed()
    {
        var import = await ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\n");
        await using var holder = await Crm.Source.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using var edit = holder.CreateCommand();
        edit.CommandText = $"""
            UPDATE customers SET name = 'Anna', import_id = NULL;
            INSERT INTO import_hand_edits (import_id, subject, row_id) SELECT {import}, 'customers', id FROM customers;
            """;
        await edit.ExecuteNonQueryAsync();

        var undo = TryUndoAsync(import);
        await Patience.UntilAsync(async () => await Crm.CountAsync("pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") > 0);
        await transaction.CommitAsync();

        (await undo).ShouldBeOfType<UndoResult.Forbidden>().Kept.ShouldHaveSingleItem().ToString().ShouldBe("customers C1: edited by hand since");
    }
}
