using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>Section 5, method B: the value matrix and why it gave Silver.</summary>
public class ValueMatrixTests
{
    private static readonly ScoringPolicy Matrix = Typical.Policy with { Method = TierMethod.ValueMatrix };

    // Orders from 1,000 large, from 500 medium; cycles to 30 days short, to 60 medium.
    [Theory]
    [InlineData(1_500, 20, Tier.Platinum, null)]
    [InlineData(1_500, 45, Tier.Gold, null)]
    [InlineData(1_500, 90, Tier.Silver, SilverReason.LongCycle)]
    [InlineData(700, 20, Tier.Gold, null)]
    [InlineData(700, 45, Tier.Silver, SilverReason.Middle)]
    [InlineData(700, 90, Tier.Develop, null)]
    [InlineData(100, 20, Tier.Silver, SilverReason.SmallOrder)]
    [InlineData(100, 45, Tier.Develop, null)]
    [InlineData(100, 90, Tier.Adjust, null)]
    public void Score_EveryCell_HasItsTierAndSilverItsReason(int order, int cycle, Tier tier, SilverReason? reason)
    {
        var score = Typical.Score(Buying(order, cycle), Matrix);
        (score.MethodTier, score.ComputedTier, score.SilverReason).ShouldBe((tier, tier, reason));
    }

    // A value on a threshold belongs to the better band.
    [Theory]
    [InlineData("1000", Band.Best)]
    [InlineData("999.99", Band.Middle)]
    [InlineData("500", Band.Middle)]
    [InlineData("499.99", Band.Last)]
    [InlineData("-20", Band.Last)]
    public void CellOf_OrderOnAThreshold_BelongsToTheBetterBand(string order, Band band) =>
        ValueMatrix.CellOf(Buying(Number(order), 20), Matrix)!.Value.Order.ShouldBe(band);

    [Theory]
    [InlineData("30", Band.Best)]
    [InlineData("30.000001", Band.Middle)]
    [InlineData("60", Band.Middle)]
    [InlineData("60.000001", Band.Last)]
    public void CellOf_CycleOnAThreshold_BelongsToTheBetterBand(string cycle, Band band) =>
        ValueMatrix.CellOf(Buying(700, Number(cycle)), Matrix)!.Value.Cycle.ShouldBe(band);

    // Only where no guard lowered it.
    [Fact]
    public void SilverReason_GuardLoweredTheTier_IsNone()
    {
        var loss = Buying(1_500, 90) with { Profit = Money.Of(-1) };
        var score = Typical.Score(loss, Matrix);
        (score.MethodTier, score.ComputedTier, score.SilverReason).ShouldBe((Tier.Silver, Tier.Adjust, (SilverReason?)null));
    }

    [Fact]
    public void SilverReason_GuardMadeItSilver_IsNone()
    {
        var score = Typical.Score(Buying(1_500, 20) with { Occasions = 2 }, Matrix);
        (score.ComputedTier, score.SilverReason).ShouldBe((Tier.Silver, (SilverReason?)null));
    }

    // A guard that fired without lowering anything leaves the reason.
    [Fact]
    public void SilverReason_GuardChangedNothing_IsKept()
    {
        var score = Typical.Score(Buying(1_500, 90) with { Occasions = 2 }, Matrix);
        (score.Guards, score.ComputedTier, score.SilverReason).ShouldBe((Guard.GroupBuy, Tier.Silver, SilverReason.LongCycle));
    }

    // Only where the matrix itself gave it: under method A there is none.
    [Fact]
    public void SilverReason_MethodA_IsNone()
    {
        var silver = Typical.WithComposite(55) with { AverageOrder = Money.Of(700), AverageCycle = 45 };
        Typical.Score(silver, Matrix).SilverReason.ShouldBe(SilverReason.Middle);
        var score = Typical.Score(silver, Typical.ValueOnly);
        (score.ComputedTier, score.SilverReason).ShouldBe((Tier.Silver, (SilverReason?)null));
    }

    // Without thresholds method B makes everybody rated Adjust.
    [Fact]
    public void Score_NoThresholds_IsAdjust()
    {
        ScoringPolicy[] without =
        [
            Matrix with { LargeOrder = null }, Matrix with { MediumOrder = null },
            Matrix with { ShortCycle = null }, Matrix with { MediumCycle = null },
        ];
        foreach (var policy in without)
        {
            ValueMatrix.CellOf(Buying(1_500, 20), policy).ShouldBeNull();
            Typical.Score(Buying(1_500, 20), policy).MethodTier.ShouldBe(Tier.Adjust);
        }
    }

    // Who did not buy in the window has no cell: Adjust.
    [Fact]
    public void Score_NotBoughtInTheWindow_IsAdjust()
    {
        var score = Typical.Score(A.CustomerBuying("2024-01-01", "2025-01-01").Measured(), Matrix);
        (score.MethodTier, score.SilverReason).ShouldBe((Tier.Adjust, (SilverReason?)null));
    }

    // The score is kept under method B too; it does not decide.
    [Fact]
    public void Score_MethodB_StillHasAComposite() =>
        Typical.Score(Buying(100, 90), Matrix).Composite.ShouldBe(Typical.Score(Buying(100, 90)).Composite);

    private static CustomerMetrics Buying(decimal order, decimal cycle) =>
        Typical.Measures with { AverageOrder = Money.Rounded(order), AverageCycle = cycle };
}
