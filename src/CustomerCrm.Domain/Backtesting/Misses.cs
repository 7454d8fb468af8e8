namespace CustomerCrm.Domain.Backtesting;

/// <summary>The customers a ranking was most wrong about, by their place in the list that was judged.</summary>
/// <param name="Underrated">Rated in the lower half, later among the tenth that earned most: whoever earned most first.</param>
/// <param name="Overrated">Rated in the best fifth, later nothing or a loss: the greatest loss first, of equal ones the better rated.</param>
/// <param name="UnderratedCount">How many there are of the first kind, listed or not.</param>
/// <param name="OverratedCount">How many there are of the second.</param>
public sealed record Misses(
    IReadOnlyList<int> Underrated, int UnderratedCount, IReadOnlyList<int> Overrated, int OverratedCount)
{
    public const int Listed = 20;

    /// <param name="ranking">By score.</param>
    /// <param name="outcome">By later profit.</param>
    /// <param name="cents">Later profit, in the same order.</param>
    public static Misses Of(Ranking ranking, Ranking outcome, ReadOnlySpan<long> cents)
    {
        var n = ranking.Count;
        var (lower, best, earners) = (n / 2, n - ((n + 4) / 5), n - BestTenth.SizeOf(n));
        var (under, over) = (new List<int>(), new List<int>());
        for (var i = 0; i < n; i++)
        {
            // The lower half, the best fifth and the tenth of earners by the place that equals share.
            if (ranking.Places[i] <= lower && outcome.Places[i] > earners && cents[i] > 0)
            {
                under.Add(i);
            }
            else if (ranking.Places[i] > best && cents[i] <= 0)
            {
                over.Add(i);
            }
        }

        var profit = cents.ToArray();
        return new Misses(
            [.. under.OrderByDescending(i => profit[i]).ThenBy(i => i).Take(Listed)],
            under.Count,
            [.. over.OrderBy(i => profit[i]).ThenByDescending(i => ranking.Places[i]).ThenBy(i => i).Take(Listed)],
            over.Count);
    }
}
