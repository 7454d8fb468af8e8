using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Facts;

/// <summary>What was voided counts nowhere, stays so when it is imported again, and is named by an undo.</summary>
public sealed class VoidedFactTests : CrmTests
{
    private const string Orders = "order_no,customer_key,ordered_on,net,cost_of_goods,due_on\nO1,C1,2026-05-01,100,40,\nO2,C1,2026-06-01,300,90,2026-06-05\nO3,C2,2026-06-02,70,20,\n";
    private const string Costs = "cost_no,customer_key,activity,incurred_on,amount\nK1,C1,Rebate,2026-06-03,11\nK2,C1,Rebate,2026-06-04,7\n";
    private const string Surveys = "survey_no,customer_key,answered_on,satisfaction\nS1,C1,2026-06-05,20\nS2,C1,2026-05-05,90\n";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2");
        await Crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nRebate,,amount,\n");
        await Crm.ImportAsync(ImportKind.Orders, Orders);
        await Crm.ImportAsync(ImportKind.Costs, Costs);
        await Crm.ImportAsync(ImportKind.Surveys, Surveys);
        await Crm.RecomputeAsync();
    }

    [Fact]
    public async Task Void_OfEachKind_LeavesTheScoresOfAFirmWithoutThem()
    {
        await VoidAsync();
        var voided = await Crm.CurrentScoresAsync();

        await Crm.RecomputeAsync();
        (await Crm.CurrentScoresAsync()).ShouldBe(voided);
        await Crm.ExecuteAsync("DELETE FROM orders WHERE voided_at IS NOT NULL; DELETE FROM cost_entries WHERE voided_at IS NOT NULL; DELETE FROM survey_answers WHERE voided_at IS NOT NULL");
        await Crm.RecomputeAsync();

        (await Crm.CurrentScoresAsync()).ShouldBe(voided);
        (await Crm.RowAsync("SELECT round(net_revenue, 2), round(cost_to_serve, 2) FROM current_metrics m JOIN customers c ON c.id = m.customer_id WHERE customer_key = 'C1'"))
            .ShouldBe("100.00|7.00");
    }

    [Theory]
    [InlineData(ImportKind.Orders, Orders, "orders", "O2,C1,2026-06-01,300,", "O2,C1,2026-06-01,333,", "1 orders were voided by hand and stay so; only their values change: O2")]
    [InlineData(ImportKind.Costs, Costs, "cost_entries", "2026-06-03,11", "2026-06-03,12", "1 cost entries were voided by hand and stay so; only their values change: K1")]
    [InlineData(ImportKind.Surveys, Surveys, "survey_answers", "2026-06-05,20", "2026-06-05,30", "1 survey answers were voided by hand and stay so; only their values change: S1")]
    public async Task Import_OfAVoidedKey_ChangesItsValuesKeepsItVoidedAndWarns(ImportKind kind, string csv, string table, string was, string now, string warning)
    {
        await VoidAsync();
        var scores = await Crm.CurrentScoresAsync();
        var applied = await Crm.ImportAsync(kind, csv.Replace(was, now, StringComparison.Ordinal));

        applied.Changed.ShouldBe(1);
        applied.Warnings.Select(w => w.ToString()).ShouldContain(warning);
        (await Crm.CountAsync($"{table} WHERE voided_at IS NOT NULL AND import_id IS NOT NULL")).ShouldBe(1);
        (await Crm.CurrentScoresAsync()).ShouldBe(scores);
        (await Crm.ImportAsync(kind, csv.Replace(was, now, StringComparison.Ordinal))).Changed.ShouldBe(0);
    }

    [Theory]
    [InlineData("order_no,line_no,net,cost_of_goods\nO2,1,200,60\nO2,2,100,40\nO3,1,70,20\n", "2 lines", "O2")]
    [InlineData("order_no,line_no,customer_key,ordered_on,net\nLINED,1,C1,2026-06-20,900\nLINED,2,C1,2026-06-20,5\nO2,1,,,300\n", "3 lines", "LINED, ...")]
    public async Task Import_OfLinesOfAVoidedOrder_KeepsThemKeepsItVoidedAndWarns(string csv, string lines, string orders)
    {
        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,customer_key,ordered_on,net\nLINED,1,C1,2026-06-20,900\n");
        await VoidAsync("LINED");
        var scores = await Crm.CurrentScoresAsync();

        var applied = await Crm.ImportAsync(ImportKind.OrderLines, csv);

        applied.Warnings.Select(w => w.ToString()).ShouldHaveSingleItem()
            .ShouldBe($"{lines} belong to orders that were voided by hand; they are kept, and count once the order is brought back: {orders}");
        (await Crm.RowsAsync("SELECT order_no FROM orders WHERE voided_at IS NOT NULL ORDER BY 1")).ShouldBe(["LINED", "O2"]);
        (await Crm.CountAsync("orders o JOIN order_lines l ON l.order_id = o.id WHERE o.voided_at IS NOT NULL AND l.import_id = (SELECT max(id) FROM imports)"))
            .ShouldBeGreaterThan(0);
        (await Crm.CurrentScoresAsync()).ShouldBe(scores);

        await EditAsync(async db => (await db.Orders.SingleAsync(o => o.OrderNo == "O2")).Restore());
        (await Crm.CurrentScoresAsync()).ShouldNotBe(scores);
    }

    [Fact]
    public async Task Import_OfAVoidedOrdersNumberForAnotherCustomer_MovesItVoided()
    {
        await VoidAsync();
        var scores = await Crm.CurrentScoresAsync();

        var applied = await Crm.ImportAsync(ImportKind.Orders, Orders.Replace("O2,C1", "O2,C2", StringComparison.Ordinal));

        applied.Warnings.ShouldHaveSingleItem().Key.ShouldBe("Warning.VoidedOrders");
        (await Crm.RowAsync("SELECT customer_key FROM orders o JOIN customers c ON c.id = o.customer_id WHERE order_no = 'O2' AND voided_at IS NOT NULL"))
            .ShouldBe("C2");
        (await Crm.CurrentScoresAsync()).ShouldBe(scores);
    }

    [Fact]
    public async Task Export_OfFacts_LeavesVoidedOnesOut()
    {
        await VoidAsync();
        var text = await Crm.ExportAsync(ExportKind.Orders);
        text.ShouldContain("O1,");
        text.ShouldNotContain("O2,");
    }

    private Task VoidAsync(params string[] alsoOrders) => EditAsync(async db =>
    {
        foreach (var order in await db.Orders.Where(o => o.OrderNo == "O2" || alsoOrders.Contains(o.OrderNo)).ToListAsync())
            order.Void(Crm.Clock.Now);
        (await db.CostEntries.SingleAsync(e => e.CostNo == "K1")).Void(Crm.Clock.Now);
        (await db.SurveyAnswers.SingleAsync(a => a.SurveyNo == "S1")).Void(Crm.Clock.Now);
    });

    private async Task EditAsync(Func<CrmDbContext, Task> edit)
    {
        await using var scope = Crm.Scope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        await edit(db);
        var customer = await db.Customers.Where(c => c.CustomerKey == "C1").Select(c => c.Id).SingleAsync();
        var move = (await scope.ServiceProvider.GetRequiredService<CustomerWrites>().SaveAsync([customer], default)).ShouldBeOfType<SaveOutcome.Saved>().Move!;
        move.Before.ShouldNotBe(move.After);
    }
}
