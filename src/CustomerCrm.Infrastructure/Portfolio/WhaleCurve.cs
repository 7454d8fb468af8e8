namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>A place on the curve: so many customers, best first, and the booked profit of all of them.</summary>
public readonly record struct WhalePoint(long Customers, decimal Profit);

/// <summary>
/// Customers by falling booked profit, and what they bring together (value model, section 8): it climbs to a peak, and whoever
/// comes after the peak takes away. Who booked neither profit nor loss stands nowhere on it.
/// </summary>
public sealed class WhaleCurve
{
    private WhaleCurve(IReadOnlyList<WhalePoint> points, WhalePoint peak) => (Points, Peak) = (points, peak);

    /// <summary>From nobody to everybody. Each is exact; between two of them profits differ by a fiftieth at most.</summary>
    public IReadOnlyList<WhalePoint> Points { get; }

    /// <summary>Where losses begin.</summary>
    public WhalePoint Peak { get; }

    public long Customers => Points[^1].Customers;

    public decimal Total => Points[^1].Profit;

    /// <param name="steps">Neighbours by falling profit, taken together: how many, and what they book.</param>
    public static WhaleCurve Of(IEnumerable<WhalePoint> steps)
    {
        var points = new List<WhalePoint> { default };
        var peak = default(WhalePoint);
        foreach (var step in steps)
        {
            var last = points[^1];
            var next = new WhalePoint(last.Customers + step.Customers, last.Profit + step.Profit);
            points.Add(next);
            if (next.Profit > peak.Profit)
            {
                peak = next;
            }
        }

        return new WhaleCurve(points, peak);
    }

    /// <summary>What the best so many percent of the customers bring together.</summary>
    public decimal ProfitOfBest(int percent)
    {
        var place = Customers * percent / 100m;
        for (var i = 1; i < Points.Count; i++)
        {
            var (from, to) = (Points[i - 1], Points[i]);
            if (place <= to.Customers)
            {
                return Math.Round(from.Profit + ((to.Profit - from.Profit) * (place - from.Customers) / (to.Customers - from.Customers)), 2);
            }
        }

        return Total;
    }

    /// <summary>What the worst so many percent bring together.</summary>
    public decimal ProfitOfWorst(int percent) => Total - ProfitOfBest(100 - percent);
}
