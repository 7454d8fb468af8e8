namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>Rows, their cells and the lines they begin on.</summary>
public sealed class RowTests
{
    [Theory]
    [InlineData("\n", "\n", "\n")]
    [InlineData("\r\n", "\r\n", "\r\n")]
    [InlineData("\r", "\r", "\r")]
    [InlineData("\r\n", "\r", "\n")]
    public void Read_AnyLineEnds_AreLineEnds(string first, string second, string third) =>
        ReadFile.Of($"customer_key,name{first}C1,Ann{second}C2,Bob{third}C3,Cid")
            .Rows.Select(r => r.Line).ShouldBe([2, 3, 4]);

    [Fact]
    public void Read_BlankLinesAndLineEndsInCells_AreCounted() =>
        ReadFile.Of("\n\r\ncustomer_key,name\n\n  \nC1,\"A\r\nn\rn\"\n\n\nC2,Bob\n")
            .Rows.Select(r => r.Line).ShouldBe([6, 11]);

    [Fact]
    public void Read_RowsOfSeparatorsAlone_ArePassedOver() =>
        ReadFile.Of(",,\ncustomer_key,name,\n,,\nC1,Ann,\n , ,\t\r\n,,\nC2,Bob,\n,,").Rows.Select(r => r.Line).ShouldBe([4, 7]);

    [Fact]
    public void Read_SoManyBlankLinesThatTheyPassTheParser_AreCounted()
    {
        var blank = new string('\n', 300_000);

        ReadFile.Of($"{blank}customer_key,name\n{blank}C1,Ann\r{blank}C2,Bob\n{blank}").Rows.Select(r => r.Line).ShouldBe([600_002, 900_002]);
    }

    [Theory]
    [InlineData("C1,An\"n\n", "line 2: a quotation mark stands where none may")]
    [InlineData("C0,A\n\nC1,\"Ann\"x\n", "line 4: a quotation mark stands where none may")]
    [InlineData("C1,Ann\nC2,\"Bob\nand\nso\non\n", "line 3: a quotation mark of the row that begins here has no partner")]
    [InlineData("C1,Ann\nC2,\"Bob\"\"", "line 3: a quotation mark of the row that begins here has no partner")]
    public void Read_QuotationMarkWhereNoneMay_IsRefused(string rows, string reason) =>
        ReadFile.Of("customer_key,name\n" + rows).Refusal.ShouldBe(reason);

    [Theory]
    [InlineData("customer_key,name,x\nC1,Ann,\"y\nC2,Bob,z\n")]
    [InlineData("customer_key,name\nC1,Ann,\"\nC2,Bob\n")]
    public void Read_OpenQuotationMarkInACellNobodyReads_IsRefusedAllTheSame(string csv) =>
        ReadFile.Of(csv).Refusal.ShouldBe("line 2: a quotation mark of the row that begins here has no partner");

    [Fact]
    public void Read_QuotationMarksThatPairUpAcrossRowsInACellNobodyReads_AreRefused() =>
        ReadFile.Of("customer_key,name,x\nC1,Ann,\"y\nC2,Bob,\"z\"\nC3,Cid,\n").Refusal.ShouldBe("line 2: a quotation mark stands where none may");

    [Fact]
    public void Read_CellsBeyondTheHeader_MatterWhereTheyHoldText() =>
        ReadFile.Of("customer_key,name,,\nC1,Ann\nC2,Bob,,,,\nC3,Cid,x\nC4,Dan,,,,y\nC5\n")
            .Cells.ShouldBe(["C1|Ann", "C2|Bob", "Row.MoreCells", "Row.MoreCells", "Row.FewerCells"]);
}
