using System.IO.Compression;
using System.Text;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>What is no text is refused by what it is, so that people know what to send instead.</summary>
public sealed class SignatureTests
{
    [Theory]
    [InlineData("xl/workbook.xml", "the file is an Excel workbook; save it as CSV (UTF-8)")]
    [InlineData("orders.csv", "the file is packed (ZIP); unpack it first, or pack it with gzip")]
    public void Read_Zip_IsRefusedByWhatIsInIt(string entry, string reason)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("[Content_Types].xml").Open().Dispose();
            archive.CreateEntry(entry).Open().Dispose();
        }

        ReadFile.Of(zip.ToArray()).Refusal.ShouldBe(reason);
        ReadFile.Of(zip.ToArray(), encoding: "windows-1252").Refusal.ShouldBe(reason);
        ReadFile.Of(ReadFile.Gzip(zip.ToArray())).Refusal.ShouldBe(reason);
    }

    [Theory]
    [InlineData("D0CF11E0A1B11AE1", "the file is an old Excel workbook; save it as CSV (UTF-8)")]
    [InlineData("255044462D312E37", "the file is a PDF")]
    [InlineData("89504E470D0A1A0A", "the file is a picture")]
    [InlineData("FFD8FFE000104A46", "the file is a picture")]
    [InlineData("474946383961", "the file is a picture")]
    [InlineData("49492A0008000000", "the file is a picture")]
    [InlineData("377ABCAF271C0004", "the file is packed (7z); unpack it first, or pack it with gzip")]
    [InlineData("526172211A070100", "the file is packed (RAR); unpack it first, or pack it with gzip")]
    [InlineData("FD377A585A000004", "the file is packed (xz); unpack it first, or pack it with gzip")]
    [InlineData("28B52FFD04580000", "the file is packed (zstd); unpack it first, or pack it with gzip")]
    [InlineData("425A6831314159265359", "the file is packed (bzip2); unpack it first, or pack it with gzip")]
    [InlineData("7F454C4602010100000000000000", "the file is no text")]
    public void Read_KnownFirstBytes_AreRefusedByName(string hex, string reason) =>
        ReadFile.Of([.. Convert.FromHexString(hex), .. new byte[300]]).Refusal.ShouldBe(reason);

    [Fact]
    public void Read_NothingButNuls_IsRefused()
    {
        ReadFile.Of(new byte[100_000]).Refusal.ShouldBe("the file is no text");
        ReadFile.Of(new byte[100_000], encoding: "gb18030").Refusal.ShouldBe("the file is no text");
    }

    [Fact]
    public void Read_NulsBehindAGoodBeginning_IsRefused() =>
        ReadFile.Of([.. Encoding.UTF8.GetBytes("customer_key,name\n" + string.Concat(Enumerable.Repeat("C1,Ann\n", 1_000))), .. new byte[50_000]])
            .Refusal.ShouldBe("the file is no text");

    [Fact]
    public void Read_ANulInACell_IsTheCellsOwnFault() => ReadFile.Of("customer_key,name\nC1,An\0n\n").Cells.ShouldBe(["C1|An\0n"]);

    [Fact]
    public void Read_TextThatBeginsLikeAPicture_IsText() => ReadFile.Of("BM,customer_key,name\n1,C1,Ann\n").Cells.ShouldBe(["C1|Ann"]);
}
