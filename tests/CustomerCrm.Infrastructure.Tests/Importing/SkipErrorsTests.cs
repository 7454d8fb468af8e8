using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.TestSupport;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>With --skip-errors the good rows are applied and the bad ones come back as a file; nothing is lost in between.</summary>
public sealed class SkipErrorsTests : CrmTests
{
    private static readonly ImportOptions Skip = new(SkipErrors: true);

    private string ErrorFile => Path.Combine(Crm.Database.Folder, "orders.errors.csv");

    [Fact]
    public async Task Apply_ErrorsOfCellsAndOfSets_ComeBackAsAFileInTheOrderOfTheRows()
    {
        await Crm.CustomersAsync("C1");

        var applied = await Crm.ImportAsync(
            ImportKind.Orders,
            "order_no,customer_key,ordered_on,net\nO1,C9,2026-01-01,5\nO2,C1,\"2026,01\",x\nO3,C1,2026-01-03,7\nO4,\"C\"\"8\",2026-01-04,1\n",
            Skip with { ErrorFile = ErrorFile });

        (applied.RowsRead, applied.Added, applied.Skipped.Rows, applied.Skipped.Count).ShouldBe((4, 1, 3, 4L));
        (await File.ReadAllTextAsync(ErrorFile)).ShouldBe(
            "line,column,value,reason\n"
            + "2,customer_key,C9,there is no customer with this key\n"
            + "3,ordered_on,\"2026,01\",is not a date like 2026-11-21\n"
            + "3,net,x,is not a number like -1234.56\n"
            + "5,customer_key,\"C\"\"8\",there is no customer with this key\n");
        (await Crm.RowsAsync("SELECT order_no FROM orders")).ShouldBe(["O3"]);
    }

    [Fact]
    public async Task Apply_MoreErrorsThanAreHeldInMemory_AllComeBack()
    {
        await Crm.CustomersAsync("C1");
        const int rows = 12_345;
        var csv = TestCrm.Csv(
            "order_no,customer_key,ordered_on,net",
            Enumerable.Range(1, rows).Select(n => $"O{n},C1,2026-01-01,{(n % 5 == 0 ? "7" : "seven")}"));

        var applied = await Crm.ImportAsync(ImportKind.Orders, csv, Skip with { ErrorFile = ErrorFile });

        (applied.RowsRead, applied.Added, applied.Skipped.Rows).ShouldBe((rows, rows / 5, rows - (rows / 5)));
        var lines = await File.ReadAllLinesAsync(ErrorFile);
        lines.Length.ShouldBe(1 + applied.Skipped.Rows);
        lines[^1].ShouldBe($"{rows},net,seven,is not a number like -1234.56");
        (await Crm.CountAsync("orders")).ShouldBe(rows / 5);
    }

    [Fact]
    public async Task Apply_NoRowInError_WritesTheHeaderAlone()
    {
        await File.WriteAllTextAsync(ErrorFile, "of an earlier file");

        await Crm.ImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\n", Skip with { ErrorFile = ErrorFile });

        (await File.ReadAllTextAsync(ErrorFile)).ShouldBe("line,column,value,reason\n");
    }

    [Fact]
    public async Task Apply_ErrorFileThatCannotBeWritten_AppliesNothing()
    {
        var options = Skip with { ErrorFile = Path.Combine(Crm.Database.Folder, "no such folder", "e.csv") };

        (await Crm.TryImportAsync(ImportKind.Customers, "customer_key,name\nC1,Ann\nC2,\n", options))
            .ShouldBeRefused("the rows in error cannot be written to " + options.ErrorFile);

        (await Crm.CountAsync("customers")).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_KeyOfARowInErrorStandsAgain_IsAKeyTwice()
    {
        var applied = await Crm.ImportAsync(ImportKind.Customers, "customer_key,name,first_contact_on\nC1,Ann,soon\nC1,Ann,2026-01-01\nC2,Bob,\n", Skip);

        applied.Skipped.First.Select(e => e.Told()).ShouldBe(
        [
            (2, "first_contact_on", "soon", "is not a date like 2026-11-21"),
            (3, "customer_key", "C1", "stands in this file already, at line 2"),
        ]);
        (await Crm.RowsAsync("SELECT customer_key FROM customers")).ShouldBe(["C2"]);
    }

    [Fact]
    public async Task Apply_ReferrerWhoseCellsCannotBeRead_SkipsWhoNamesHim()
    {
        var applied = await Crm.ImportAsync(
            ImportKind.Customers, "customer_key,name,referred_by_key,first_contact_on\nC1,Ann,,soon\nC2,Bob,C1,\nC3,Cid,C2,\nC4,Dan,,\n", Skip);

        applied.Skipped.First.Skip(1).Select(e => e.Told()).ShouldBe(
        [
            (3, "referred_by_key", "C1", "the row of this customer is in error"),
            (4, "referred_by_key", "C2", "the row of this customer is in error"),
        ]);
        (await Crm.RowsAsync("SELECT customer_key FROM customers")).ShouldBe(["C4"]);
    }

    [Fact]
    public async Task Apply_CreateCustomers_MakesNoneForARowInError()
    {
        var applied = await Crm.ImportAsync(
            ImportKind.Orders,
            "order_no,customer_key,ordered_on,net,gross\nO1,N1,2026-01-01,5,5\nO2,N2,2026-01-01,5,6\n",
            Skip with { CreateCustomers = true });

        (applied.Added, applied.Skipped.Rows).ShouldBe((1, 1));
        (await Crm.RowsAsync("SELECT customer_key FROM customers")).ShouldBe(["N1"]);
    }

    [Fact]
    public async Task Apply_LineInError_LeavesTheOrderToItsGoodLines()
    {
        await Crm.CustomersAsync("C1");
        const string lines = "order_no,line_no,customer_key,ordered_on,net\nO1,1,C1,2026-01-01,5\nO1,2,C1,2026-01-01,x\nO1,3,C9,2026-01-01,7\n";

        var applied = await Crm.ImportAsync(ImportKind.OrderLines, lines, Skip);

        applied.Skipped.First.Select(e => (e.Line, e.Column)).ShouldBe([(3L, "net"), (4L, "customer_key")]);
        (await Crm.RowsAsync("SELECT order_no, net FROM orders")).ShouldBe(["O1|5.00"]);
        await Crm.ImportAsync(ImportKind.OrderLines, "order_no,line_no,net\nO1,2,6\nO1,3,7\n");
        (await Crm.RowsAsync("SELECT order_no, net FROM orders")).ShouldBe(["O1|18.00"]);
    }

    [Fact]
    public async Task Apply_LinesThatDisagree_AreAllTold()
    {
        await Crm.CustomersAsync("C1", "C2");
        const string lines =
            "order_no,line_no,customer_key,ordered_on,net\nO1,1,C1,2026-01-01,5\nO2,1,C1,2026-01-01,5\nO1,2,C2,2026-01-01,6\nO1,3,C1,2026-01-01,7\n";

        var applied = await Crm.ImportAsync(ImportKind.OrderLines, lines, Skip);

        (applied.RowsRead, applied.Added, applied.Skipped.Rows).ShouldBe((4, 1, 3));
        applied.Skipped.First.Select(e => e.Told()).ShouldBe(
        [
            (2, "order_no", "O1", "the lines of this order differ in customer_key, ordered_on or kind"),
            (4, "order_no", "O1", "the order of this line is in error, see line 2"),
            (5, "order_no", "O1", "the order of this line is in error, see line 2"),
        ]);
        (await Crm.RowsAsync("SELECT order_no FROM orders")).ShouldBe(["O2"]);
    }

    [Fact]
    public async Task Apply_DryRun_WritesTheErrorFileAndChangesNothing()
    {
        var before = await Crm.FingerprintAsync();

        var applied = await Crm.ImportAsync(
            ImportKind.Customers, "customer_key,name\nC1,Ann\nC2,\n", Skip with { DryRun = true, ErrorFile = ErrorFile });

        (applied.Added, applied.Skipped.Rows).ShouldBe((1, 1));
        (await File.ReadAllTextAsync(ErrorFile)).ShouldBe("line,column,value,reason\n3,name,,must not be empty\n");
        (await Crm.FingerprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Apply_NulInACell_IsToldWithoutIt()
    {
        var applied = await Crm.ImportAsync(ImportKind.Customers, "customer_key,name\nC1,A\0n\nC2,Bob\n", Skip with { ErrorFile = ErrorFile });

        applied.Skipped.First.ShouldHaveSingleItem().Told().ShouldBe((2, "name", "A\uFFFDn", "holds a control character"));
    }
}
