using System.Text;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>Encodings that are named, or that a file says itself; always strict.</summary>
public sealed class EncodingTests
{
    private const string Csv = "customer_key,name\nC1,Müller\n";
    private static readonly Encoding Little = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
    private static readonly Encoding Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: true);

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("Latin1")]
    [InlineData("ISO-8859-1")]
    public void Read_NamedWestern_IsRead(string name) => ShouldRead(ReadFile.Windows1252.GetBytes(Csv), name, "C1|Müller");

    [Theory]
    [InlineData("gb18030")]
    [InlineData("GBK")]
    [InlineData("gb2312")]
    public void Read_NamedGb_IsRead(string name) => ShouldRead(ReadFile.Gb18030.GetBytes("customer_key,name\nC1,王伟𠮷\n"), name, "C1|王伟𠮷");

    [Fact]
    public void Read_NamedBig5_IsRead() => ShouldRead(ReadFile.Big5.GetBytes("customer_key,name\nC1,許功蓋\n"), "Big5", "C1|許功蓋");

    [Fact]
    public void Read_NamedUtf16_IsReadByItsMarkElseLittleEndian()
    {
        ShouldRead(Little.GetBytes(Csv), "utf-16", "C1|Müller");
        ShouldRead([.. Little.Preamble, .. Little.GetBytes(Csv)], "UTF-16", "C1|Müller");
        ShouldRead([.. Big.Preamble, .. Big.GetBytes(Csv)], "utf-16", "C1|Müller");
        ShouldRead(Big.GetBytes(Csv), "utf-16be", "C1|Müller");
        ShouldRead(Little.GetBytes(Csv), "utf-16le", "C1|Müller");
    }

    [Fact]
    public void Read_UnknownName_IsRefusedWithTheList() => ReadFile.Of(Encoding.UTF8.GetBytes(Csv), "ebcdic").Refusal.ShouldBe(
        "ebcdic is no encoding known here; there are utf-8, utf-16, utf-16le, utf-16be, gb18030, gbk, gb2312, big5, windows-1252, latin1, iso-8859-1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Utf32_IsRefusedByName(bool bigEndian)
    {
        var wide = new UTF32Encoding(bigEndian, byteOrderMark: true);

        ReadFile.Of([.. wide.Preamble, .. wide.GetBytes(Csv)]).Refusal!.ShouldStartWith("utf-32 is no encoding known here");
    }

    [Fact]
    public void Read_NamedAgainstTheFilesOwnMark_IsRefused() =>
        ReadFile.Of([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Csv)], "GBK")
            .Refusal.ShouldBe("the file begins with the byte order mark of utf-8, not of gbk");

    [Theory]
    [InlineData("utf-8", "C1,M\u00FCller")]
    [InlineData("gb18030", "C1,a\u00FC b")]
    [InlineData("gb18030", "C1,a\u0080b")]
    [InlineData("gb18030", "C1,\u00813")]
    [InlineData("big5", "C1,a\u00FC b")]
    [InlineData("big5", "C1,\u0080x")]
    [InlineData("big5", "C1,\u00FFx")]
    [InlineData("big5", "C1,\u00A4")]
    public void Read_BytesThatDoNotFitTheNamedEncoding_RefusesTheFileAtTheirLine(string encoding, string bytes)
    {
        var content = Encoding.Latin1.GetBytes($"customer_key,name\r\nC0,Ann\r\n\r\n{bytes}");

        var read = ReadFile.Of(content, encoding);

        read.Refusal.ShouldBe($"line 4 does not fit the encoding {encoding}");
        ReadFile.Of([.. content, .. "\nC2,Bob\n"u8], encoding).Refusal.ShouldBe(read.Refusal);
    }

    [Theory]
    [InlineData("C\01\0,\0A")]
    [InlineData("C\01\0,\0\0\u00D8A\0")]
    [InlineData("C\01\0,\0\0\u00D8")]
    public void Read_HalfACharacterInUtf16_RefusesTheFile(string bytes) =>
        ReadFile.Of([.. Little.GetBytes("customer_key,name\n"), .. Encoding.Latin1.GetBytes(bytes)], "utf-16")
            .Refusal.ShouldBe("line 2 does not fit the encoding utf-16le");

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF")]
    public void Read_ByteOrderMarks_ArePassedOver(string marks)
    {
        ReadFile.Of($"{marks}customer_key,name\nC1,Müller\n").Cells.ShouldBe(["C1|Müller"]);
        ReadFile.Of($"{marks}\"customer_key\",name\nC1,Müller\n").Cells.ShouldBe(["C1|Müller"]);
        ReadFile.Of($"\"{marks}customer_key\",name\nC1,Müller\n").Cells.ShouldBe(["C1|Müller"]);
    }

    [Fact]
    public void Read_Utf16ByItsMarkOrItsNuls_IsToldWithASample()
    {
        foreach (var encoding in new[] { Little, Big })
            foreach (var mark in new byte[][] { [], encoding.GetPreamble() })
            {
                var read = ReadFile.Of([.. mark, .. encoding.GetBytes("customer_key,name\nC1,上海贸易\nC2,王伟\n")]);

                read.Cells.ShouldBe(["C1|上海贸易", "C2|王伟"]);
                read.Remarks.ShouldBe([$"read as utf-16{(encoding == Little ? "le" : "be")}, for example: 上海贸易"]);
            }
    }

    [Fact]
    public void Read_Utf16OfAsciiAlone_IsToldWithoutASample() =>
        ReadFile.Of(Little.GetBytes("customer_key,name\nC1,Ann\n")).Remarks.ShouldBe(["read as utf-16le"]);

    [Fact]
    public void Read_ChineseBehindMegabytesOfAscii_IsUtf8()
    {
        var ascii = string.Concat(Enumerable.Range(0, 200_000).Select(n => $"C{n},Name\n"));

        var read = ReadFile.Of(ReadFile.Gzip(Encoding.UTF8.GetBytes($"customer_key,name\n{ascii}X,王伟\n")));

        read.Cells.Last().ShouldBe("X|王伟");
        read.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void Read_OneByteThatIsNotUtf8BehindMegabytes_RefusesTheFileBeforeItsFirstRow()
    {
        var ascii = string.Concat(Enumerable.Range(0, 200_000).Select(n => $"C{n},Name\r\n"));

        var read = ReadFile.Of([.. Encoding.UTF8.GetBytes($"customer_key,name\r\n{ascii}"), .. "X,"u8, 0xFC, .. "\r\n"u8]);

        read.Refusal.ShouldBe("the file is not UTF-8 (line 200002); name its encoding with --encoding");
        read.Rows.ShouldBeEmpty();
    }

    private static void ShouldRead(byte[] content, string encoding, string cells)
    {
        var read = ReadFile.Of(content, encoding);
        read.Refusal.ShouldBeNull();
        read.Cells.ShouldBe([cells]);
        read.Remarks.ShouldBeEmpty();
    }
}
