namespace CustomerCrm.Domain.Backtesting;

/// <summary>
/// The places of customers by one figure, 1 for the lowest. Who is equal shares the mean of the places they take up together, so
/// that no order among equals is made up. Eight bytes a customer.
/// </summary>
public sealed class Ranking
{
    private readonly double[] places;

    private Ranking(double[] places) => this.places = places;

    public int Count => places.Length;

    /// <summary>In the order the figures came in; a place is a whole or a half number.</summary>
    public ReadOnlySpan<double> Places => places;

    public static Ranking Of(ReadOnlySpan<long> figures)
    {
        var sorted = figures.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        var places = new double[sorted.Length];
        for (var from = 0; from < sorted.Length;)
        {
            var to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from])
            {
                to++;
            }

            // Places from + 1 to "to", their mean for each.
            var shared = (from + 1 + to) / 2.0;
            for (var i = from; i < to; i++)
            {
                places[order[i]] = shared;
            }

            from = to;
        }

        return new Ranking(places);
    }

    /// <summary>By scores in hundredths, of which there are few: counted instead of sorted.</summary>
    public static Ranking OfScores(ReadOnlySpan<ushort> hundredths)
    {
        var counts = new int[ushort.MaxValue + 1];
        foreach (var score in hundredths)
        {
            counts[score]++;
        }

        var shared = new double[counts.Length];
        var below = 0;
        for (var score = 0; score < counts.Length; score++)
        {
            shared[score] = below + ((counts[score] + 1) / 2.0);
            below += counts[score];
        }

        var places = new double[hundredths.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = shared[hundredths[i]];
        }

        return new Ranking(places);
    }

    /// <summary>
    /// Spearman's rank correlation: Pearson's of the shared places (Kendall, Rank Correlation Methods, chapter 3: the form that
    /// stays right with ties). 1 where both put everybody in the same order, 0 where they have nothing to do with each other, -1 where
    /// one is the other upside down.
    /// </summary>
    /// <returns>Null where one of them puts everybody on one place.</returns>
    public double? CorrelationWith(Ranking other)
    {
        Same(other);
        var middle = (Count + 1) / 2.0;
        var (both, mine, theirs) = (0.0, 0.0, 0.0);
        for (var i = 0; i < places.Length; i++)
        {
            var (a, b) = (places[i] - middle, other.places[i] - middle);
            both += a * b;
            mine += a * a;
            theirs += b * b;
        }

        return mine > 0 && theirs > 0 ? Math.Clamp(both / Math.Sqrt(mine * theirs), -1, 1) : null;
    }

    internal void Same(Ranking other)
    {
        if (other.Count != Count)
        {
            throw new ArgumentException($"{other.Count} places beside {Count}.", nameof(other));
        }
    }
}
