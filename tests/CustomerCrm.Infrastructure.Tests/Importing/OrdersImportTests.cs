using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing;

public sealed class OrdersImportTests : CrmTests
{
    private const string Header = "order_no,customer_key,ordered_on,";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2");
    }

    [Fact]
    public async Task Apply_UnknownCustomer_IsARowInError()
    {
        var error = await ErrorAsync(Header + "net\nO1,C9,2026-01-05,5\n");

        error.Told().ShouldBe((2, "customer_key", "C9", "there is no customer with this key"));
    }

    [Fact]
    public async Task Apply_UnknownCustomerToBeCreated_MakesOneNamedByItsKey()
    {
        var applied = await Crm.ImportAsync(
            ImportKind.Orders, Header + "net\nO1,C9,2026-01-05,5\nO2,C9,2026-01-06,5\n", new ImportOptions(CreateCustomers: true));

        applied.Added.ShouldBe(2);
        (await Crm.RowAsync("SELECT name, kind FROM customers WHERE customer_key = 'C9'")).ShouldBe("C9|1");
    }

    [Fact]
    public async Task Apply_UnknownCustomerToBeCreatedAndARowInError_MakesNobody()
    {
        var result = await Crm.TryImportAsync(
            ImportKind.Orders, Header + "net\nO1,C9,2026-01-05,5\nO2,C9,2026-01-06,-5\n", new ImportOptions(CreateCustomers: true));

        result.ShouldBeOfType<ImportResult.RowsInError>();
        (await Crm.CountAsync("customers")).ShouldBe(2);
    }

    [Theory]
    [InlineData("gross,discount,net\nO1,C1,2026-01-05,100,10,90.01", "net", "90.01", "is not gross - discount, which is 90")]
    [InlineData("gross,net\nO1,C1,2026-01-05,100,99.99", "net", "99.99", "is not gross - discount, which is 100")]
    [InlineData("net\nO1,C1,2026-01-05,-5.00", "net", "-5.00", "a sale cannot be negative; write it as a return with a positive amount")]
    [InlineData("kind,net\nO1,C1,2026-01-05,return,-5", "net", "-5", "the amounts of a return are written positive")]
    [InlineData("net,currency\nO1,C1,2026-01-05,5,USD", "fx_rate", "", "an order in USD needs its rate")]
    [InlineData("net,currency,fx_rate\nO1,C1,2026-01-05,5,USD,0", "fx_rate", "0", "must not be under 0.000001")]
    [InlineData("net\nO1,C1,2026-01-05,5.001", "net", "5.001", "has more than 2 decimals")]
    [InlineData("net,cost_of_goods\nO1,C1,2026-01-05,5,1.005", "cost_of_goods", "1.005", "has more than 2 decimals")]
    [InlineData("net,currency,fx_rate\nO1,C1,2026-01-05,5,USD,1.1234567", "fx_rate", "1.1234567", "has more than 6 decimals")]
    [InlineData("net,gross\nO1,C1,2026-01-05,,", "net", "", "net or gross must be given")]
    [InlineData("net,kind\nO1,C1,2026-01-05,5,gift", "kind", "gift", "must be sale or return")]
    [InlineData("net,currency\nO1,C1,2026-01-05,5,EURO", "currency", "EURO", "is not a currency of three letters")]
    [InlineData("net,currency,fx_rate\nO1,C1,2026-01-05,999999999999,USD,2", "fx_rate", "2", "makes the amount too large to keep")]
    public async Task Apply_OrderThatCannotBe_IsARowInError(string csv, string column, string value, string reason)
    {
        var error = await ErrorAsync(Header + csv + "\n");

        (error.Line, error.Column, error.Reason.ToString()).ShouldBe((2, column, reason));
        decimal.TryParse(value, out var number).ShouldBe(decimal.TryParse(error.Value, out var told));
        told.ShouldBe(number);
    }

    [Theory]
    [InlineData("gross\nO1,C1,2026-01-05,100", "100.00")]
    [InlineData("gross,discount\nO1,C1,2026-01-05,100,12.34", "87.66")]
    [InlineData("gross,discount,net\nO1,C1,2026-01-05,100,12.34,87.66", "87.66")]
    [InlineData("gross,discount,net\nO1,C1,2026-01-05,100,12.34,", "87.66")]
    [InlineData("net\nO1,C1,2026-01-05,0", "0.00")]
    [InlineData("kind,net\nO1,C1,2026-01-05,Return,7.5", "7.50")]
    public async Task Apply_Amounts_GiveNet(string csv, string net)
    {
        await Crm.ImportAsync(ImportKind.Orders, Header + csv + "\n");

        (await Crm.RowAsync("SELECT net, base_net FROM orders")).ShouldBe($"{net}|{net}");
    }

    // Every rounding is half to even: 0.125 is 0.12, 0.375 is 0.38.
    [Theory]
    [InlineData("0.25", "0.5", "0.12")]
    [InlineData("0.75", "0.5", "0.38")]
    [InlineData("0.01", "0.5", "0.00")]
    [InlineData("0.03", "0.5", "0.02")]
    [InlineData("100.00", "1.234550", "123.46")]
    [InlineData("100.00", "1.234450", "123.44")]
    [InlineData("10.10", "1.234567", "12.47")]
    [InlineData("1.00", "0.005000", "0.00")]
    [InlineData("1.00", "0.015000", "0.02")]
    [InlineData("1.00", "0.015001", "0.02")]
    public async Task Apply_ForeignCurrency_RoundsTheBaseAmountOnceHalfToEven(string net, string rate, string baseNet)
    {
        await Crm.ImportAsync(ImportKind.Orders, Header + $"net,cost_of_goods,currency,fx_rate\nO1,C1,2026-01-05,{net},{net},usd,{rate}\n");

        (await Crm.RowAsync("SELECT currency, base_net, base_cost_of_goods FROM orders")).ShouldBe($"USD|{baseNet}|{baseNet}");
    }

    [Theory]
    [InlineData("EUR")]
    [InlineData("eur")]
    [InlineData("")]
    public async Task Apply_BaseCurrencyWithARate_WarnsAndDoesNotUseIt(string currency)
    {
        var applied = await Crm.ImportAsync(ImportKind.Orders, Header + $"net,currency,fx_rate\nO1,C1,2026-01-05,10,{currency},1.5\n");

        applied.Warnings.Told().ShouldHaveSingleItem().ShouldBe("1 orders in EUR have no use for a rate; fx_rate is not used there");
        (await Crm.RowAsync("SELECT currency, fx_rate, base_net FROM orders")).ShouldBe("EUR|1.000000|10.00");
    }

    [Fact]
    public async Task Apply_CurrencyColumnAbsent_KeepsCurrencyAndRate()
    {
        await Crm.ImportAsync(ImportKind.Orders, Header + "net,currency,fx_rate\nO1,C1,2026-01-05,10,USD,1.5\n");

        await Crm.ImportAsync(ImportKind.Orders, Header + "net\nO1,C1,2026-01-05,20\n");

        (await Crm.RowAsync("SELECT currency, fx_rate, base_net FROM orders")).ShouldBe("USD|1.500000|30.00");
    }

    [Fact]
    public async Task Apply_EveryColumnEmptied_ClearsThem()
    {
        const string header = Header + "kind,gross,discount,net,cost_of_goods,currency,fx_rate,due_on,paid_on\n";
        await Crm.ImportAsync(ImportKind.Orders, header + "O1,C1,2026-01-05,return,12,2,10,5,USD,1.5,2026-02-01,2026-02-02\n");

        await Crm.ImportAsync(ImportKind.Orders, Header + "net\nO1,C1,2026-01-05,10\n");
        (await Crm.RowAsync("SELECT kind, gross, discount, cost_of_goods, currency, due_on, paid_on FROM orders"))
            .ShouldBe("2|12.00|2.00|5.00|USD|2026-02-01|2026-02-02");
        await Crm.ImportAsync(ImportKind.Orders, header + "O1,C1,2026-01-05,,,,10,,,,,\n");

        (await Crm.RowAsync("SELECT kind, gross, discount, cost_of_goods, base_cost_of_goods, currency, base_net, due_on, paid_on FROM orders"))
            .ShouldBe("1|||||EUR|10.00||");
    }

    [Fact]
    public async Task Apply_OrderGoesToAnotherCustomer_BothAreScoredAnew()
    {
        await Crm.SalesAsync("O1,C1,2026-06-01,100");
        await Crm.RecomputeAsync();

        await Crm.ImportAsync(ImportKind.Orders, Header + "net\nO1,C2,2026-06-01,100\n");

        (await Crm.RowsAsync("""
            SELECT customer_key, round(net_revenue, 2) FROM current_metrics m JOIN customers c ON c.id = m.customer_id ORDER BY 1
            """)).ShouldBe(["C1|0.00", "C2|100.00"]);
    }

    private async Task<RowError> ErrorAsync(string csv)
    {
        var result = (await Crm.TryImportAsync(ImportKind.Orders, csv)).ShouldBeOfType<ImportResult.RowsInError>();
        (await Crm.CountAsync("orders")).ShouldBe(0);
        return result.Errors.First.ShouldHaveSingleItem();
    }
}
