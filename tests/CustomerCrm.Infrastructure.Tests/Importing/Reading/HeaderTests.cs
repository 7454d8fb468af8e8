using System.Text;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>The header names the columns, however a program wrote it.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData("customer_key,name")]
    [InlineData(" Customer_Key , NAME ")]
    [InlineData("\"customer_key\",\"name\"")]
    [InlineData("\" customer_key\uFEFF\",name")]
    [InlineData("customer_key,name,,,")]
    public void Open_AnyWriting_FindsTheColumns(string header)
    {
        using var file = ReadFile.Open(Encoding.UTF8.GetBytes(header + "\nC1,Ann\n"));

        file.Columns.Select(c => c.Name).ShouldBe(["customer_key", "name"]);
        file.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Open_UnknownColumns_AreNamedOnceAndEmptyOnesNot()
    {
        using var file = ReadFile.Open(",Customer_key,Shoe Size,name,,shoe size,Colour\n0,C1,9,Ann,,8,red\n"u8.ToArray());

        file.Unknown.ShouldBe(["shoe size", "colour"]);
        file.Read().ShouldBeTrue();
        file.Cell(1).ShouldBe("Ann");
    }

    [Theory]
    [InlineData("customer_key,name,Name\nC1,Ann,Bob\n", "the column name stands twice in the header")]
    [InlineData("name\nAnn\n", "the column customer_key is missing from the header")]
    [InlineData("", "the file is empty")]
    [InlineData("\uFEFF", "the file is empty")]
    [InlineData("\n\r\n  \n", "the file is empty")]
    public void Read_NoGoodHeader_IsRefused(string csv, string reason) => ReadFile.Of(csv).Refusal.ShouldBe(reason);

    [Fact]
    public void Read_NeitherOfTwoColumns_IsRefused() =>
        ReadFile.Of("order_no,customer_key,ordered_on\nO1,C1,2026-01-01\n"u8.ToArray(), format: ImportFormat.Of(ImportKind.Orders))
            .Refusal.ShouldBe("one of the columns net, gross must stand in the header");
}
