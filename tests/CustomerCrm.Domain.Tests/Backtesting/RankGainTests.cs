using CustomerCrm.Domain.Backtesting;

namespace CustomerCrm.Domain.Tests.Backtesting;

public class RankGainTests
{
    private const int Customers = 200;

    // The oracle leaves customers out one by one: the classical jackknife, whose limit this is.
    [Fact]
    public void Between_TwoRankings_AgreesWithLeavingCustomersOutOneByOne()
    {
        var (one, other, outcome) = Drawn(seed: 3, Customers);
        var without = Enumerable.Range(0, Customers).Select(left => Difference(Without(one, left), Without(other, left), Without(outcome, left))).ToList();
        var mean = without.Average();
        var jackknife = Math.Sqrt((Customers - 1.0) / Customers * without.Sum(d => (d - mean) * (d - mean)));

        var gain = RankGain.Between(Ranking.Of(one), Ranking.Of(other), Ranking.Of(outcome))!.Value;

        gain.Difference.ShouldBe(Difference(one, other, outcome), 1e-12);
        gain.StandardError.ShouldBe(jackknife, jackknife * 0.03);
    }

    // A paired bootstrap with a fixed seed: other reasoning, the same width.
    [Fact]
    public void Between_TwoRankings_IsAsWideAsAPairedBootstrap()
    {
        var (one, other, outcome) = Drawn(seed: 4, Customers);
        var random = new Random(5);
        var drawn = Enumerable.Range(0, 1_500).Select(_ =>
        {
            int[] who = [.. Enumerable.Range(0, Customers).Select(_ => random.Next(Customers))];
            return Difference([.. who.Select(w => one[w])], [.. who.Select(w => other[w])], [.. who.Select(w => outcome[w])]);
        }).ToList();
        var mean = drawn.Average();
        var spread = Math.Sqrt(drawn.Sum(d => (d - mean) * (d - mean)) / (drawn.Count - 1));

        RankGain.Between(Ranking.Of(one), Ranking.Of(other), Ranking.Of(outcome))!.Value.StandardError.ShouldBe(spread, spread * 0.1);
    }

    // Both are equally good, so the interval should hold nothing in 95 of 100 worlds.
    [Fact]
    public void Between_TwoEquallyGood_HoldsNothingInNineteenOfTwentyWorlds()
    {
        var held = Enumerable.Range(100, 400).Count(seed =>
        {
            var (one, other, outcome) = Drawn(seed, 120);
            return RankGain.Between(Ranking.Of(one), Ranking.Of(other), Ranking.Of(outcome)) is { IsBetter: false, IsWorse: false };
        });

        (held / 400.0).ShouldBeInRange(0.92, 0.98);
    }

    [Fact]
    public void Between_TheSameOrder_IsNothingWithoutDoubt()
    {
        var (one, _, outcome) = Drawn(seed: 6, Customers);

        var gain = RankGain.Between(Ranking.Of(one), Ranking.Of([.. one.Select(o => o * 2)]), Ranking.Of(outcome))!.Value;

        gain.ShouldBe(new RankGain(0, 0));
        gain.IsBetter.ShouldBeFalse();
    }

    [Fact]
    public void Between_APlainlyBetterOne_IsBetterAndTheOtherWayRoundWorse()
    {
        var (_, other, outcome) = Drawn(seed: 7, Customers);
        var (good, poor, later) = (Ranking.Of(outcome), Ranking.Of(other), Ranking.Of(outcome));

        RankGain.Between(good, poor, later)!.Value.IsBetter.ShouldBeTrue();
        RankGain.Between(poor, good, later)!.Value.IsWorse.ShouldBeTrue();
    }

    [Fact]
    public void Between_EverybodyEqual_IsUndefined() =>
        RankGain.Between(Ranking.Of([1, 1, 1]), Ranking.Of([1, 2, 3]), Ranking.Of([1, 2, 3])).ShouldBeNull();

    /// <summary>Two noisy looks at the same outcome, with ties.</summary>
    private static (long[] One, long[] Other, long[] Outcome) Drawn(int seed, int customers)
    {
        var random = new Random(seed);
        long[] outcome = [.. Enumerable.Range(0, customers).Select(_ => (long)Math.Max(0, random.Next(-30, 70)))];
        long[] Look() => [.. outcome.Select(o => (o + random.Next(0, 80)) / 4)];
        return (Look(), Look(), outcome);
    }

    private static double Difference(long[] one, long[] other, long[] outcome) =>
        Ranking.Of(one).CorrelationWith(Ranking.Of(outcome))!.Value - Ranking.Of(other).CorrelationWith(Ranking.Of(outcome))!.Value;

    private static long[] Without(long[] all, int left) => [.. all[..left], .. all[(left + 1)..]];
}
