namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>What parts the cells is found in the header.</summary>
public sealed class SeparatorTests
{
    [Theory]
    [InlineData(';', "the cells are separated by semicolons")]
    [InlineData('\t', "the cells are separated by tabs")]
    [InlineData('|', "the cells are separated by vertical bars")]
    public void Read_OtherSeparator_IsFoundAndTold(char separator, string remark)
    {
        var read = ReadFile.Of("customer_key_name_city\nC1_Smith, Ann_Leeds\nC2_Bob_\n".Replace("customer_key", "CUSTOMER-KEY").Replace('_', separator).Replace('-', '_'));

        read.Cells.ShouldBe(["C1|Smith, Ann|Leeds", "C2|Bob|"]);
        read.Remarks.ShouldBe([remark]);
    }

    [Fact]
    public void Read_Comma_IsNotTold() => ReadFile.Of("customer_key,name\nC1,Ann\n").Remarks.ShouldBeEmpty();

    [Fact]
    public void Read_OtherSignsInQuotedHeaderCells_DoNotCount() =>
        ReadFile.Of("\"customer_key\";\"name\";\"a,b,c,d\"\nC1;Ann;x\n").Cells.ShouldBe(["C1|Ann"]);

    [Fact]
    public void Read_HeaderOverSeveralLines_IsRead() =>
        ReadFile.Of("\"customer\n_key\";customer_key;name\n1;C1;Ann\n").Rows.ShouldBe([new ReadRow(3, $"C1{ReadFile.Between}Ann")]);

    [Theory]
    [InlineData("sep=;\n")]
    [InlineData("SEP=;\n")]
    [InlineData("sep=;\r\n")]
    [InlineData("\uFEFFsep=;\n")]
    [InlineData("\"sep=;\"\n")]
    [InlineData("sep=;;;;\n")]
    public void Read_ExcelsFirstLine_IsObeyedAndCounted(string first)
    {
        var read = ReadFile.Of(first + "customer_key;name\nC1;Ann, Bob\n");

        read.Rows.ShouldBe([new ReadRow(3, $"C1{ReadFile.Between}Ann, Bob")]);
        read.Remarks.ShouldBe(["the cells are separated by semicolons"]);
    }

    [Theory]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Read_ExcelsFirstLineWithAnySeparator_IsObeyed(char separator) =>
        ReadFile.Of($"sep={separator}\ncustomer_key{separator}name\nC1{separator}Ann\n").Cells.ShouldBe(["C1|Ann"]);

    [Theory]
    [InlineData("sep=;\n", "the file is empty")]
    [InlineData("sep=;\ncustomer_key,name\n", "the column customer_key, name is missing from the header")]
    [InlineData("sep=^\ncustomer_key^name\n", "the column customer_key, name is missing from the header")]
    [InlineData("kunde;stadt\n1;2\n", "the column customer_key, name is missing from the header")]
    [InlineData("customer_key;town\n1;2\n", "the column name is missing from the header")]
    public void Read_NoGoodHeader_IsRefused(string csv, string reason) => ReadFile.Of(csv).Refusal.ShouldBe(reason);
}
