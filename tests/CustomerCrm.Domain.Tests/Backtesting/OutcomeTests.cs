using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Backtesting;

public class OutcomeTests
{
    // 20 customers, the best two brought 500 and 300 of 1,700: 47 %, 4.7 times what 2 of 20 bring by chance.
    [Fact]
    public void BestTenth_WithoutEquals_IsTheirShareAndLift()
    {
        long[] scores = [.. Enumerable.Range(1, 20)];
        long[] cents = [.. Enumerable.Range(1, 18).Select(_ => 5_000L), 30_000, 50_000];

        var tenth = BestTenth.Of(Ranking.Of(scores), cents);

        (tenth.Customers, tenth.Profit).ShouldBe((2, 800));
        tenth.Share!.Value.ShouldBe(800 / 1_700.0, 1e-12);
        tenth.Lift!.Value.ShouldBe(800 / 1_700.0 * 10, 1e-12);
    }

    // 11 customers: a tenth is 2. One stands alone, three share the second place with 30, 60 and 90 of them: 60 each.
    [Fact]
    public void BestTenth_EndsAmongEquals_TheyCountWithTheirMean()
    {
        long[] scores = [9, 8, 8, 8, 1, 1, 1, 1, 1, 1, 1];
        long[] cents = [10_000, 3_000, 6_000, 9_000, 0, 0, 0, 0, 0, 0, 0];

        BestTenth.Of(Ranking.Of(scores), cents).Profit.ShouldBe(160);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(4_334, 434)]
    public void BestTenth_Size_IsRoundedUp(int customers, int size) => BestTenth.SizeOf(customers).ShouldBe(size);

    [Fact]
    public void BestTenth_NothingEarned_HasNoShare()
    {
        var tenth = BestTenth.Of(Ranking.Of([1, 2]), [-500, 100]);

        (tenth.Profit, tenth.Share, tenth.Lift).ShouldBe((1, null, null));
    }

    [Fact]
    public void TierOutcome_AllFive_BestFirstWithShares()
    {
        var outcomes = TierOutcome.Of([Tier.Gold, Tier.Adjust, Tier.Gold, Tier.Platinum], [20_000, -10_000, 30_001, 60_000]);

        outcomes.Select(o => (o.Tier, o.Customers, o.Profit)).ShouldBe(
            [(Tier.Platinum, 1, 600), (Tier.Gold, 2, 500.01m), (Tier.Silver, 0, 0), (Tier.Develop, 0, 0), (Tier.Adjust, 1, -100)]);
        outcomes[0].Share!.Value.ShouldBe(600 / 1_000.01, 1e-12);
        outcomes.Select(o => o.ProfitEach).ShouldBe([600, 250, null, null, -100]);
    }

    // Ten customers rated 1 to 10: the one rated lowest earned most; of the two rated best one lost and one brought nothing.
    [Fact]
    public void Misses_LowThatEarnedAndHighThatLost_AreFound()
    {
        var misses = Rate([99_000, 10, 20, 30, 40, 50, 60, 70, -5, 0]);

        misses.Underrated.ShouldBe([0]);
        misses.Overrated.ShouldBe([8, 9]);
        (misses.UnderratedCount, misses.OverratedCount).ShouldBe((1, 2));
    }

    // Rated sixth of ten is no longer the lower half; rated eighth not yet the best fifth.
    [Fact]
    public void Misses_AtTheBounds_AreNotFound()
    {
        var misses = Rate([10, 20, 30, 40, 50, 99_000, 60, -5, 70, 80]);

        misses.Underrated.ShouldBeEmpty();
        misses.Overrated.ShouldBeEmpty();
    }

    [Fact]
    public void Misses_Many_ListsTwentyAndCountsAll()
    {
        var random = new Random(8);
        long[] cents = [.. Enumerable.Range(0, 1_000).Select(i => i < 500 ? random.Next(1, 9_999) : -random.Next(1, 9_999))];

        var misses = Misses.Of(Ranking.Of([.. Enumerable.Range(0, 1_000)]), Ranking.Of(cents), cents);

        misses.Overrated.Count.ShouldBe(Misses.Listed);
        misses.OverratedCount.ShouldBe(200);
        misses.Overrated.Select(i => cents[i]).ShouldBeInOrder();
        misses.Underrated.Select(i => -cents[i]).ShouldBeInOrder();
        misses.UnderratedCount.ShouldBe(100);
    }

    private static Misses Rate(long[] cents) =>
        Misses.Of(Ranking.Of([.. Enumerable.Range(1, cents.Length)]), Ranking.Of(cents), cents);
}
