using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Policies;

/// <summary>The defaults as the value model states them; what is left out of policy.json has them.</summary>
public class DefaultsTests
{
    private static readonly ScoringPolicy Default = new();

    [Fact]
    public void Measures_Defaults_AreTheModels()
    {
        (Default.WindowDays, Default.ExposureFloorDays, Default.RhythmFloorDays).ShouldBe((365, 90, 14));
        (Default.CostOfCapital, Default.DefaultMargin).ShouldBe((0.08m, 0.30m));
    }

    [Fact]
    public void Weights_Defaults_AreTheModels()
    {
        (Default.PurchaseValueWeight, Default.ProfitWeight, Default.LoyaltyWeight).ShouldBe((40m, 40m, 20m));
        Enum.GetValues<LoyaltyPart>().Select(Default.LoyaltyWeights.Of).ShouldBe([20, 30, 20, 15, 10, 5]);
        Enum.GetValues<LoyaltyPart>().Select(Default.Missing.Of).ShouldAllBe(rule => rule == MissingRule.Reweight);
        (Default.SatisfactionLower, Default.SatisfactionUpper).ShouldBe((40m, 80m));
    }

    [Fact]
    public void Tiers_Defaults_AreTheModels()
    {
        Default.Method.ShouldBe(TierMethod.WeightedScore);
        Default.Cutoffs.ShouldBe(new Cutoffs { Platinum = 85, Gold = 70, Silver = 50, Develop = 25 });
        (Default.HysteresisPoints, Default.GraceDays).ShouldBe((2m, 0));
        (Default.LoyalScore, Default.LoyalOccasions).ShouldBe((70m, 4));
        Default.Guards.GroupBuy.ShouldBe(
            new GroupBuySettings { On = true, MinOccasions = 3, MaxShare = 0.6m, Cap = Tier.Silver });
        Default.Guards.ThinMargin.ShouldBe(
            new ThinMarginSettings { On = true, MinScore = 80, MinMargin = 0.05m, Cap = Tier.Silver });
        Default.Guards.BelowZero.ShouldBe(new BelowZeroSettings { On = true, Cap = Tier.Adjust });
        Default.Guards.Provisional.ShouldBe(new ProvisionalSettings { On = true, Days = 90, Cap = Tier.Gold });
        Default.Flags.ShouldBe(new FlagSettings
        {
            AtRiskOverdue = 2,
            AtRiskScore = 50,
            DormantOverdue = 3,
            LostOverdue = 6,
            LatePayerShare = 0.01m,
        });
    }

    // A scale or a threshold that is null is computed at publication.
    [Fact]
    public void Scales_Defaults_AreLeftToPublication()
    {
        Default.PurchaseValueScale.ShouldBeNull();
        Default.ProfitScale.ShouldBeNull();
        decimal?[] thresholds = [Default.LargeOrder, Default.MediumOrder, Default.ShortCycle, Default.MediumCycle];
        thresholds.ShouldAllBe(threshold => threshold == null);
    }
}
