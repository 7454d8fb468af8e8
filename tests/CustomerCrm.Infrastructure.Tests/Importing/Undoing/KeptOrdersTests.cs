using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Undoing;

namespace CustomerCrm.Infrastructure.Tests.Importing.Undoing;

/// <summary>Orders and lines that an undo must leave, and what orders are over the lines that are left.</summary>
public sealed class KeptOrdersTests : UndoTests
{
    private const string Given = "order_no,customer_key,ordered_on,net\n";
    private const string Making = "order_no,line_no,customer_key,ordered_on,net,cost_of_goods\n";
    private const string Lines = "order_no,line_no,net,cost_of_goods\n";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2");
    }

    [Fact]
    public async Task Undo_OrderWithLinesOfALaterImport_IsKept()
    {
        var import = await ImportAsync(ImportKind.Orders, Given + "O1,C1,2026-06-01,50\nO2,C1,2026-06-01,60\n");
        await ImportAsync(ImportKind.OrderLines, Lines + "O1,1,50,\n");

        (await KeptAsync(import)).ShouldBe(["orders O1: has lines that stay"]);
        var skipping = await SkippingAsync(import);

        (skipping.Removed, skipping.KeptCount, skipping.Whole).ShouldBe((1L, 1L, false));
        (await OrdersAsync()).ShouldBe(["O1|50.00|50.00|"]);
    }

    [Fact]
    public async Task Undo_LinesOfAnOrderThatALaterImportGave_GoAndLeaveTheOrder()
    {
        var import = await ImportAsync(ImportKind.OrderLines, Making + "O1,1,C1,2026-06-01,50,20\n");
        var later = await ImportAsync(ImportKind.Orders, Given + "O1,C1,2026-06-01,70\n");
        (await OrdersAsync()).ShouldBe(["O1|70.00|70.00|20.00"]);

        (await KeptAsync(import)).ShouldBe([$"orders O1: changed since by import {later}"]);
        (await SkippingAsync(import)).Removed.ShouldBe(1);

        (await OrdersAsync()).ShouldBe(["O1|70.00|70.00|"]);
        (await Crm.CountAsync("order_lines")).ShouldBe(0);
        (await KeptAsync(later)).ShouldBe(["orders O1: the order stays and would be left without a line"]);
    }

    [Fact]
    public async Task Undo_SomeLinesOfAnOrder_SumsTheOthersAnew()
    {
        var import = await ImportAsync(ImportKind.OrderLines, Making + "O1,1,C1,2026-06-01,50.10,20\nO1,2,C1,2026-06-01,2,1\n");
        var later = await ImportAsync(ImportKind.OrderLines, Lines + "O1,2,3,\nO1,3,4,7\n");
        (await OrdersAsync()).ShouldBe(["O1|57.10|57.10|"]);

        (await KeptAsync(import)).ShouldBe([$"order_lines O1/2: changed since by import {later}", $"orders O1: changed since by import {later}"]);
        (await SkippingAsync(import)).Removed.ShouldBe(1);
        (await OrdersAsync()).ShouldBe(["O1|7.00|7.00|"]);

        await UndoAsync(later);
        (await OrdersAsync()).ShouldBe(["O1|2.00|2.00|1.00"]);
        await UndoAsync(import);
        (await OrdersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_LinesWithoutWhichTheOrderIsLessThanNothing_AreKept()
    {
        var import = await ImportAsync(ImportKind.OrderLines, Making + "O1,1,C1,2026-06-01,50,\n");
        var later = await ImportAsync(ImportKind.OrderLines, Lines + "O1,2,-20,\n");

        (await KeptAsync(import)).ShouldBe(
            ["order_lines O1/1: the lines left to this order would sum to less than zero", $"orders O1: changed since by import {later}"]);
        (await SkippingAsync(import)).Rows.ShouldBeEmpty();
        (await OrdersAsync()).ShouldBe(["O1|30.00|30.00|"]);
    }

    [Fact]
    public async Task Undo_LastLinesOfAnOrderThatStays_AreKept()
    {
        var import = await ImportAsync(ImportKind.OrderLines, Making + "O1,1,C1,2026-06-01,50,\n");
        var later = await ImportAsync(ImportKind.OrderLines, Making + "O1,1,C2,2026-06-01,50,\n");

        (await KeptAsync(import)).ShouldBe(
            ["order_lines O1/1: the order stays and would be left without a line", $"orders O1: changed since by import {later}"]);
        await UndoAsync(later);
        await UndoAsync(import);
    }

    [Fact]
    public async Task Undo_LineThatWouldMakeItsOrderTooLarge_IsKept()
    {
        await ImportAsync(ImportKind.OrderLines, Making + "O1,1,C1,2026-06-01,900000000000,\n");
        var import = await ImportAsync(ImportKind.OrderLines, Lines + "O1,1,1,\n");
        var later = await ImportAsync(ImportKind.OrderLines, Lines + "O1,2,900000000000,\n");

        (await KeptAsync(import)).ShouldBe(
            ["order_lines O1/1: what it was would be too large to keep", $"orders O1: changed since by import {later}"]);
    }

    [Fact]
    public async Task Undo_OrderWhoseCustomerIsGone_IsKept()
    {
        await ImportAsync(ImportKind.Orders, Given + "O1,C1,2026-06-01,50\n");
        var import = await ImportAsync(ImportKind.Orders, Given + "O1,C2,2026-06-01,50\n");
        await Crm.ExecuteAsync("DELETE FROM customers WHERE customer_key = 'C1'");

        (await KeptAsync(import)).ShouldBe(["orders O1: what it pointed at before is no longer there"]);
    }

    [Fact]
    public async Task Undo_ChangedOrderThatWasRemovedSince_IsNamedAndAnAddedOneIsNot()
    {
        await ImportAsync(ImportKind.Orders, Given + "O1,C1,2026-06-01,50\n");
        var import = await ImportAsync(ImportKind.Orders, Given + "O1,C1,2026-06-01,60\nO2,C1,2026-06-01,1\n");
        await Crm.ExecuteAsync("DELETE FROM orders");

        (await KeptAsync(import)).ShouldBe(["orders O1: removed since"]);
        var undone = await SkippingAsync(import);

        (undone.Rows.Count, undone.KeptCount, undone.Whole).ShouldBe((0, 1, true));
        (await TryUndoAsync(import)).ShouldBeOfType<UndoResult.UndoneAlready>();
    }

    [Fact]
    public async Task Undo_SurveyAnswerWhoseCustomerIsGone_IsKept()
    {
        const string header = "survey_no,customer_key,answered_on,satisfaction\n";
        await ImportAsync(ImportKind.Surveys, header + "S1,C1,2026-06-01,50\n");
        var import = await ImportAsync(ImportKind.Surveys, header + "S1,C2,2026-06-01,50\nS2,C2,2026-06-01,50\n");
        await Crm.ExecuteAsync("DELETE FROM customers WHERE customer_key = 'C1'");

        (await KeptAsync(import)).ShouldBe(["survey_answers S1: what it pointed at before is no longer there"]);
        (await SkippingAsync(import)).Removed.ShouldBe(1);
    }

    /// <summary>number|net|base net|base cost of goods</summary>
    private Task<List<string>> OrdersAsync() => Crm.RowsAsync("SELECT order_no, net, base_net, base_cost_of_goods FROM orders ORDER BY order_no");
}
