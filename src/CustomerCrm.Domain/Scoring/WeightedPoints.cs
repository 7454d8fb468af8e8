namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// Shares 100 points among weighted scores. Each part's points are weight x score / sum of weights, rounded half to even
/// to hundredths, and the total *is* their sum. Where the sum would pass 100.00, the part with the most points, of equal
/// ones the first, gives up the excess.
/// </summary>
public static class WeightedPoints
{
    /// <summary>The points of each part, in the order given; all zero where no weight is positive.</summary>
    public static Score[] Share(ReadOnlySpan<decimal> weights, ReadOnlySpan<Score> scores)
    {
        var points = new Score[weights.Length];
        var weightSum = 0m;
        foreach (var weight in weights)
        {
            weightSum += weight;
        }

        if (weightSum <= 0)
        {
            return points;
        }

        var total = Score.Zero;
        var most = 0;
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new WeightShare(weights[i], weightSum).Of(scores[i]);
            total += points[i];
            if (points[i] > points[most])
            {
                most = i;
            }
        }

        if (total > Score.Hundred)
        {
            points[most] -= total - Score.Hundred;
        }

        return points;
    }
}
