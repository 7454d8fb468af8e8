using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Scoring.Explaining;

/// <summary>Section 6: every tier can be read back.</summary>
public class ExplainerTests
{
    // For each part the raw measure, its place, its weight, its points; points add up to the composite exactly.
    [Fact]
    public void Explain_CompositeLines_CarryMeasurePlaceWeightAndPoints()
    {
        var explained = Explain(Typical.Measures);
        explained.Composite.Select(line => (line.Part, line.Measure, line.Weight, line.WeightShare)).ShouldBe(
        [
            (CompositePart.PurchaseValue, Money.Of(8_000), 40m, 0.4m),
            (CompositePart.Profit, Money.Of(1_600), 40m, 0.4m),
            (CompositePart.Loyalty, null, 20m, 0.2m),
        ]);
        explained.Composite.Select(line => line.Place.ToString())
            .ShouldBe(["80.00", "80.00", explained.Score.Loyalty!.Total.ToString()]);
        explained.Composite.Select(line => line.Points).Aggregate(Score.Add).ShouldBe(explained.Score.Composite!.Value);
    }

    [Fact]
    public void Explain_Weights_AreThePolicysWithTheirShare()
    {
        var explained = Explain(
            Typical.Measures, Typical.Policy with { PurchaseValueWeight = 5, ProfitWeight = 2, LoyaltyWeight = 1 });
        explained.Composite.Select(line => (line.Weight, line.WeightShare)).ShouldBe([(5m, 0.625m), (2m, 0.25m), (1m, 0.125m)]);
    }

    // The policy version and the measures, with their AsOf.
    [Fact]
    public void Explain_VersionAndAsOf_AreTold()
    {
        var explained = Explainer.Explain(Typical.Measures, Typical.Policy, 7);
        explained.PolicyVersion.ShouldBe(7);
        explained.Policy.ShouldBeSameAs(Typical.Policy);
        explained.Metrics.ShouldBeSameAs(Typical.Measures);
        explained.Metrics.AsOf.ShouldBe(Today);
    }

    // Loyalty's parts with what a missing fact does.
    [Fact]
    public void Explain_LoyaltyLines_NameTheRuleOfAMissingFactOnly()
    {
        var explained = Explain(
            Typical.Measures with { Regularity = null, SatisfactionCount = 0 },
            Typical.Policy with { Missing = new MissingRules { Satisfaction = MissingRule.Worst } });
        explained.Loyalty.Select(line => line.Part).ShouldBe(Enum.GetValues<LoyaltyPart>());
        explained.Loyalty.Select(line => line.Rule)
            .ShouldBe([null, null, MissingRule.Reweight, null, MissingRule.Worst, null]);
        explained.Loyalty.Select(line => line.Score.Points).Aggregate(Score.Add).ShouldBe(explained.Score.Loyalty!.Total);
    }

    // Hysteresis where it acts: the tier of the plain cutoffs, the one kept, the cutoff it is near, and what it is compared with.
    [Theory]
    [InlineData(69.10, Tier.Gold, Tier.Silver, Tier.Gold, 70)]
    [InlineData(68.00, Tier.Gold, Tier.Silver, Tier.Gold, 70)]
    [InlineData(71.99, Tier.Silver, Tier.Gold, Tier.Silver, 70)]
    [InlineData(71.00, Tier.Develop, Tier.Gold, Tier.Silver, 70)]
    [InlineData(84.00, Tier.Platinum, Tier.Gold, Tier.Platinum, 85)]
    public void Explain_HysteresisActs_SaysAgainstWhat(double composite, Tier before, Tier byCutoffs, Tier kept, int cutoff)
    {
        var explained = Explainer.Explain(
            Typical.WithComposite((decimal)composite), Typical.ValueOnly, 1, new TierMemory(DaysAgo(30), before, before, null));
        explained.Hysteresis.ShouldBe(new HysteresisLine(byCutoffs, kept, cutoff, 2, DaysAgo(30)));
    }

    [Theory]
    [InlineData(67.99, Tier.Gold)]
    [InlineData(72.00, Tier.Silver)]
    [InlineData(71.00, Tier.Gold)]
    [InlineData(71.00, null)]
    public void Explain_HysteresisDoesNotAct_SaysNothing(double composite, Tier? before)
    {
        TierMemory? memory = before is { } tier ? new TierMemory(DaysAgo(30), tier, tier, null) : null;
        Explainer.Explain(Typical.WithComposite((decimal)composite), Typical.ValueOnly, 1, memory).Hysteresis.ShouldBeNull();
        Explainer.Explain(Typical.NeverBought, Typical.ValueOnly, 1, memory).Hysteresis.ShouldBeNull();
        Explainer.Explain(Typical.WithComposite(69), Typical.ValueOnly with { Method = TierMethod.ValueMatrix }, 1, memory).Hysteresis.ShouldBeNull();
    }

    // The composite and the boundaries either side, points missing for the next and left above the own one.
    [Theory]
    [InlineData("55", Tier.Gold, "70", "15", Tier.Silver, "50", "5")]
    [InlineData("84.99", Tier.Platinum, "85", "0.01", Tier.Gold, "70", "14.99")]
    [InlineData("25", Tier.Silver, "50", "25", Tier.Develop, "25", "0")]
    public void Explain_PlainCutoffs_AreTheBoundaries(
        string composite, Tier above, string aboveAt, string missing, Tier below, string belowAt, string spare)
    {
        var explained = Explain(Typical.WithComposite(Number(composite)), Typical.ValueOnly);
        explained.Above.ShouldBe(new BoundaryLine(above, Number(aboveAt), Number(aboveAt), Number(missing)));
        explained.Below.ShouldBe(new BoundaryLine(below, Number(belowAt), Number(belowAt), Number(spare)));
    }

    [Fact]
    public void Explain_Hysteresis_MovesTheBoundariesNotTheCutoffs()
    {
        var explained = Explain(Typical.WithComposite(69), Typical.ValueOnly, Memory(Tier.Gold));
        explained.Above.ShouldBe(new BoundaryLine(Tier.Platinum, 85, 87, 18));
        explained.Below.ShouldBe(new BoundaryLine(Tier.Gold, 70, 68, 1));
        var risen = Explain(Typical.WithComposite(75), Typical.ValueOnly, Memory(Tier.Adjust));
        risen.Below.ShouldBe(new BoundaryLine(Tier.Gold, 70, 72, 3));
    }

    // Cutoffs concern the method's tier: a guard that caps it at Silver moves no boundary.
    [Fact]
    public void Explain_TierCappedByAGuard_KeepsTheBoundariesOfTheMethod()
    {
        var explained = Explain(Typical.WithComposite(72) with { Occasions = 2 }, Typical.ValueOnly);
        explained.Score.ComputedTier.ShouldBe(Tier.Silver);
        explained.Above.ShouldBe(new BoundaryLine(Tier.Platinum, 85, 85, 13));
        explained.Below.ShouldBe(new BoundaryLine(Tier.Gold, 70, 70, 2));
    }

    [Fact]
    public void Explain_TopAndBottom_HaveOneBoundary()
    {
        var top = Explain(Typical.WithComposite(90), Typical.ValueOnly);
        top.Above.ShouldBeNull();
        top.Below.ShouldBe(new BoundaryLine(Tier.Platinum, 85, 85, 5));
        var bottom = Explain(Typical.WithComposite(10), Typical.ValueOnly);
        bottom.Above.ShouldBe(new BoundaryLine(Tier.Develop, 25, 25, 15));
        bottom.Below.ShouldBeNull();
    }

    // Method B has a cell and no boundaries.
    [Fact]
    public void Explain_MethodB_HasItsCellInstead()
    {
        var explained = Explain(Typical.Measures, Typical.Policy with { Method = TierMethod.ValueMatrix });
        explained.Cell.ShouldBe(new MatrixCell(Band.Middle, Band.Middle));
        explained.Above.ShouldBeNull();
        explained.Below.ShouldBeNull();
        Explain(Typical.Measures).Cell.ShouldBeNull();
    }

    // Each guard that fired; where it changed nothing it stands under "also checked".
    [Fact]
    public void Explain_Guards_SayWhetherTheyChangedTheTier()
    {
        var metrics = Typical.WithComposite(90) with { Occasions = 2, ProfitMargin = 0.01m, Profit = Money.Of(-1) };
        Explain(metrics, Typical.ValueOnly).Guards.ShouldBe(
        [
            new GuardLine(Guard.GroupBuy, Tier.Silver, Changed: true),
            new GuardLine(Guard.ThinMargin, Tier.Silver, Changed: false),
            new GuardLine(Guard.BelowZero, Tier.Adjust, Changed: true),
        ]);
    }

    [Theory]
    [InlineData(90, true)]
    [InlineData(70, false)]
    [InlineData(40, false)]
    public void Explain_ProvisionalCap_IsChangedOnlyAboveIt(int composite, bool changed) =>
        Explain(Typical.WithComposite(composite) with { FirstPurchaseOn = DaysAgo(5) }, Typical.ValueOnly)
            .Guards.ShouldBe([new GuardLine(Guard.Provisional, Tier.Gold, changed)]);

    [Fact]
    public void Explain_NoGuardFired_NamesNone() => Explain(Typical.Measures).Guards.ShouldBeEmpty();

    // While a fall waits: the date on which the shown tier falls.
    [Fact]
    public void FallsOn_WaitingFall_IsFirstFallAndGraceDays()
    {
        var policy = Typical.ValueOnly with { GraceDays = 30 };
        var memory = new TierMemory(DaysAgo(1), Tier.Gold, Tier.Gold, DaysAgo(4));
        Explain(Typical.WithComposite(10), policy, memory).FallsOn.ShouldBe(DaysAgo(4).AddDays(30));
        Explain(Typical.WithComposite(75), policy, memory).FallsOn.ShouldBeNull();
    }

    [Fact]
    public void Explain_Pin_ShowsThePinnedTierBesideTheComputed()
    {
        var pin = new TierPin(Tier.Platinum, Today, Today);
        var score = Explainer.Explain(Typical.WithComposite(55), Typical.ValueOnly, 1, pin: pin).Score;
        (score.ComputedTier, score.ShownTier).ShouldBe((Tier.Silver, Tier.Platinum));
    }

    // Unrated has nothing to weigh: no lines, no boundary, no next tier.
    [Theory]
    [InlineData(TierMethod.WeightedScore)]
    [InlineData(TierMethod.ValueMatrix)]
    public void Explain_NeverBought_HasNoLines(TierMethod method)
    {
        var explained = Explain(Typical.NeverBought, Typical.Policy with { Method = method });
        explained.Composite.ShouldBeEmpty();
        explained.Loyalty.ShouldBeEmpty();
        explained.Guards.ShouldBeEmpty();
        explained.Cell.ShouldBeNull();
        explained.Above.ShouldBeNull();
        explained.Below.ShouldBeNull();
        explained.NextTier.ShouldBeNull();
        explained.MissingFacts.ShouldBeEmpty();
    }

    private static ScoreExplanation Explain(CustomerMetrics metrics, ScoringPolicy? policy = null, TierMemory? memory = null) =>
        Explainer.Explain(metrics, policy ?? Typical.Policy, 1, memory);

    private static TierMemory Memory(Tier method) => new(DaysAgo(1), method, method, null);
}
