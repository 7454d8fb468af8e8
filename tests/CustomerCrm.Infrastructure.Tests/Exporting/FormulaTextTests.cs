using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Exporting;

/// <summary>ASVS 1.2.10: no cell of ours begins a formula, and none is changed by going out and coming in again.</summary>
public sealed class FormulaTextTests
{
    /// <summary>Every character the rule speaks of, and some it does not.</summary>
    private const string Alphabet = "'=+-@\t\r\n＝＋－＠a \"’";

    /// <summary>All texts of up to four characters of the alphabet: 69,905 of them.</summary>
    private static readonly string[] Texts = [.. Enumerable.Range(0, 4).Aggregate(
        new[] { "" }.AsEnumerable(),
        (shorter, _) => shorter.SelectMany(text => Alphabet.Select(c => text + c)).Append("")).Distinct()];

    [Fact]
    public void Restore_OfWhatWasNeutralised_IsWhatItWas()
    {
        Texts.Length.ShouldBeGreaterThan(50_000);

        Texts.Where(text => FormulaText.Restore(FormulaText.Neutralise(text)) != text).ShouldBeEmpty();
    }

    [Fact]
    public void Neutralise_TwoTexts_StayTwo() => Texts.Select(FormulaText.Neutralise).Distinct().Count().ShouldBe(Texts.Length);

    [Fact]
    public void Neutralise_AnyText_BeginsNoFormula() =>
        Texts.Select(FormulaText.Neutralise).Where(text => text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0])).ShouldBeEmpty();

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 114 496 0064", "'+44 114 496 0064")]
    [InlineData("-", "'-")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠x", "'＠x")]
    [InlineData("'=1", "''=1")]
    [InlineData("'''=1", "''''=1")]
    public void Neutralise_FormulaOrWhatLooksLikeOneNeutralised_GetsOneApostrophe(string text, string cell)
    {
        FormulaText.Neutralise(text).ShouldBe(cell);
        FormulaText.Restore(cell).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("''")]
    [InlineData("'s-Gravenhage")]
    [InlineData("a=b")]
    [InlineData("客户")]
    [InlineData("\"=1\"")]
    public void Neutralise_AnyOtherText_StaysAsItIs(string text)
    {
        FormulaText.Neutralise(text).ShouldBe(text);
        FormulaText.Restore(text).ShouldBe(text);
    }

    [Theory]
    [InlineData(CellKind.Key)]
    [InlineData(CellKind.Text)]
    [InlineData(CellKind.Note)]
    public void Parse_NeutralisedText_IsTheTextAgain(CellKind kind)
    {
        var column = new ImportColumn("c", kind);

        // A text that is stored has no white space at its ends, and keys and lines hold no control character.
        foreach (var text in Texts.Where(t => t.Length > 0 && t == t.Trim() && (kind == CellKind.Note || !t.Any(char.IsControl))))
            column.Parse(FormulaText.Neutralise(text)).ShouldBe((text, null));
    }

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData(" '=1+1 ", "=1+1")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("'\t=1", "=1")]
    [InlineData("'s-Gravenhage", "'s-Gravenhage")]
    public void Parse_CellOfAnyFile_IsTextWithoutItsMark(string cell, string text) =>
        new ImportColumn("c", CellKind.Text).Parse(cell).ShouldBe((text, null));

    [Fact]
    public void Parse_LongestTextBehindItsMark_IsTaken()
    {
        var (key, text) = ("=" + new string('k', 63), "=" + new string('t', 399));

        new ImportColumn("c", CellKind.Key).Parse(FormulaText.Neutralise(key)).ShouldBe((key, null));
        new ImportColumn("c", CellKind.Text).Parse(FormulaText.Neutralise(text)).ShouldBe((text, null));
    }

    [Theory]
    [InlineData(CellKind.Amount, "'-5.00")]
    [InlineData(CellKind.Decimal6, "'+5")]
    [InlineData(CellKind.Date, "'=2026-01-01")]
    public void Parse_MarkBeforeANumberOrDate_IsNone(CellKind kind, string cell) =>
        new ImportColumn("c", kind).Parse(cell).Error.ShouldNotBeNull();
}
