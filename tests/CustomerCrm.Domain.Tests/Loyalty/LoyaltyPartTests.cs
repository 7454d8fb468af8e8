using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Loyalty;

/// <summary>Section 3: each part, 0 to 100, from its fact.</summary>
public class LoyaltyPartTests
{
    // 100 x (1 - exp(-Tenure / 3)).
    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("0.00274", "0.09")]
    [InlineData("1", "28.35")]
    [InlineData("3", "63.21")]
    [InlineData("30", "100.00")]
    public void Tenure_Years_Saturates(string years, string score) =>
        ScoreOf(LoyaltyPart.Tenure, Typical.Measures with { Tenure = Number(years) }).ShouldBe(score);

    // 100 while Overdue <= 1, falling linearly to 0 at 3.
    [Theory]
    [InlineData("0", "100.00")]
    [InlineData("1", "100.00")]
    [InlineData("1.0002", "99.99")]
    [InlineData("1.5", "75.00")]
    [InlineData("2", "50.00")]
    [InlineData("2.9998", "0.01")]
    [InlineData("3", "0.00")]
    [InlineData("50", "0.00")]
    public void Recency_Overdue_FallsFromOneToThree(string overdue, string score) =>
        ScoreOf(LoyaltyPart.Recency, Typical.Measures with { Overdue = Number(overdue) }).ShouldBe(score);

    // 100 x Regularity, 100 x ShareOfWallet.
    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("0.123456", "12.35")]
    [InlineData("1", "100.00")]
    public void RegularityAndWallet_Ratio_IsAPercentage(string ratio, string score)
    {
        ScoreOf(LoyaltyPart.Regularity, Typical.Measures with { Regularity = Number(ratio) }).ShouldBe(score);
        ScoreOf(LoyaltyPart.ShareOfWallet, Typical.Measures with { ShareOfWallet = Number(ratio) }).ShouldBe(score);
    }

    // Under 40: 40 x s / 40; 40 to 80, both included, 50; above 80: 50 + 50 x (s - 80) / 20.
    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("20", "20.00")]
    [InlineData("39.99", "39.99")]
    [InlineData("40", "50.00")]
    [InlineData("60", "50.00")]
    [InlineData("80", "50.00")]
    [InlineData("80.01", "50.02")]
    [InlineData("90", "75.00")]
    [InlineData("100", "100.00")]
    public void Satisfaction_DefaultThresholds_FollowsTheCurve(string answer, string score) =>
        ScoreOf(LoyaltyPart.Satisfaction, Typical.Measures with { SatisfactionSum = Number(answer) }).ShouldBe(score);

    [Theory]
    [InlineData("30", "60", "15", "20.00")]
    [InlineData("30", "60", "30", "50.00")]
    [InlineData("30", "60", "60", "50.00")]
    [InlineData("30", "60", "80", "75.00")]
    [InlineData("50", "50", "49", "39.20")]
    [InlineData("50", "50", "50", "50.00")]
    [InlineData("50", "50", "75", "75.00")]
    public void Satisfaction_ThresholdsOfThePolicy_MoveTheCurve(string lower, string upper, string answer, string score) =>
        ScoreOf(
            LoyaltyPart.Satisfaction,
            Typical.Measures with { SatisfactionSum = Number(answer) },
            new ScoringPolicy { SatisfactionLower = Number(lower), SatisfactionUpper = Number(upper) }).ShouldBe(score);

    // Several that day averaged, unrounded: (81 + 81 + 80) / 3 = 80.6666... gives 51.67, rounded to 80.67 it would be 51.68.
    [Fact]
    public void Satisfaction_SeveralOnTheNewestDay_AreAveragedUnrounded() =>
        ScoreOf(LoyaltyPart.Satisfaction, A.CustomerBuying("2026-01-05").Answered("2026-05-05", 81).Answered("2026-05-05", 81)
            .Answered("2026-05-05", 80).Answered("2026-05-04", 10).Measured()).ShouldBe("51.67");

    // The newest answer in the window that has a satisfaction; one with a recommendation alone is passed over.
    [Fact]
    public void Satisfaction_NewerAnswerWithoutOne_IsPassedOver() =>
        ScoreOf(LoyaltyPart.Satisfaction, A.CustomerBuying("2026-01-05").Answered("2026-05-05", 90)
            .Answered("2026-06-06", null).Measured()).ShouldBe("75.00");

    [Fact]
    public void Satisfaction_AnswerBeforeTheWindow_IsMissing() =>
        ScoreOf(LoyaltyPart.Satisfaction, A.CustomerBuying("2026-01-05").Answered("2025-12-31", 90).Measured()).ShouldBeNull();

    [Fact]
    public void Satisfaction_AnswerOfZero_IsKnown() =>
        ScoreOf(LoyaltyPart.Satisfaction, A.CustomerBuying("2026-01-05").Answered("2026-05-05", 0).Measured()).ShouldBe("0.00");

    // 100 x (1 - exp(-n / 2)); none is 0, never missing.
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "39.35")]
    [InlineData(2, "63.21")]
    [InlineData(40, "100.00")]
    public void Referrals_Customers_Saturate(int referrals, string score) =>
        ScoreOf(LoyaltyPart.Referrals, Typical.Measures with { Referrals = referrals }).ShouldBe(score);

    // Customers referred with an occasion on or before AsOf.
    [Fact]
    public void Referrals_WhoBoughtByAsOf_AreCounted() =>
        A.CustomerBuying("2026-01-05").Referred("2026-12-31").Referred("2027-01-01").Referred(null).Referred("2019-01-01")
            .Measured().Referrals.ShouldBe(2);

    [Theory]
    [InlineData(LoyaltyPart.Tenure)]
    [InlineData(LoyaltyPart.Recency)]
    [InlineData(LoyaltyPart.Regularity)]
    [InlineData(LoyaltyPart.ShareOfWallet)]
    [InlineData(LoyaltyPart.Satisfaction)]
    public void FromFact_NoFact_IsMissingNotZero(LoyaltyPart part) => ScoreOf(part, Typical.NeverBought).ShouldBeNull();

    // Missing-case proof: every part has a score where every fact is known, within bounds.
    [Fact]
    public void FromFact_EveryPart_IsKnownForTheTypicalCustomer()
    {
        foreach (var part in Enum.GetValues<LoyaltyPart>())
        {
            LoyaltyCalculator.FromFact(part, Typical.Measures, Typical.Policy).ShouldNotBeNull(part.ToString());
        }
    }

    private static string? ScoreOf(LoyaltyPart part, CustomerMetrics metrics, ScoringPolicy? policy = null) =>
        LoyaltyCalculator.FromFact(part, metrics, policy ?? new ScoringPolicy())?.ToString();
}
