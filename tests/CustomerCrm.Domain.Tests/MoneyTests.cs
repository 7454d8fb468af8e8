using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests;

/// <summary>Section 2: each measure is rounded once, half to even; never a minus zero.</summary>
public class MoneyTests
{
    [Theory]
    [InlineData("0.005", "0.00")]
    [InlineData("0.015", "0.02")]
    [InlineData("0.025", "0.02")]
    [InlineData("0.0250001", "0.03")]
    [InlineData("-0.005", "0.00")]
    [InlineData("-0.015", "-0.02")]
    [InlineData("-0.025", "-0.02")]
    [InlineData("1.004999", "1.00")]
    public void Rounded_HalfACent_GoesToTheEvenCent(string amount, string rounded) =>
        Money.Rounded(Number(amount)).ToString().ShouldBe(rounded);

    [Theory]
    [InlineData("0.0000005", "0")]
    [InlineData("0.0000015", "0.000002")]
    [InlineData("0.0000025", "0.000002")]
    [InlineData("-0.0000005", "0")]
    public void Ratio_HalfAMillionth_GoesToTheEvenMillionth(string value, string rounded) =>
        Rounding.Ratio(Number(value)).ShouldBe(Number(rounded));

    [Theory]
    [InlineData("0.005", "0.00")]
    [InlineData("0.015", "0.02")]
    [InlineData("99.995", "100.00")]
    [InlineData("82.675", "82.68")]
    [InlineData("82.665", "82.66")]
    public void Score_HalfAHundredth_GoesToTheEvenHundredth(string value, string rounded) =>
        Score.Rounded(Number(value)).ToString().ShouldBe(rounded);

    [Fact]
    public void Of_FractionOfACent_IsRefused() => Should.Throw<ArgumentException>(() => Money.Of(1.001m));

    [Fact]
    public void Of_WholeCents_IsKept() => Money.Of(1.10m).Amount.ShouldBe(1.1m);

    // Whatever makes a nought, it carries no sign.
    [Fact]
    public void Zero_HoweverItCameAbout_CarriesNoMinus()
    {
        Money[] noughts =
        [
            Money.Of(-5) + Money.Of(5), Money.Of(-5) - Money.Of(-5), Money.Of(5) - Money.Of(5), Money.Of(-0m),
            Money.Rounded(-0.001m), Money.Rounded(-0m), Money.Zero - Money.Zero,
        ];
        foreach (var nought in noughts)
        {
            decimal.IsNegative(nought.Amount).ShouldBeFalse();
            nought.ToString().ShouldBe("0.00");
        }
    }

    [Fact]
    public void Rounding_SmallLoss_BecomesPlainZero()
    {
        decimal.IsNegative(Rounding.Cents(-0.004m)).ShouldBeFalse();
        decimal.IsNegative(Rounding.Ratio(-0.0000004m)).ShouldBeFalse();
    }

    [Fact]
    public void Comparison_Amounts_OrdersThem()
    {
        var (less, more) = (Money.Of(1), Money.Of(2));
        (less < more, less <= more, more > less, more >= less).ShouldBe((true, true, true, true));
        (more < less, more <= less, less > more, less >= more).ShouldBe((false, false, false, false));
        less.CompareTo(more).ShouldBeNegative();
        Money.Add(less, more).ShouldBe(Money.Of(3));
        Money.Subtract(less, more).ShouldBe(Money.Of(-1));
    }

    [Fact]
    public void Comparison_Scores_OrdersThem()
    {
        var (less, more) = (Score.FromHundredths(1), Score.FromHundredths(2));
        (less < more, less <= more, more > less, more >= less).ShouldBe((true, true, true, true));
        (more < less, more <= less, less > more, less >= more).ShouldBe((false, false, false, false));
        less.CompareTo(more).ShouldBeNegative();
        Score.Add(less, more).ShouldBe(Score.FromHundredths(3));
        Score.Subtract(more, less).ShouldBe(Score.FromHundredths(1));
        Score.Hundred.ToString().ShouldBe("100.00");
    }
}
