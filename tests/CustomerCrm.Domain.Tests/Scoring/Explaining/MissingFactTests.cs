using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Scoring.Explaining;

/// <summary>Section 6: missing facts that could change the tier, found by scoring with each at its best and its worst.</summary>
public class MissingFactTests
{
    // Loyalty alone decides; recency 100 and wallet 20 are known, weights 30 and 15: (3000 + 300) / 45 = 73.33, Gold.
    private static readonly ScoringPolicy LoyaltyOnly = Typical.Policy with
    {
        PurchaseValueWeight = 0,
        ProfitWeight = 0,
        LoyaltyWeights = new LoyaltyWeights { Tenure = 0, Referrals = 0, Regularity = 20, Satisfaction = 5 },
    };

    private static readonly CustomerMetrics TwoMissing = Typical.Measures with
    {
        Overdue = 0,
        ShareOfWallet = 0.2m,
        Regularity = null,
        SatisfactionCount = 0,
    };

    // Regularity at best (5300 / 65 = 81.54, Gold) or worst (3300 / 65 = 50.77, Silver);
    // satisfaction at worst 3300 / 50 = 66.00, Silver, at best 3800 / 50 = 76.00, Gold.
    [Fact]
    public void Find_EachMissingFact_IsScoredAtItsBestAndWorst() =>
        Found(TwoMissing, LoyaltyOnly).ShouldBe(
        [
            new MissingFact(LoyaltyPart.Regularity, AtBest: Tier.Gold, AtWorst: Tier.Silver),
            new MissingFact(LoyaltyPart.Satisfaction, AtBest: Tier.Gold, AtWorst: Tier.Silver),
        ]);

    // Known facts are not missing, whatever they could do.
    [Fact]
    public void Find_KnownFacts_AreNotNamed() =>
        Found(TwoMissing with { Regularity = 0.1m, SatisfactionCount = 1 }, LoyaltyOnly).ShouldBeEmpty();

    // One that could not change the tier is not named.
    [Fact]
    public void Find_FactThatChangesNothing_IsNotNamed() =>
        Found(TwoMissing, LoyaltyOnly with { PurchaseValueWeight = 10_000 }).ShouldBeEmpty();

    // The best alone may change it: under Worst the worst is what already counts.
    [Fact]
    public void Find_RuleWorst_ChangesAtItsBestOnly() =>
        // Counting regularity and satisfaction 0: 3300 / 70 = 47.14, Develop; best: 5300 / 70 = 75.71; 3800 / 70 = 54.29.
        Found(TwoMissing, LoyaltyOnly with
        {
            Missing = new MissingRules { Regularity = MissingRule.Worst, Satisfaction = MissingRule.Worst },
        }).ShouldBe(
        [
            new MissingFact(LoyaltyPart.Regularity, AtBest: Tier.Gold, AtWorst: Tier.Develop),
            new MissingFact(LoyaltyPart.Satisfaction, AtBest: Tier.Silver, AtWorst: Tier.Develop),
        ]);

    // The tier is the computed one, guards and hysteresis included.
    [Fact]
    public void Find_GuardCapsBoth_NamesNothing() =>
        Found(TwoMissing with { Occasions = 2 }, LoyaltyOnly).ShouldBeEmpty();

    // Satisfaction at its worst gives 4700 / 70 = 67.14: 2 points under 70 it loses Gold, 10 keep it.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(10, 0)]
    public void Find_Hysteresis_IsCounted(int points, int found) => Explainer.Explain(
        TwoMissing with { Regularity = 0.7m },
        LoyaltyOnly with { HysteresisPoints = points },
        1,
        new TierMemory(DaysAgo(1), Tier.Gold, Tier.Gold, null)).MissingFacts.Count.ShouldBe(found);

    [Fact]
    public void Find_MethodB_NamesNothing() =>
        Found(TwoMissing, LoyaltyOnly with { Method = TierMethod.ValueMatrix }).ShouldBeEmpty();

    private static IReadOnlyList<MissingFact> Found(CustomerMetrics metrics, ScoringPolicy policy) =>
        Explainer.Explain(metrics, policy, 1).MissingFacts;
}
