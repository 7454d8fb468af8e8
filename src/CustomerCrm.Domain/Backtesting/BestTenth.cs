namespace CustomerCrm.Domain.Backtesting;

/// <summary>What the tenth rated best brought later.</summary>
/// <param name="Customers">A tenth of all, rounded up.</param>
/// <param name="Profit">
/// Their later profit. Where the tenth ends among equals, those bring the mean of their equals: whom to count would be made up.
/// </param>
/// <param name="Share">Of everybody's later profit; null where that is not positive. Over 1 where the others lost money together.</param>
/// <param name="Lift">Times what a tenth picked by chance would bring; null where the share is.</param>
public sealed record BestTenth(int Customers, decimal Profit, double? Share, double? Lift)
{
    /// <param name="ranking">By score.</param>
    /// <param name="cents">Later profit, in the same order.</param>
    public static BestTenth Of(Ranking ranking, ReadOnlySpan<long> cents)
    {
        var n = ranking.Count;
        var most = SizeOf(n);
        var (profitAt, customersAt) = (new long[(2 * n) + 1], new int[(2 * n) + 1]);
        var total = 0L;
        for (var i = 0; i < n; i++)
        {
            var place = (int)(2 * ranking.Places[i]);
            profitAt[place] += cents[i];
            customersAt[place]++;
            total += cents[i];
        }

        var (left, profit) = (most, 0m);
        for (var place = 2 * n; place > 0 && left > 0; place--)
        {
            if (customersAt[place] > 0)
            {
                var taken = Math.Min(left, customersAt[place]);
                profit += (decimal)profitAt[place] * taken / customersAt[place];
                left -= taken;
            }
        }

        double? share = total > 0 ? (double)(profit / total) : null;
        return new BestTenth(most, Rounding.Cents(profit / 100), share, share * n / most);
    }

    /// <summary>A tenth, rounded up.</summary>
    public static int SizeOf(int customers) => (customers + 9) / 10;
}
