using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Loyalty;

/// <summary>Section 3: the weighted mean, what a missing fact does, Coverage.</summary>
public class LoyaltyScoreTests
{
    // Satisfaction is missing; the others are known: tenure 0, recency 100, regularity 50, wallet 20, referrals 0.
    private static readonly CustomerMetrics WithoutAnswer = Typical.Measures with
    {
        Tenure = 0,
        Overdue = 0,
        Regularity = 0.5m,
        ShareOfWallet = 0.2m,
        Referrals = 0,
        SatisfactionSum = 0,
        SatisfactionCount = 0,
    };

    // Weights 20, 30, 20, 15, 10, 5: points 0 + 30 + 10 + 3 + 5 + 0.
    [Fact]
    public void Calculate_AllKnown_IsTheWeightedMean()
    {
        var loyalty = Of(WithoutAnswer with { SatisfactionSum = 60, SatisfactionCount = 1 });
        loyalty.Total.ToString().ShouldBe("48.00");
        loyalty.Coverage.ShouldBe(1);
        Points(loyalty).ShouldBe(["0.00", "30.00", "10.00", "3.00", "5.00", "0.00"]);
        loyalty.Parts.ShouldAllBe(part => part.Known);
    }

    // Reweight: left out, its weight goes to the others: 43 x 100 / 90.
    [Fact]
    public void Calculate_MissingReweight_GivesItsWeightToTheOthers()
    {
        var loyalty = Of(WithoutAnswer);
        Points(loyalty).ShouldBe(["0.00", "33.33", "11.11", "3.33", "0.00", "0.00"]);
        loyalty.Total.ToString().ShouldBe("47.77");
        var missing = loyalty.Part(LoyaltyPart.Satisfaction);
        (missing.Known, missing.Weight).ShouldBe((false, 0m));
    }

    // Neutral counts 50, Worst 0, both with their weight.
    [Theory]
    [InlineData(MissingRule.Neutral, "48.00", "50.00")]
    [InlineData(MissingRule.Worst, "43.00", "0.00")]
    public void Calculate_MissingNeutralOrWorst_CountsWithItsWeight(MissingRule rule, string total, string part)
    {
        var loyalty = Of(WithoutAnswer, new ScoringPolicy { Missing = new MissingRules { Satisfaction = rule } });
        loyalty.Total.ToString().ShouldBe(total);
        var missing = loyalty.Part(LoyaltyPart.Satisfaction);
        (missing.Known, missing.Weight, missing.Score.ToString()).ShouldBe((false, 10m, part));
    }

    // Each part has a rule of its own.
    [Theory]
    [InlineData(LoyaltyPart.Tenure)]
    [InlineData(LoyaltyPart.Recency)]
    [InlineData(LoyaltyPart.Regularity)]
    [InlineData(LoyaltyPart.ShareOfWallet)]
    [InlineData(LoyaltyPart.Satisfaction)]
    public void Calculate_RuleOfOnePart_ConcernsThatPartAlone(LoyaltyPart part)
    {
        var rules = new MissingRules
        {
            Tenure = RuleFor(LoyaltyPart.Tenure),
            Recency = RuleFor(LoyaltyPart.Recency),
            Regularity = RuleFor(LoyaltyPart.Regularity),
            ShareOfWallet = RuleFor(LoyaltyPart.ShareOfWallet),
            Satisfaction = RuleFor(LoyaltyPart.Satisfaction),
            Referrals = RuleFor(LoyaltyPart.Referrals),
        };
        var loyalty = Of(Typical.NeverBought with { FirstPurchaseOn = Today }, new ScoringPolicy { Missing = rules });
        foreach (var other in Enum.GetValues<LoyaltyPart>().Where(p => p != LoyaltyPart.Referrals))
        {
            loyalty.Part(other).Score.ToString().ShouldBe(other == part ? "50.00" : "0.00");
        }

        MissingRule RuleFor(LoyaltyPart one) => one == part ? MissingRule.Neutral : MissingRule.Worst;
    }

    // Coverage is the weight that rests on known facts, before any missing rule.
    [Theory]
    [InlineData(MissingRule.Reweight)]
    [InlineData(MissingRule.Neutral)]
    [InlineData(MissingRule.Worst)]
    public void Coverage_MissingFact_IsTheKnownWeightWhateverTheRule(MissingRule rule) =>
        Of(WithoutAnswer, new ScoringPolicy { Missing = new MissingRules { Satisfaction = rule } }).Coverage.ShouldBe(0.9m);

    [Fact]
    public void Coverage_ThreeMissing_IsRoundedToSixDecimals()
    {
        var metrics = WithoutAnswer with { Regularity = null, ShareOfWallet = null };
        Of(metrics).Coverage.ShouldBe(0.55m);
        Of(metrics, new ScoringPolicy { LoyaltyWeights = new LoyaltyWeights { Regularity = 22 } }).Coverage.ShouldBe(0.539216m);
    }

    // No weight is left: LoyaltyScore 50 and Coverage 0.
    [Fact]
    public void Calculate_AllWeightsZero_IsFiftyUncovered()
    {
        var loyalty = Of(WithoutAnswer, new ScoringPolicy { LoyaltyWeights = Only(LoyaltyPart.Tenure, 0) });
        (loyalty.Total.ToString(), loyalty.Coverage).ShouldBe(("50.00", 0m));
        loyalty.Parts.Sum(p => p.Points.Hundredths).ShouldBe(0);
    }

    [Fact]
    public void Calculate_TheOnlyWeightedFactMissing_IsFiftyUncovered()
    {
        var loyalty = Of(WithoutAnswer, new ScoringPolicy { LoyaltyWeights = Only(LoyaltyPart.Satisfaction, 10) });
        (loyalty.Total.ToString(), loyalty.Coverage).ShouldBe(("50.00", 0m));
    }

    [Theory]
    [InlineData(MissingRule.Neutral, "50.00")]
    [InlineData(MissingRule.Worst, "0.00")]
    public void Calculate_TheOnlyWeightedFactMissingByARule_KeepsItsWeight(MissingRule rule, string total)
    {
        var loyalty = Of(WithoutAnswer, new ScoringPolicy
        {
            LoyaltyWeights = Only(LoyaltyPart.Satisfaction, 10),
            Missing = new MissingRules { Satisfaction = rule },
        });
        (loyalty.Total.ToString(), loyalty.Coverage).ShouldBe((total, 0m));
        loyalty.Part(LoyaltyPart.Satisfaction).Weight.ShouldBe(10);
    }

    // Each weight of the policy belongs to its own part: with that weight alone the total is that part's score.
    [Theory]
    [InlineData(LoyaltyPart.Tenure, "0.00")]
    [InlineData(LoyaltyPart.Recency, "100.00")]
    [InlineData(LoyaltyPart.Regularity, "50.00")]
    [InlineData(LoyaltyPart.ShareOfWallet, "20.00")]
    [InlineData(LoyaltyPart.Satisfaction, "75.00")]
    [InlineData(LoyaltyPart.Referrals, "63.21")]
    public void Calculate_OneWeightAlone_IsThatPartsScore(LoyaltyPart part, string total)
    {
        var metrics = WithoutAnswer with { SatisfactionSum = 90, SatisfactionCount = 1, Referrals = 2 };
        Of(metrics, new ScoringPolicy { LoyaltyWeights = Only(part, 3) }).Total.ToString().ShouldBe(total);
    }

    // LoyaltyScore is the sum of its parts' rounded points; excess over 100.00 is given up by the first of most points.
    [Fact]
    public void Calculate_RoundedPointsPassAHundred_FirstOfTheLargestGivesUpTheExcess()
    {
        // Six equal weights of all 100.00: 16.67 each is 100.02.
        var loyalty = Of(
            Typical.Measures with
            {
                Tenure = 40,
                Overdue = 0,
                Regularity = 1,
                ShareOfWallet = 1,
                SatisfactionSum = 100,
                Referrals = 50,
            },
            new ScoringPolicy
            {
                LoyaltyWeights = new LoyaltyWeights
                {
                    Tenure = 1,
                    Recency = 1,
                    Regularity = 1,
                    ShareOfWallet = 1,
                    Satisfaction = 1,
                    Referrals = 1,
                },
            });
        loyalty.Total.ShouldBe(Score.Hundred);
        Points(loyalty).ShouldBe(["16.65", "16.67", "16.67", "16.67", "16.67", "16.67"]);
    }

    private static LoyaltyScore Of(CustomerMetrics metrics, ScoringPolicy? policy = null) =>
        LoyaltyCalculator.Calculate(metrics, policy ?? new ScoringPolicy());

    private static IEnumerable<string> Points(LoyaltyScore loyalty) => loyalty.Parts.Select(part => part.Points.ToString());

    private static LoyaltyWeights Only(LoyaltyPart part, decimal weight) => new()
    {
        Tenure = part == LoyaltyPart.Tenure ? weight : 0,
        Recency = part == LoyaltyPart.Recency ? weight : 0,
        Regularity = part == LoyaltyPart.Regularity ? weight : 0,
        ShareOfWallet = part == LoyaltyPart.ShareOfWallet ? weight : 0,
        Satisfaction = part == LoyaltyPart.Satisfaction ? weight : 0,
        Referrals = part == LoyaltyPart.Referrals ? weight : 0,
    };
}
