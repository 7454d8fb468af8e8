using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>Facts as files: the columns of formats.md in its order, sorted by key by code point.</summary>
public sealed class FactExportTests : CrmTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.CustomersAsync("C1", "C2");
    }

    [Fact]
    public async Task Customers_EveryField_StandsInItsColumn()
    {
        await Crm.AddUserAsync("anna@example.com");
        const string header =
            "customer_key,name,kind,local_name,member_card_no,phone,email,region,country,city,industry,business_type,source,"
            + "owner_email,estimated_annual_spend,referred_by_key,first_contact_on,tags";
        const string full =
            "C3,\"Smith, \"\"Ann\"\"\",person,安,M-1,'+44 1,a@example.com,Europe,UK,Leeds,Gifts,Retailer,Fair,"
            + "anna@example.com,1200.50,C1,2025-01-02,b2b|vip|新";
        await Crm.ImportAsync(ImportKind.Customers, $"{header}\n{full.Replace("b2b|vip|新", " vip |\u3000新| b2b\u00A0", StringComparison.Ordinal)}\n");

        var lines = await Crm.ExportLinesAsync(ExportKind.Customers);

        lines.ShouldBe([header, "C1,C1,company,,,,,,,,,,,,,,,", "C2,C2,company,,,,,,,,,,,,,,,", full]);
    }

    [Fact]
    public async Task Customers_Tags_AreSortedByCodePointWhateverTheDatabasesLanguage()
    {
        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,tags\nC1,Ann,a|B|ä|C|b|1\n");
        await Crm.ExecuteAsync("ALTER TABLE tags ALTER COLUMN name TYPE text COLLATE \"en-x-icu\"");

        (await Crm.ExportLinesAsync(ExportKind.Customers))[1].ShouldEndWith(",1|B|C|a|b|ä");
    }

    [Fact]
    public async Task Customers_Archived_AreThereSinceFactsHangOnThem()
    {
        await Crm.ExecuteAsync("UPDATE customers SET archived_at = now() WHERE customer_key = 'C1'");

        (await Crm.ExportLinesAsync(ExportKind.Customers)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Keys_OfAnyKind_AreSortedByCodePoint()
    {
        // By UTF-16 units the emoji would come before the full-width tilde.
        string[] keys = ["b", "B", "ä", "a-1", "a1", "～", "😀", "客", "'x", "!"];
        await Crm.CustomersAsync(keys);

        var lines = await Crm.ExportLinesAsync(ExportKind.Customers);

        lines.Skip(1).Select(l => l.Split(',')[0]).ShouldBe(["!", "'x", "B", "C1", "C2", "a-1", "a1", "b", "ä", "客", "～", "😀"]);
    }

    [Fact]
    public async Task Orders_EveryField_StandsInItsColumn()
    {
        const string rows =
            """
            order_no,customer_key,ordered_on,kind,gross,discount,net,cost_of_goods,currency,fx_rate,due_on,paid_on
            O1,C1,2026-01-05,sale,110.00,10.00,100.00,60.00,EUR,,2026-02-05,2026-02-01
            O2,C2,2026-01-06,return,,,20.50,,USD,0.9134,,
            O3,C2,2026-01-07,sale,10.00,-5.00,15.00,,EUR,,,

            """;
        await Crm.ImportAsync(ImportKind.Orders, rows);

        (await Crm.ExportAsync(ExportKind.Orders)).ShouldBe(rows.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("", "USD,0.333333", "10.05|20.10", "30.15")]
    [InlineData("", "EUR,", "10.05|20.10", "30.15")]
    [InlineData("", "USD,0.333333", "10.05|", "")]
    [InlineData("", "USD,0.333333", "", "")]
    [InlineData("7.00", "USD,0.333333", "10.05|20.10", "7.00")]
    [InlineData("0.00", "EUR,", "10.05|20.10", "0.00")]
    public async Task Orders_CostOfGoods_IsItsOwnElseTheLinesWhereAllHaveOne(string own, string currency, string lines, string expected)
    {
        await Crm.ImportAsync(
            ImportKind.Orders, $"order_no,customer_key,ordered_on,net,cost_of_goods,currency,fx_rate\nO1,C1,2026-01-05,100,{own},{currency}\n");
        if (lines.Length > 0)
        {
            await Crm.ImportAsync(
                ImportKind.OrderLines, TestCrm.Csv("order_no,line_no,net,cost_of_goods", lines.Split('|').Select((cost, i) => $"O1,{i},50,{cost}")));
        }

        (await Crm.ExportLinesAsync(ExportKind.Orders))[1].Split(',')[7].ShouldBe(expected);
    }

    [Fact]
    public async Task Orders_MadeFromLines_AreRowsLikeAnyOther()
    {
        await Crm.ImportAsync(
            ImportKind.OrderLines,
            "order_no,line_no,customer_key,ordered_on,kind,quantity,unit_price,cost_of_goods\nL1,1,C1,2026-01-05,return,3,0.335,0.40\nL1,2,C1,2026-01-05,return,1,1,0.6\n");

        (await Crm.ExportLinesAsync(ExportKind.Orders))[1].ShouldBe("L1,C1,2026-01-05,return,,,2.00,1.00,EUR,,,");
    }

    [Fact]
    public async Task OrderLines_EveryField_StandsInItsColumn()
    {
        await Crm.SalesAsync("O2,C1,2026-01-05,100", "O10,C1,2026-01-05,100");
        const string rows =
            """
            order_no,line_no,product_code,product_name,category,quantity,unit_price,discount,net,cost_of_goods
            O10,1,P1,"Cup, red",Cups,2,5.25,0.50,,4.00
            O2,10,,,,,,,-3.00,
            O2,2,'-P,'=1+1,'@c,-1.5,0.000001,-0.25,7.00,0.00

            """;
        await Crm.ImportAsync(ImportKind.OrderLines, rows);

        (await Crm.ExportAsync(ExportKind.OrderLines)).ShouldBe(rows.ReplaceLineEndings("\n"));
        (await Crm.RowAsync("SELECT product_code, product_name, category FROM order_lines WHERE line_no = '2'")).ShouldBe("-P|=1+1|@c");
    }

    [Fact]
    public async Task Costs_PricedAndGiven_BothHaveTheirAmount()
    {
        await Crm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2026-01-01,visit,30.125\nrebate,,amount,\n");
        await Crm.ImportAsync(
            ImportKind.Costs,
            "cost_no,customer_key,activity,incurred_on,quantity,amount,note\nX2,C1,visit,2026-02-01,3,,by car\nX1,C2,rebate,2026-02-02,,-5,\nX3,C2,visit,2026-02-02,2.5,9,\"a\rb\r\n\"\"c\"\"\"\n");

        (await Crm.ExportAsync(ExportKind.Costs)).ShouldBe(
            "cost_no,customer_key,activity,incurred_on,quantity,amount,note\n"
            + "X1,C2,rebate,2026-02-02,,-5.00,\n"
            + "X2,C1,visit,2026-02-01,3,90.38,by car\n"
            + "X3,C2,visit,2026-02-02,2.5,9.00,\"a\rb\r\n\"\"c\"\"\"\n");
    }

    [Fact]
    public async Task Activities_WithAndWithoutRates_AreARowARate()
    {
        const string rows =
            """
            activity,valid_from,unit,rate
            '=rebate,,amount,
            Visit,2025-01-01,visit,30
            Visit,2026-01-01,visit,31.5
            phone,2026-01-01,'-minute,0.000001

            """;
        await Crm.ImportAsync(ImportKind.Activities, rows);

        (await Crm.ExportAsync(ExportKind.Activities)).ShouldBe(rows.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Surveys_EveryField_StandsInItsColumn()
    {
        const string rows =
            """
            survey_no,customer_key,answered_on,satisfaction,recommend
            S1,C1,2026-03-01,80.5,9
            S2,C2,2026-03-02,,0
            S3,C2,2026-03-02,0,

            """;
        await Crm.ImportAsync(ImportKind.Surveys, rows);

        (await Crm.ExportAsync(ExportKind.Surveys)).ShouldBe(rows.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(ExportKind.Customers)]
    [InlineData(ExportKind.Orders)]
    [InlineData(ExportKind.OrderLines)]
    [InlineData(ExportKind.Costs)]
    [InlineData(ExportKind.Activities)]
    [InlineData(ExportKind.Surveys)]
    public async Task Columns_OfWhatAlsoComesIn_AreThoseOfTheImport(ExportKind kind)
    {
        var import = ImportFormat.Of(ImportKinds.Find(ExportKinds.NameOf(kind))!.Value).Columns.Select(c => c.Name);
        // Whose order it is stands in orders.csv.
        var columns = kind == ExportKind.OrderLines ? import.Except(["customer_key", "ordered_on", "kind"]) : import;

        (await Crm.ExportLinesAsync(kind))[0].ShouldBe(string.Join(',', columns));
    }

    [Theory]
    [InlineData(ExportKind.Customers)]
    [InlineData(ExportKind.Surveys)]
    public async Task Export_DateOfARun_IsABug(ExportKind kind) =>
        await Should.ThrowAsync<ArgumentException>(Crm.TryExportAsync(kind, Crm.ExportPath(kind), TestCrm.Today));
}
