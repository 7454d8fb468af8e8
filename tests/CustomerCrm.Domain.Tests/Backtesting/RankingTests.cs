using CustomerCrm.Domain.Backtesting;

namespace CustomerCrm.Domain.Tests.Backtesting;

public class RankingTests
{
    // 10, 20, 20, 5: the two 20s take places 3 and 4 and share 3.5.
    [Fact]
    public void Of_WithEquals_TheyShareTheMeanOfTheirPlaces() =>
        Ranking.Of([10, 20, 20, 5]).Places.ToArray().ShouldBe([2, 3.5, 3.5, 1]);

    [Fact]
    public void OfScores_AnyScores_IsWhatSortingGives()
    {
        var random = new Random(1);
        ushort[] scores = [.. Enumerable.Range(0, 500).Select(_ => (ushort)random.Next(0, 60))];

        Ranking.OfScores(scores).Places.ToArray().ShouldBe(Ranking.Of([.. scores.Select(s => (long)s)]).Places.ToArray());
    }

    // No ties: 1 - 6 x sum of squared differences / (n (n n - 1)) = 1 - 6 x 4 / (5 x 24) = 0.8.
    [Fact]
    public void CorrelationWith_WithoutEquals_IsTheTextbookFigure() =>
        Ranking.Of([1, 2, 3, 4, 5]).CorrelationWith(Ranking.Of([2, 1, 4, 3, 5]))!.Value.ShouldBe(0.8, 1e-12);

    // Places 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5).
    [Fact]
    public void CorrelationWith_WithEquals_IsPearsonOfTheSharedPlaces() =>
        Ranking.Of([1, 2, 2, 3]).CorrelationWith(Ranking.Of([1, 2, 3, 4]))!.Value.ShouldBe(4.5 / Math.Sqrt(4.5 * 5), 1e-12);

    [Fact]
    public void CorrelationWith_UpsideDown_IsMinusOne() =>
        Ranking.Of([1, 2, 3]).CorrelationWith(Ranking.Of([30, 20, 10])).ShouldBe(-1);

    [Fact]
    public void CorrelationWith_EverybodyEqual_IsUndefined() =>
        Ranking.Of([7, 7, 7]).CorrelationWith(Ranking.Of([1, 2, 3])).ShouldBeNull();

    // Pearson of the places by pairs of pairs, as Kendall writes it: sum over all pairs of (a_i - a_j)(b_i - b_j).
    [Fact]
    public void CorrelationWith_ManyEquals_IsTheSumOverAllPairs()
    {
        var random = new Random(2);
        long[] one = [.. Enumerable.Range(0, 120).Select(_ => (long)random.Next(0, 12))];
        long[] other = [.. one.Select(o => o + random.Next(0, 9))];
        var (a, b) = (Ranking.Of(one).Places.ToArray(), Ranking.Of(other).Places.ToArray());
        double Pairs(double[] x, double[] y) => Enumerable.Range(0, 120).Sum(i => Enumerable.Range(0, 120).Sum(j => (x[i] - x[j]) * (y[i] - y[j])));

        Ranking.Of(one).CorrelationWith(Ranking.Of(other))!.Value.ShouldBe(Pairs(a, b) / Math.Sqrt(Pairs(a, a) * Pairs(b, b)), 1e-12);
    }
}
