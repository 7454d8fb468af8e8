namespace CustomerCrm.Domain.Backtesting;

/// <summary>
/// How much better one ranking foretells an outcome than another does: the difference of two rank correlations over the same customers,
/// with its 95 % interval.
/// </summary>
/// <remarks>
/// The two correlations share customers and outcome and so move together; their difference has to be judged pairwise. This is the
/// infinitesimal jackknife (Jaeckel 1972; Efron, The Jackknife, the Bootstrap and Other Resampling Plans, SIAM 1982, chapter 6): each
/// customer's weight is moved a little, and what that does to the difference is squared and summed. It is the limit of leaving customers
/// out one by one. Chosen before a paired bootstrap because it costs one pass instead of a thousand rankings of a million customers, needs
/// no random numbers, and so gives the same interval whenever the job is done again. It is an approximation for many customers: with a
/// few dozen the true interval is somewhat wider, and pages say that the base is small.
/// </remarks>
public readonly record struct RankGain(double Difference, double StandardError)
{
    /// <summary>So many standard errors hold 95 % of a normal distribution.</summary>
    private const double Normal95 = 1.959963984540054;

    public double Low => Difference - (Normal95 * StandardError);

    public double High => Difference + (Normal95 * StandardError);

    /// <summary>The whole interval lies above nothing.</summary>
    public bool IsBetter => Low > 0;

    /// <summary>The whole interval lies below nothing.</summary>
    public bool IsWorse => High < 0;

    /// <summary>What <paramref name="one"/> has ahead of <paramref name="other"/>; null where a correlation is undefined.</summary>
    public static RankGain? Between(Ranking one, Ranking other, Ranking outcome)
    {
        if (one.CorrelationWith(outcome) is not { } mine || other.CorrelationWith(outcome) is not { } theirs)
        {
            return null;
        }

        var (a, b) = (Influence(one, outcome, mine), Influence(other, outcome, theirs));
        var squares = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return new RankGain(mine - theirs, Math.Sqrt(squares) / a.Length);
    }

    /// <summary>
    /// What each customer's weight does to the correlation. With u and v the shares of customers below, equals counted half, less a
    /// half: the correlation is A / sqrt(B C), A = mean(u v), B = mean(u u), C = mean(v v). More weight on customer k adds his own
    /// product and raises the u of everybody above him and the v of everybody above him there.
    /// </summary>
    internal static double[] Influence(Ranking scores, Ranking outcome, double correlation)
    {
        var n = scores.Count;
        var (u, v) = (Centred(scores), Centred(outcome));
        var (a, b, c) = (0.0, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            a += u[i] * v[i];
            b += u[i] * u[i];
            c += v[i] * v[i];
        }

        (a, b, c) = (a / n, b / n, c / n);
        var (vAboveByScore, uAboveByScore) = (Above(scores, v), Above(scores, u));
        var (uAboveByOutcome, vAboveByOutcome) = (Above(outcome, u), Above(outcome, v));
        var root = Math.Sqrt(b * c);
        var influence = new double[n];
        for (var k = 0; k < n; k++)
        {
            var toA = (u[k] * v[k]) + At(vAboveByScore, scores, k) + At(uAboveByOutcome, outcome, k) - (3 * a);
            var toB = (u[k] * u[k]) + (2 * At(uAboveByScore, scores, k)) - (3 * b);
            var toC = (v[k] * v[k]) + (2 * At(vAboveByOutcome, outcome, k)) - (3 * c);
            influence[k] = (toA / root) - (correlation / 2 * ((toB / b) + (toC / c)));
        }

        return influence;
    }

    /// <summary>The share of customers below, equals counted half, less a half; its mean is nothing.</summary>
    private static double[] Centred(Ranking ranking)
    {
        var shares = new double[ranking.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = ((ranking.Places[i] - 0.5) / shares.Length) - 0.5;
        }

        return shares;
    }

    /// <summary>For each place the mean over everybody of a figure of those above, equals counted half. Twice a place is a whole number.</summary>
    private static double[] Above(Ranking ranking, double[] figure)
    {
        var n = ranking.Count;
        var sums = new double[(2 * n) + 1];
        for (var i = 0; i < n; i++)
        {
            sums[(int)(2 * ranking.Places[i])] += figure[i];
        }

        var above = 0.0;
        for (var place = sums.Length - 1; place >= 0; place--)
        {
            var here = sums[place];
            sums[place] = (above + (here / 2)) / n;
            above += here;
        }

        return sums;
    }

    private static double At(double[] above, Ranking ranking, int customer) => above[(int)(2 * ranking.Places[customer])];
}
