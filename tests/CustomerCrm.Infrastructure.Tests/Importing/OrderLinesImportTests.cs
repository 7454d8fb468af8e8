using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing;

public sealed class OrderLinesImportTests : CrmTests
{
    private const string MakingHeader = "order_no,line_no,customer_key,ordered_on,kind,quantity,unit_price,cost_of_goods\n";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2");
    }

    [Fact]
    public async Task Apply_OrderNobodyGave_IsMadeWithTheSumRoundedOnce()
    {
        // 0.005 + 0.005 + 0.005 = 0.015, half to even 0.02; each rounded for itself would be 0.
        await ImportAsync("O1,1,C1,2026-01-05,,0.5,0.01,1\nO1,2,C1,2026-01-05,,0.5,0.01,1\nO1,3,C1,2026-01-05,,0.5,0.01,1\n");

        (await OrderAsync()).ShouldBe("2026-01-05|1|0.02|0.02|3.00|True");
        (await Crm.RowsAsync("SELECT amount::numeric(28,3) FROM order_lines")).ShouldBe(["0.005", "0.005", "0.005"]);
    }

    [Fact]
    public async Task Apply_FurtherLine_RemakesTheOrder()
    {
        await ImportAsync("O1,1,C1,2026-01-05,return,2,10,5\n");

        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,net\nO1,2,7.5\n");
        (await OrderAsync()).ShouldBe("2026-01-05|2|27.50|27.50||True");
        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,quantity,unit_price\nO1,1,1,10\n");

        (await OrderAsync()).ShouldBe("2026-01-05|2|17.50|17.50||True");
    }

    [Fact]
    public async Task Apply_LinesOfAGivenOrder_NeverChangeItsNet()
    {
        await Crm.SalesAsync("O1,C1,2026-01-05,100.00");

        await ImportAsync("O1,1,C2,2026-01-09,return,3,10,4\nO1,2,,,,1,10,5\n");

        (await OrderAsync()).ShouldBe("2026-01-05|1|100.00|100.00|9.00|False");
        (await Crm.RowAsync("SELECT customer_key FROM orders o JOIN customers c ON c.id = o.customer_id")).ShouldBe("C1");
    }

    [Fact]
    public async Task Apply_LineWithoutCost_LeavesTheOrdersCostUnknown()
    {
        await Crm.SalesAsync("O1,C1,2026-01-05,100.00");

        await ImportAsync("O1,1,,,,3,10,4\nO1,2,,,,1,10,\n");

        (await OrderAsync()).ShouldBe("2026-01-05|1|100.00|100.00||False");
    }

    [Fact]
    public async Task Apply_CostOfGoodsOfTheOrder_WinsOverTheLinesAlsoWhereOneLacksIt()
    {
        await Crm.SalesAsync("O1,C1,2026-01-05,100.00,60", "O2,C1,2026-01-06,100.00,61");

        await ImportAsync("O1,1,,,,3,10,4\nO1,2,,,,1,10,5\nO2,1,,,,1,10,\n");

        (await Crm.RowsAsync("SELECT base_cost_of_goods FROM orders ORDER BY order_no")).ShouldBe(["60.00", "61.00"]);
    }

    [Fact]
    public async Task Apply_OrdersFileAfterTheLines_TakesTheOrderOver()
    {
        await ImportAsync("O1,1,C1,2026-01-05,return,2,10,5\n");

        await Crm.ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,C2,2026-01-06,99\n");
        (await OrderAsync()).ShouldBe("2026-01-06|2|99.00|99.00|5.00|False");
        await ImportAsync("O1,1,C1,2026-01-05,sale,3,10,6\n");

        (await OrderAsync()).ShouldBe("2026-01-06|2|99.00|99.00|6.00|False");
    }

    [Fact]
    public async Task Apply_OrderOfTheSameWordsAsItsLines_IsGivenFromThenOn()
    {
        await ImportAsync("O1,1,C1,2026-01-05,sale,2,10,\n");

        (await Crm.ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO1,C1,2026-01-05,20\n")).Changed.ShouldBe(1);
        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,net\nO1,2,5\n");

        (await OrderAsync()).ShouldBe("2026-01-05|1|20.00|20.00||False");
    }

    [Fact]
    public async Task Apply_ForeignOrder_TakesTheLinesCostAtItsRateRoundedOnce()
    {
        await Crm.ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net,currency,fx_rate\nO1,C1,2026-01-05,10,USD,0.5\n");

        await ImportAsync("O1,1,,,,1,10,0.13\nO1,2,,,,1,10,0.12\n");

        // 0.25 x 0.5 = 0.125
        (await OrderAsync()).ShouldBe("2026-01-05|1|10.00|5.00|0.12|False");
    }

    [Theory]
    [InlineData("O1,1,,2026-01-05,,1,5,\n", "customer_key", "no order has this number, and the lines do not say whose it is")]
    [InlineData("O1,1,C1,,,1,5,\n", "ordered_on", "no order has this number, and the lines do not say when it was")]
    [InlineData("O1,1,C1,2026-01-05,,1,5,\nO1,2,C2,2026-01-05,,1,5,\n", "order_no", "the lines of this order differ in customer_key, ordered_on or kind")]
    [InlineData("O1,1,C1,2026-01-05,,-1,5,\n", "net", "the lines of this sale sum to less than zero; write a return")]
    [InlineData("O1,1,C1,2026-01-05,return,-1,5,\n", "net", "the amounts of a return are written positive")]
    [InlineData("O1,1,C1,2026-01-05,,1,,\n", "net", "net, or quantity and unit_price, must be given")]
    [InlineData("O1,1,C1,2026-01-05,,0.1234567,5,\n", "quantity", "has more than 6 decimals")]
    [InlineData("O1,1,C9,2026-01-05,,1,5,\n", "customer_key", "there is no customer with this key")]
    public async Task Apply_LinesThatMakeNoOrder_AreRowsInError(string rows, string column, string reason)
    {
        var result = await Crm.TryImportAsync(ImportKind.OrderLines, MakingHeader + rows);

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First
            .Where(e => e.Reason.Key != "Row.OrderInError").ShouldHaveSingleItem();
        (error.Column, error.Reason.ToString()).ShouldBe((column, reason));
        (await Crm.CountAsync("orders") + await Crm.CountAsync("order_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_NegativeLineInAPositiveSale_IsTaken()
    {
        await ImportAsync("O1,1,C1,2026-01-05,,2,10,\nO1,2,C1,2026-01-05,,-1,5,\n");

        (await OrderAsync()).ShouldBe("2026-01-05|1|15.00|15.00||True");
    }

    [Fact]
    public async Task Apply_HeadAloneDiffers_IsAChangeLikeAnyOther()
    {
        await ImportAsync("O1,1,C1,2026-06-05,,2,10,\nO1,2,C1,2026-06-05,,2,10,\n");
        await Crm.RecomputeAsync();
        await Crm.ExecuteAsync("DELETE FROM audit_entries");

        var applied = await ImportAsync("O1,1,C2,2026-06-05,,2,10,\nO1,2,C2,2026-06-05,,2,10,\n");

        (applied.Added, applied.Changed).ShouldBe((0, 1));
        (await Crm.CountAsync("audit_entries WHERE action = 'imported'")).ShouldBe(1);
        (await Crm.CountAsync("import_before_images WHERE subject = 'orders'")).ShouldBe(1);
        (await Crm.RowsAsync("""
            SELECT customer_key, round(net_revenue, 2) FROM current_metrics m JOIN customers c ON c.id = m.customer_id ORDER BY 1
            """)).ShouldBe(["C1|0.00", "C2|40.00"]);
    }

    private Task<ImportResult.Applied> ImportAsync(string rows) => Crm.ImportAsync(ImportKind.OrderLines, MakingHeader + rows);

    private Task<string> OrderAsync() =>
        Crm.RowAsync("SELECT ordered_on, kind, net, base_net, base_cost_of_goods, from_lines FROM orders WHERE order_no = 'O1'");
}
