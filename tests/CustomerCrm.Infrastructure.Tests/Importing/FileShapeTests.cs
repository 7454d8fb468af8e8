using System.IO.Compression;
using System.Text;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>Dirty files end as accepted, as rows in error with their line, or refused with a reason; never half.</summary>
public sealed class FileShapeTests : CrmTests
{
    [Fact]
    public async Task Apply_NoByteAtAll_RefusesTheFile() =>
        (await Crm.TryImportAsync(ImportKind.Customers, "")).ShouldBeRefused("the file is empty");

    [Fact]
    public async Task Apply_HeaderAlone_IsAnEmptyImport()
    {
        var applied = await Crm.ImportAsync(ImportKind.Customers, "customer_key,name\n");

        (applied.RowsRead, applied.Added).ShouldBe((0, 0));
        (await Crm.CountAsync("imports")).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_NotUtf8_RefusesTheFile()
    {
        var result = await ImportBytesAsync("c.csv", Encoding.Latin1.GetBytes("customer_key,name\nC1,Müller\n"));

        result.ShouldBeRefused("the file is not UTF-8 (line 2); name its encoding with --encoding");
        (await Crm.CountAsync("customers")).ShouldBe(0);
    }

    [Fact]
    public async Task Apply_Gzip_IsUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync("customer_key,name\nC1,Ann\n"u8.ToArray());

        (await ImportBytesAsync("c.csv.gz", packed.ToArray())).ShouldBeOfType<ImportResult.Applied>().Added.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_QuotedCommaAndLineEnd_AreText()
    {
        await Crm.CustomersAsync("C1");
        await Crm.ImportAsync(ImportKind.Activities, "activity,unit\nrebate,amount\n");

        await Crm.ImportAsync(
            ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,amount,note\nX1,C1,rebate,2026-01-01,5,\"a, \"\"b\"\"\nc\"\n");

        (await Crm.RowAsync("SELECT note FROM cost_entries")).ShouldBe("a, \"b\"\nc");
    }

    [Fact]
    public async Task Apply_ErrorBehindBlankAndQuotedLines_NamesTheLineTheRowBeginsOn()
    {
        await Crm.CustomersAsync("C1");
        await Crm.ImportAsync(ImportKind.Activities, "activity,unit\nrebate,amount\n");
        const string csv =
            "cost_no,customer_key,activity,incurred_on,amount,note\n"
            + "X1,C1,rebate,2026-01-01,5,\"one\ntwo\"\n"
            + "\n"
            + "\n"
            + "X2,C1,rebate,2026-01-01,much,\"one\ntwo\"\n"
            + "X3,C1,rebate,2026-01-01,more,\n";

        var result = await Crm.TryImportAsync(ImportKind.Costs, csv);

        result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.Select(e => (e.Line, e.Value)).ShouldBe([(6L, "much"), (8L, "more")]);
    }

    [Fact]
    public async Task Apply_FewerCellsThanTheHeader_IsARowInError()
    {
        var result = await Crm.TryImportAsync(ImportKind.Customers, "customer_key,name\nC1\n");

        result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem().Told().ShouldBe((2, "customer_key", "", "the row has fewer cells than the header"));
    }

    [Fact]
    public async Task Apply_MoreCellsThanTheHeader_IsARowInError()
    {
        var result = await Crm.TryImportAsync(ImportKind.Customers, "customer_key,name,city\nC1,Smith, Ann,Leeds\n");

        result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem().Told().ShouldBe((2, "customer_key", "", "the row has more cells than the header"));
    }

    [Fact]
    public async Task Apply_FileThatIsNotThere_SaysSo() =>
        (await Crm.TryImportFileAsync(ImportKind.Customers, Path.Combine(Crm.Database.Folder, "none.csv")))
            .ShouldBeOfType<ImportResult.FileRefused>().Reason.ToString().ShouldStartWith("the file cannot be opened: ");

    [Theory]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("1,000")]
    [InlineData("£5")]
    [InlineData("--5")]
    [InlineData("5.")]
    [InlineData("٣")]
    [InlineData("1234567890123")]
    [InlineData("1.005")]
    public async Task Apply_AmountThatIsNone_IsARowInError(string amount)
    {
        await Crm.CustomersAsync("C1");

        var result = await Crm.TryImportAsync(ImportKind.Orders, $"order_no,customer_key,ordered_on,net\nO1,C1,2026-01-01,\"{amount}\"\n");

        var error = result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem();
        (error.Line, error.Column, error.Value).ShouldBe((2, "net", amount));
    }

    [Theory]
    [InlineData("infinity")]
    [InlineData("now")]
    [InlineData("05/01/2026")]
    [InlineData("2026-02-30")]
    [InlineData("46027")]
    [InlineData("0026-01-05")]
    public async Task Apply_DateThatIsNone_IsARowInError(string date)
    {
        await Crm.CustomersAsync("C1");

        var result = await Crm.TryImportAsync(ImportKind.Orders, $"order_no,customer_key,ordered_on,net\nO1,C1,{date},5\n");

        result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem().Column.ShouldBe("ordered_on");
    }

    [Fact]
    public async Task Apply_NulInText_IsARowInError()
    {
        var result = await Crm.TryImportAsync(ImportKind.Customers, "customer_key,name\nC1,An\0n\n");

        result.ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem().Reason.ToString().ShouldBe("holds a control character");
    }

    [Fact]
    public async Task Apply_KeyOf65Characters_IsARowInErrorAnd64AreNot()
    {
        var longest = new string('k', 64);

        (await Crm.ImportAsync(ImportKind.Customers, $"customer_key,name\n  {longest} ,Ann\n")).Added.ShouldBe(1);
        (await Crm.TryImportAsync(ImportKind.Customers, $"customer_key,name\n{longest}k,Ann\n"))
            .ShouldBeOfType<ImportResult.RowsInError>().Errors.First.ShouldHaveSingleItem().Reason.ToString().ShouldBe("has more than 64 characters");
        (await Crm.RowAsync("SELECT customer_key FROM customers")).ShouldBe(longest);
    }

    [Fact]
    public async Task Apply_KeysThatDifferByCase_AreTwoCustomers()
    {
        (await Crm.CustomersAsync("ann", "ANN", "Ann")).Added.ShouldBe(3);
    }

    private async Task<ImportResult> ImportBytesAsync(string name, byte[] content)
    {
        var path = Path.Combine(Crm.Database.Folder, name);
        await File.WriteAllBytesAsync(path, content);
        return await Crm.TryImportFileAsync(ImportKind.Customers, path);
    }
}
