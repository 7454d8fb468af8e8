using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring.Explaining;

/// <summary>What stands between a customer and the next tier where more orders alone do not give it.</summary>
public enum NextTierObstacle
{
    /// <summary>No order in the window to take a size from.</summary>
    NoOrder,

    /// <summary>A guard keeps the tier down; see <see cref="NextTierAnswer.Guard"/>.</summary>
    Guard,

    /// <summary>PurchaseValueScore is what more orders leave too low.</summary>
    PurchaseValue,

    /// <summary>ProfitScore is what more orders leave too low: they earn too little.</summary>
    Profit,

    /// <summary>LoyaltyScore is what more orders leave too low.</summary>
    Loyalty,

    /// <summary>Method B: the average order is too small, and more of the same do not enlarge it.</summary>
    OrderSize,

    /// <summary>Method B: even with so many more orders the cycle stays too long.</summary>
    Cycle,
}

/// <summary>What would earn the next tier: a number of orders, or else what prevents it.</summary>
/// <param name="Tier">The tier next above the computed one.</param>
/// <param name="Orders">The smallest number of orders a year, 1 to 24, that gives it; null where none does.</param>
public sealed record NextTierAnswer(Tier Tier, int? Orders, NextTierObstacle? Obstacle = null, Guard Guard = Guard.None);

/// <summary>
/// "Two more orders of this size a year": the smallest n &lt;= 24 for which the calculator, guards included, gives a better
/// tier to a customer who goes on at his rate and orders n times more a year, at his average order and margin, evenly spaced.
/// </summary>
public static class NextTier
{
    public const int MostOrders = 24;

    /// <summary>Null for who is at the top, or never bought.</summary>
    public static NextTierAnswer? Find(
        ScoreCalculator calculator, CustomerMetrics metrics, TierMemory? memory, CustomerScore score)
    {
        if (score.ComputedTier is Tier.Platinum or Tier.Unrated)
        {
            return null;
        }

        var next = score.ComputedTier + 1;
        if (metrics.AverageOrder is null)
        {
            return new NextTierAnswer(next, null, NextTierObstacle.NoOrder);
        }

        for (var n = 1; n <= MostOrders; n++)
        {
            if (calculator.Score(WithMoreOrders(metrics, n), memory).ComputedTier >= next)
            {
                return new NextTierAnswer(next, n);
            }
        }

        var most = WithMoreOrders(metrics, MostOrders);
        return Obstacle(calculator, calculator.Score(most, memory), most, next);
    }

    /// <summary>
    /// The measures of a year at today's rate with <paramref name="orders"/> more of the average order: their money joins
    /// value, profit and the window's sums, the last of them falls on AsOf (nothing is overdue), the largest date keeps its
    /// sales. Tenure, regularity, satisfaction and what depends on the first purchase stay as they are.
    /// </summary>
    public static CustomerMetrics WithMoreOrders(CustomerMetrics metrics, int orders)
    {
        var order = metrics.AverageOrder!.Value.Amount;
        var revenue = Money.Rounded(order * orders);
        var profit = Money.Rounded(order * orders * (metrics.ProfitMargin ?? 0));
        var occasions = metrics.Occasions + orders;
        var frequency = metrics.Frequency + orders;
        var purchaseValue = metrics.PurchaseValue + revenue;
        var net = metrics.NetRevenue + revenue;
        var booked = metrics.BookedProfit + profit;
        return metrics with
        {
            Occasions = occasions,
            OccasionsEver = metrics.OccasionsEver + orders,
            LastPurchaseOn = metrics.AsOf,
            Frequency = frequency,
            PurchaseValue = purchaseValue,
            AverageCycle = Rounding.Ratio(MetricsCalculator.DaysAYear / frequency),
            NetRevenue = net,
            GrossProfit = metrics.GrossProfit + profit,
            Profit = metrics.Profit + profit,
            ProfitMargin = net > Money.Zero ? Rounding.Ratio(booked.Amount / net.Amount) : null,
            Overdue = 0,
            ShareOfWallet = metrics.EstimatedAnnualSpend is { } spend && spend > Money.Zero
                ? Math.Clamp(Rounding.Ratio(purchaseValue.Amount / spend.Amount), 0, 1)
                : null,
        };
    }

    private static NextTierAnswer Obstacle(
        ScoreCalculator calculator, CustomerScore score, CustomerMetrics metrics, Tier next)
    {
        var policy = calculator.Policy;
        if (score.MethodTier >= next)
        {
            var guard = GuardRules.InOrder.First(g => score.Guards.HasFlag(g) && GuardRules.CapOf(g, policy) < next);
            return new NextTierAnswer(next, null, NextTierObstacle.Guard, guard);
        }

        if (policy.Method == TierMethod.ValueMatrix)
        {
            var cell = ValueMatrix.CellOf(metrics, policy);
            return new NextTierAnswer(
                next, null, cell is { Order: Band.Best } ? NextTierObstacle.Cycle : NextTierObstacle.OrderSize);
        }

        return new NextTierAnswer(next, null, LargestGap(score, policy));
    }

    /// <summary>The part that leaves most points on the table; of equal ones the first.</summary>
    private static NextTierObstacle LargestGap(CustomerScore score, ScoringPolicy policy) => new[]
        {
            (Obstacle: NextTierObstacle.PurchaseValue, Gap: policy.PurchaseValueWeight * (100 - score.PurchaseValueScore.Value)),
            (Obstacle: NextTierObstacle.Profit, Gap: policy.ProfitWeight * (100 - score.ProfitScore.Value)),
            (Obstacle: NextTierObstacle.Loyalty, Gap: policy.LoyaltyWeight * (100 - score.Loyalty!.Total.Value)),
        }
        .MaxBy(part => part.Gap).Obstacle;
}
