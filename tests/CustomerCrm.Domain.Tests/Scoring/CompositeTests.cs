using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>Section 4: place scores and the composite; section 5: who is Unrated.</summary>
public class CompositeTests
{
    // (w1 x value + w2 x profit + w3 x loyalty) / sum of weights; defaults 40, 40, 20.
    [Fact]
    public void Composite_DefaultWeights_IsTheWeightedSum()
    {
        var score = Typical.Score(Typical.Measures);
        (score.PurchaseValueScore.ToString(), score.ProfitScore.ToString()).ShouldBe(("80.00", "80.00"));
        var loyalty = score.Loyalty!.Total;
        score.Points!.Value.PurchaseValue.ToString().ShouldBe("32.00");
        score.Points!.Value.Profit.ToString().ShouldBe("32.00");
        score.Points!.Value.Loyalty.ShouldBe(Score.Rounded(loyalty.Value / 5));
        score.Composite.ShouldBe(Score.Rounded(64) + score.Points!.Value.Loyalty);
    }

    // Each weight belongs to its part.
    [Theory]
    [InlineData(1, 0, 0, "80.00")]
    [InlineData(0, 1, 0, "60.00")]
    [InlineData(3, 1, 0, "75.00")]
    public void Composite_OneWeight_IsThatPlace(int value, int profit, int loyalty, string composite) =>
        Typical.Score(
            Typical.Measures with { Profit = Money.Of(1_200) },
            Typical.Policy with { PurchaseValueWeight = value, ProfitWeight = profit, LoyaltyWeight = loyalty })
            .Composite!.Value.ToString().ShouldBe(composite);

    [Fact]
    public void Composite_LoyaltyAlone_IsLoyalty()
    {
        var score = Typical.Score(
            Typical.Measures, Typical.Policy with { PurchaseValueWeight = 0, ProfitWeight = 0, LoyaltyWeight = 0.5m });
        score.Composite.ShouldBe(score.Loyalty!.Total);
    }

    // Points are rounded half to even and the composite *is* their sum, not the rounded mean.
    [Theory]
    [InlineData("1,1,1", "10.00,10.00,10.01", "3.33,3.33,3.34", "10.00")]
    [InlineData("1,1,1", "50.00,50.00,50.00", "16.67,16.67,16.67", "50.01")]
    [InlineData("1,1", "0.01,0.03", "0.00,0.02", "0.02")]
    [InlineData("1,3", "0.02,0.02", "0.00,0.02", "0.02")]
    [InlineData("40,40,20", "65.94,71.11,48.77", "26.38,28.44,9.75", "64.57")]
    public void Share_Points_AreRoundedAndAddUp(string weights, string scores, string points, string total)
    {
        var shared = WeightedPoints.Share(Numbers(weights), Scores(scores));
        string.Join(",", shared).ShouldBe(points);
        shared.Aggregate(Score.Add).ToString().ShouldBe(total);
    }

    // Where it would pass 100.00 the part with the most points, of equal ones the first, gives up the excess.
    [Theory]
    [InlineData("1,1,1,1,1,1", "100,100,100,100,100,100", "16.65,16.67,16.67,16.67,16.67,16.67")]
    [InlineData("1,1,4,1,1,1", "100,100,100,100,100,100", "11.11,11.11,44.44,11.11,11.11,11.11")]
    [InlineData("1,3,3", "100,100,100", "14.29,42.85,42.86")]
    [InlineData("1,2,1,1,1", "100,100,100,100,100", "16.67,33.32,16.67,16.67,16.67")]
    public void Share_SumPassesAHundred_TheMostGivesUpTheExcess(string weights, string scores, string points) =>
        string.Join(",", WeightedPoints.Share(Numbers(weights), Scores(scores))).ShouldBe(points);

    [Fact]
    public void Share_NoWeight_IsAllZero() =>
        WeightedPoints.Share([0, 0], [Score.Hundred, Score.Hundred]).ShouldAllBe(points => points == Score.Zero);

    // PurchaseValue <= 0 scores 0, wherever the scale puts it.
    [Theory]
    [InlineData("-0.01", "0.00")]
    [InlineData("0", "0.00")]
    [InlineData("0.01", "100.00")]
    public void PurchaseValueScore_NotPositive_IsZero(string value, string place) =>
        Typical.Score(
            Typical.Measures with { PurchaseValue = Money.Of(Number(value)) },
            Typical.Policy with { PurchaseValueScale = [.. Enumerable.Repeat(-5m, 101)] })
            .PurchaseValueScore.ToString().ShouldBe(place);

    // On the profit scale a loss scores 0; a profit of nought has its place.
    [Theory]
    [InlineData("-0.01", "0.00")]
    [InlineData("0", "100.00")]
    [InlineData("0.01", "100.00")]
    public void ProfitScore_Loss_IsZero(string profit, string place) =>
        Typical.Score(
            Typical.Measures with { Profit = Money.Of(Number(profit)) },
            Typical.Policy with { ProfitScale = [.. Enumerable.Repeat(-5m, 101)] })
            .ProfitScore.ToString().ShouldBe(place);

    // No occasion in the window: both place scores 0, though the profit may be positive.
    [Fact]
    public void PlaceScores_NoOccasionInTheWindow_AreZero()
    {
        var score = Typical.Score(Typical.Measures with { Occasions = 0 });
        (score.PurchaseValueScore, score.ProfitScore).ShouldBe((Score.Zero, Score.Zero));
    }

    // No scale: scores on it are 0.
    [Fact]
    public void PlaceScores_NoScale_AreZero()
    {
        var noValue = Typical.Score(Typical.Measures, Typical.Policy with { PurchaseValueScale = null });
        (noValue.PurchaseValueScore.ToString(), noValue.ProfitScore.ToString()).ShouldBe(("0.00", "80.00"));
        var noProfit = Typical.Score(Typical.Measures, Typical.Policy with { ProfitScale = null });
        (noProfit.PurchaseValueScore.ToString(), noProfit.ProfitScore.ToString()).ShouldBe(("80.00", "0.00"));
    }

    [Fact]
    public void Constructor_FallingScale_IsRefused() =>
        Should.Throw<ArgumentException>(() => new ScoreCalculator(new ScoringPolicy { ProfitScale = [.. Typical.Scale(-1)] }));

    // Unrated for who never bought: place scores 0.00, loyalty and composite undefined, no guard runs.
    [Theory]
    [InlineData(TierMethod.WeightedScore)]
    [InlineData(TierMethod.ValueMatrix)]
    public void Score_NeverBought_IsUnrated(TierMethod method)
    {
        var score = Typical.Score(
            Typical.NeverBought with { Profit = Money.Of(-10), CarryingCost = Money.Of(1) },
            Typical.Policy with { Method = method });
        (score.MethodTier, score.ComputedTier, score.UnpinnedTier, score.ShownTier)
            .ShouldBe((Tier.Unrated, Tier.Unrated, Tier.Unrated, Tier.Unrated));
        (score.PurchaseValueScore, score.ProfitScore).ShouldBe((Score.Zero, Score.Zero));
        score.Loyalty.ShouldBeNull();
        score.Points.ShouldBeNull();
        score.Composite.ShouldBeNull();
        score.Guards.ShouldBe(Guard.None);
        score.SilverReason.ShouldBeNull();
        // Flags do run.
        score.Flags.ShouldBe(CustomerFlags.BelowZero | CustomerFlags.LatePayer);
    }

    // Who bought before but not in the window is rated: place scores 0, loyalty from his history.
    [Fact]
    public void Score_BoughtBeforeTheWindow_IsRatedByLoyaltyAlone()
    {
        var measured = A.CustomerBuying("2023-05-05", "2024-05-05", "2025-05-05").Measured();
        var score = Typical.Score(measured);
        score.MethodTier.ShouldBe(Tier.Adjust);
        (score.PurchaseValueScore, score.ProfitScore).ShouldBe((Score.Zero, Score.Zero));
        score.Loyalty!.Total.ShouldBeGreaterThan(Score.Zero);
        score.Composite!.Value.ShouldBe(Score.Rounded(score.Loyalty.Total.Value / 5));
        Typical.Score(measured, Typical.Policy with { Method = TierMethod.ValueMatrix }).MethodTier.ShouldBe(Tier.Adjust);
    }

    private static decimal[] Numbers(string list) => [.. list.Split(',').Select(Number)];

    private static Score[] Scores(string list) => [.. list.Split(',').Select(text => Score.Rounded(Number(text)))];
}
