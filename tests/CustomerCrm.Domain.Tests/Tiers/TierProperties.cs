using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using FsCheck.Fluent;
using static CustomerCrm.Domain.Tests.Builders.ByChance;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>What holds for every tier.</summary>
public class TierProperties
{
    // 0 turns hysteresis off: the tier is that of plain cutoffs, whatever was before.
    [Fact]
    public void TierOf_HysteresisZero_EqualsPlainCutoffs() => Holds(
        Gen.Zip(Gen.Zip(ByChance.Policies, ByChance.Scores), ByChance.Tiers), given =>
    {
        var ((policy, composite), previous) = given;
        return WeightedScoreMethod.TierOf(composite, policy with { HysteresisPoints = 0 }, previous)
            == WeightedScoreMethod.TierOf(composite, policy, null);
    });

    // A higher composite never gives a worse tier, and a better previous tier never either.
    [Fact]
    public void TierOf_HigherCompositeOrPrevious_IsNeverWorse() => Holds(
        Gen.Zip(Gen.Zip(ByChance.Policies, Gen.Two(ByChance.Scores)), Gen.Two(Gen.Elements(Rated))), given =>
    {
        var ((policy, (one, other)), (before, beforeToo)) = given;
        var (low, high) = one <= other ? (one, other) : (other, one);
        var (worse, better) = before <= beforeToo ? (before, beforeToo) : (beforeToo, before);
        return WeightedScoreMethod.TierOf(low, policy, before) <= WeightedScoreMethod.TierOf(high, policy, before)
            && WeightedScoreMethod.TierOf(low, policy, worse) <= WeightedScoreMethod.TierOf(low, policy, better);
    });

    // Hysteresis settles: scored again with the same composite, the tier stays.
    [Fact]
    public void TierOf_SameCompositeAgain_Stays() => Holds(
        Gen.Zip(Gen.Zip(ByChance.Policies, ByChance.Scores), ByChance.Tiers), given =>
    {
        var ((policy, composite), previous) = given;
        var tier = WeightedScoreMethod.TierOf(composite, policy, previous);
        return WeightedScoreMethod.TierOf(composite, policy, tier) == tier;
    });

    // Guards never raise; without one that fired the tier is the method's.
    [Fact]
    public void Guards_Anybody_NeverRaise() => Holds(ByChance.Cases, given =>
    {
        var score = given.Score();
        return score.ComputedTier <= score.MethodTier && (score.Guards != Guard.None || score.ComputedTier == score.MethodTier);
    });

    // Unrated exactly who never bought.
    [Fact]
    public void Tier_Anybody_IsUnratedExactlyWhereNeverBought() => Holds(ByChance.Cases, given =>
        (given.Score().ComputedTier == Tier.Unrated) == !given.Metrics.EverBought
        && (given.Score().Composite is null) == !given.Metrics.EverBought);

    // Under method B a better order or a shorter cycle is never worse; no cell but the nine.
    [Fact]
    public void CellOf_LargerOrderOrShorterCycle_IsNeverWorse() => Holds(
        Gen.Zip(ByChance.Policies, Gen.Two(Gen.Zip(Gen.Choose(0, 400_000), Gen.Choose(1, 400)))), given =>
    {
        var (policy, ((order, cycle), (otherOrder, otherCycle))) = given;
        return CellOf(Math.Max(order, otherOrder), Math.Min(cycle, otherCycle)) >= CellOf(order, cycle);

        Tier CellOf(int cents, int days) => ValueMatrix.CellOf(
            Typical.Measures with { AverageOrder = Money.Of(cents / 100m), AverageCycle = days }, policy)!.Value.Tier;
    });

    // Grace: the shown tier is the computed one or, while a fall waits, the one before; a wait always has its date.
    [Fact]
    public void Grace_Anybody_ShowsTheComputedTierOrTheOneBefore() => Holds(
        Gen.Zip(Gen.Zip(ByChance.Tiers, ByChance.Tiers), Gen.Zip(Gen.Choose(0, 60), Gen.Choose(0, 90))), given =>
    {
        var ((computed, before), (graceDays, fellAgo)) = given;
        var memory = new TierMemory(DaysAgo(1), before, before, fellAgo == 0 ? null : DaysAgo(fellAgo));
        var (shown, firstFall) = Grace.Show(computed, memory, Today, graceDays);
        return firstFall is { } fall
            ? shown == before && computed < before && Today < fall.AddDays(graceDays)
            : shown == computed;
    });

    // Each flag is independent of the tier: pins, memory and method change none.
    [Fact]
    public void Flags_MemoryAndMethod_ChangeNone() => Holds(ByChance.Cases, given =>
        given.Score().Flags == new ScoreCalculator(given.Policy with { Method = TierMethod.ValueMatrix })
            .Score(given.Metrics, pin: new TierPin(Tier.Gold, Today, Today)).Flags);

    private static readonly Tier[] Rated = [Tier.Adjust, Tier.Develop, Tier.Silver, Tier.Gold, Tier.Platinum];
}
