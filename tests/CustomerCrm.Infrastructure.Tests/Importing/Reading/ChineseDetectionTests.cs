using System.Text;

namespace CustomerCrm.Infrastructure.Tests.Importing.Reading;

/// <summary>GB18030 and Big5 are found where the file is clearly Chinese; a wrong guess would be worse than none.</summary>
public sealed class ChineseDetectionTests
{
    private const string Simplified = """
        customer_key,name,city
        C1,上海华信国际贸易有限公司,上海
        C2,深圳市宏达电子科技有限公司,深圳
        C3,张伟,北京
        C4,欧阳娜娜,成都
        C5,李秀英,广州
        """;

    private const string Traditional = """
        customer_key,name,city
        C1,台灣積體電路製造股份有限公司,新竹
        C2,統一企業股份有限公司,臺南
        C3,陳怡君,臺北
        C4,林志豪,高雄
        C5,許功蓋,桃園
        """;

    [Fact]
    public void Read_SimplifiedNames_AreReadAsGb18030AndTold()
    {
        var read = ReadFile.Of(ReadFile.Gb18030.GetBytes(Simplified));

        read.Cells.ShouldBe(ReadFile.Of(Simplified).Cells);
        read.Remarks.ShouldBe(["read as gb18030, for example: 上海华信国际贸易有限公司"]);
    }

    [Fact]
    public void Read_TraditionalNames_AreReadAsBig5AndTold()
    {
        var read = ReadFile.Of(ReadFile.Big5.GetBytes(Traditional));

        read.Cells.ShouldBe(ReadFile.Of(Traditional).Cells);
        read.Remarks.ShouldBe(["read as big5, for example: 台灣積體電路製造股份有限公司"]);
    }

    [Fact]
    public void Read_TraditionalNamesInGb18030_AreReadAsSuch() =>
        ReadFile.Of(ReadFile.Gb18030.GetBytes(Traditional)).Cells.ShouldBe(ReadFile.Of(Traditional).Cells);

    [Fact]
    public void Read_ManyRowsAndRareCharacters_AreStillClear()
    {
        var rows = string.Concat(Enumerable.Range(0, 3_000).Select(n => $"C{n},{(char)('一' + (n * 7 % 15_000))}伟\n"));

        var read = ReadFile.Of(ReadFile.Gb18030.GetBytes(Simplified + "\n" + rows));

        read.Refusal.ShouldBeNull();
        read.Rows.Count.ShouldBe(5 + 3_000);
    }

    [Theory]
    [InlineData("王伟")]
    [InlineData("李娜")]
    [InlineData("联通")]
    [InlineData("毛茂")]
    [InlineData("小选")]
    [InlineData("薛思")]
    public void Read_OneShortNameInGb18030_IsUnclearOrTold(string name)
    {
        var read = ReadFile.Of(ReadFile.Gb18030.GetBytes($"customer_key,name\nC1,{name}\n"));

        if (read.Refusal is { } refusal)
            refusal.ShouldEndWith("name its encoding with --encoding");
        else if (!read.Cells.Contains($"C1|{name}"))
            read.Remarks.ShouldContain(r => r.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NameThatIsUtf8AndGb18030_IsUtf8AndToldOfTheOther() =>
        ReadFile.Of(ReadFile.Gb18030.GetBytes("customer_key,name\nC1,薛思\n")).Remarks.ShouldBe(
            ["read as utf-8; were it gb18030, it would say for example: 薛思; if that is right, undo this and name the encoding"]);

    [Theory]
    [InlineData("Müller")]
    [InlineData("é")]
    [InlineData("Ян")]
    [InlineData("5 · 6")]
    [InlineData("±5°")]
    [InlineData("王伟")]
    public void Read_LittleUtf8_IsUtf8(string name) => ReadFile.Of($"customer_key,name\nC1,{name}\n").Cells.ShouldBe([$"C1|{name}"]);

    [Theory]
    [InlineData("windows-1252", "Müller;José")]
    [InlineData("windows-1252", "Åse Ærø, Ñandú, Größe, Façade, Crème brûlée, Übergrößenträger")]
    [InlineData("windows-1252", "ÄÖÜ ÉÈÀ ÇÑÕ ÅØÆ")]
    [InlineData("windows-1250", "Žluťoučký kůň, Łódź, Győr")]
    [InlineData("windows-1251", "Иванов Пётр, Москва")]
    [InlineData("windows-1251", "ИВАНОВ ПЁТР, МОСКВА, САНКТ-ПЕТЕРБУРГ")]
    [InlineData("windows-1253", "Παπαδόπουλος, Αθήνα")]
    [InlineData("windows-1256", "محمد علي، القاهرة")]
    [InlineData("euc-kr", "김민수, 서울특별시, 삼성전자 주식회사")]
    [InlineData("euc-jp", "株式会社トヨタ、佐藤太郎、東京都")]
    [InlineData("shift_jis", "株式会社トヨタ、佐藤太郎、東京都")]
    public void Read_OtherScripts_AreNeverTakenForChinese(string encoding, string text)
    {
        var content = CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes($"customer_key,name\nC1,\"{text}\"\nC2,\"{text}\"\n");

        ReadFile.Of(content).Refusal.ShouldBe("the file is not UTF-8 (line 2); name its encoding with --encoding");
    }

    [Fact]
    public void Read_Utf8WithABrokenCharacter_IsNotTakenForChinese()
    {
        var content = Encoding.UTF8.GetBytes(Simplified);
        content[^5] = (byte)'x';

        ReadFile.Of(content).Refusal.ShouldBe("the file is not UTF-8 (line 6); name its encoding with --encoding");
    }

    [Fact]
    public void Read_Gb18030WithABrokenCharacter_IsRefused() =>
        ReadFile.Of([.. ReadFile.Gb18030.GetBytes(Simplified), 0xB0]).Refusal.ShouldBe("the file is not UTF-8 (line 2); name its encoding with --encoding");
}
