using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>Section 5, method A: cutoffs and hysteresis.</summary>
public class CutoffTests
{
    // A cutoff belongs to the better tier: composite >= cutoff.
    [Theory]
    [InlineData("100", Tier.Platinum)]
    [InlineData("85", Tier.Platinum)]
    [InlineData("84.99", Tier.Gold)]
    [InlineData("70", Tier.Gold)]
    [InlineData("69.99", Tier.Silver)]
    [InlineData("50", Tier.Silver)]
    [InlineData("49.99", Tier.Develop)]
    [InlineData("25", Tier.Develop)]
    [InlineData("24.99", Tier.Adjust)]
    [InlineData("0", Tier.Adjust)]
    public void TierOf_DefaultCutoffs_BelongToTheBetterTier(string composite, Tier tier)
    {
        WeightedScoreMethod.TierOf(Score.Rounded(Number(composite)), new ScoringPolicy(), null).ShouldBe(tier);
        Typical.Score(Typical.WithComposite(Number(composite)), Typical.ValueOnly).MethodTier.ShouldBe(tier);
    }

    [Theory]
    [InlineData("90.5", Tier.Platinum)]
    [InlineData("90.49", Tier.Gold)]
    [InlineData("60.25", Tier.Gold)]
    [InlineData("60.24", Tier.Silver)]
    [InlineData("30", Tier.Silver)]
    [InlineData("29.99", Tier.Develop)]
    [InlineData("10", Tier.Develop)]
    [InlineData("9.99", Tier.Adjust)]
    public void TierOf_CutoffsOfThePolicy_AreUsed(string composite, Tier tier) => WeightedScoreMethod.TierOf(
        Score.Rounded(Number(composite)),
        new ScoringPolicy { Cutoffs = new Cutoffs { Platinum = 90.5m, Gold = 60.25m, Silver = 30, Develop = 10 } },
        null).ShouldBe(tier);

    // A boundary above the previous tier counts as cutoff + 2, one at or below it as cutoff - 2.
    [Theory]
    [InlineData(Tier.Platinum, "83", "68", "48", "23")]
    [InlineData(Tier.Gold, "87", "68", "48", "23")]
    [InlineData(Tier.Silver, "87", "72", "48", "23")]
    [InlineData(Tier.Develop, "87", "72", "52", "23")]
    [InlineData(Tier.Adjust, "87", "72", "52", "27")]
    [InlineData(Tier.Unrated, "85", "70", "50", "25")]
    public void Boundary_PreviousTier_MovesEachCutoff(Tier previous, string platinum, string gold, string silver, string develop)
    {
        var policy = new ScoringPolicy();
        WeightedScoreMethod.Boundary(Tier.Platinum, policy, previous).ShouldBe(Number(platinum));
        WeightedScoreMethod.Boundary(Tier.Gold, policy, previous).ShouldBe(Number(gold));
        WeightedScoreMethod.Boundary(Tier.Silver, policy, previous).ShouldBe(Number(silver));
        WeightedScoreMethod.Boundary(Tier.Develop, policy, previous).ShouldBe(Number(develop));
        WeightedScoreMethod.Boundary(Tier.Adjust, policy, previous).ShouldBe(0);
    }

    // Reached when composite >= it, kept when composite >= it; several tiers at once or stopped short.
    [Theory]
    [InlineData(Tier.Gold, "86.99", Tier.Gold)]
    [InlineData(Tier.Gold, "87", Tier.Platinum)]
    [InlineData(Tier.Gold, "68", Tier.Gold)]
    [InlineData(Tier.Gold, "67.99", Tier.Silver)]
    [InlineData(Tier.Platinum, "83", Tier.Platinum)]
    [InlineData(Tier.Platinum, "82.99", Tier.Gold)]
    [InlineData(Tier.Platinum, "69", Tier.Gold)]
    [InlineData(Tier.Platinum, "10", Tier.Adjust)]
    [InlineData(Tier.Platinum, "48", Tier.Silver)]
    [InlineData(Tier.Adjust, "26.99", Tier.Adjust)]
    [InlineData(Tier.Adjust, "27", Tier.Develop)]
    [InlineData(Tier.Adjust, "86", Tier.Gold)]
    [InlineData(Tier.Adjust, "71", Tier.Silver)]
    [InlineData(Tier.Adjust, "95", Tier.Platinum)]
    public void Hysteresis_PreviousTier_DecidesByTheMovedBoundaries(Tier previous, string composite, Tier tier) =>
        Typical.Score(Typical.WithComposite(Number(composite)), Typical.ValueOnly, Memory(previous)).MethodTier.ShouldBe(tier);

    // None, or Unrated: plain cutoffs.
    [Theory]
    [InlineData("84.99", Tier.Gold)]
    [InlineData("85", Tier.Platinum)]
    public void Hysteresis_NoPreviousOrUnrated_IsPlainCutoffs(string composite, Tier tier)
    {
        var metrics = Typical.WithComposite(Number(composite));
        Typical.Score(metrics, Typical.ValueOnly).MethodTier.ShouldBe(tier);
        Typical.Score(metrics, Typical.ValueOnly, Memory(Tier.Unrated)).MethodTier.ShouldBe(tier);
    }

    // 0 turns it off.
    [Theory]
    [InlineData(Tier.Platinum, "84.99", Tier.Gold)]
    [InlineData(Tier.Adjust, "85", Tier.Platinum)]
    public void Hysteresis_Zero_IsOff(Tier previous, string composite, Tier tier) => Typical.Score(
        Typical.WithComposite(Number(composite)), Typical.ValueOnly with { HysteresisPoints = 0 }, Memory(previous))
        .MethodTier.ShouldBe(tier);

    [Theory]
    [InlineData(Tier.Silver, "74.99", Tier.Silver)]
    [InlineData(Tier.Silver, "75", Tier.Gold)]
    [InlineData(Tier.Gold, "65", Tier.Gold)]
    public void Hysteresis_PointsOfThePolicy_AreUsed(Tier previous, string composite, Tier tier) => Typical.Score(
        Typical.WithComposite(Number(composite)), Typical.ValueOnly with { HysteresisPoints = 5 }, Memory(previous))
        .MethodTier.ShouldBe(tier);

    // Previous is the method's tier, before guards: a customer capped at Silver last time keeps the Platinum he scored.
    [Fact]
    public void Hysteresis_PreviousTier_IsTheMethodsNotTheShownOne() =>
        Typical.Score(
            Typical.WithComposite(83), Typical.ValueOnly, new TierMemory(DaysAgo(1), Tier.Platinum, Tier.Silver, null))
            .MethodTier.ShouldBe(Tier.Platinum);

    // Guards come after and have no memory; hysteresis softens no guard.
    [Fact]
    public void Hysteresis_Guard_IsNotSoftened()
    {
        var score = Typical.Score(Typical.WithComposite(84) with { Occasions = 2 }, Typical.ValueOnly, Memory(Tier.Platinum));
        (score.MethodTier, score.ComputedTier).ShouldBe((Tier.Platinum, Tier.Silver));
    }

    // Hysteresis is method A's: the matrix has none.
    [Fact]
    public void Hysteresis_ValueMatrix_HasNone() =>
        Typical.Score(
            Typical.Measures with { AverageOrder = Money.Of(999.99m), AverageCycle = 30 },
            Typical.Policy with { Method = TierMethod.ValueMatrix },
            Memory(Tier.Platinum)).MethodTier.ShouldBe(Tier.Gold);

    [Fact]
    public void CutoffsOf_EveryTier_IsItsOwn()
    {
        var cutoffs = new Cutoffs();
        cutoffs.Of(Tier.Platinum).ShouldBe(85);
        cutoffs.Of(Tier.Gold).ShouldBe(70);
        cutoffs.Of(Tier.Silver).ShouldBe(50);
        cutoffs.Of(Tier.Develop).ShouldBe(25);
        cutoffs.Of(Tier.Adjust).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => cutoffs.Of(Tier.Unrated));
    }

    private static TierMemory Memory(Tier method) => new(DaysAgo(1), method, method, null);
}
