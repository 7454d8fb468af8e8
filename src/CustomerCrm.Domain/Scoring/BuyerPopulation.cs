namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// The customers who bought in the window, losses included: what scales and band thresholds are taken from at publication.
/// </summary>
public sealed class BuyerPopulation
{
    /// <summary>With fewer buyers than this, places on a scale are coarse and the page says so.</summary>
    public const int CoarseBelow = 30;

    private readonly List<decimal> purchaseValues = [];
    private readonly List<decimal> profits = [];
    private readonly List<decimal> averageOrders = [];
    private readonly List<decimal> averageCycles = [];

    public int Count => purchaseValues.Count;

    /// <summary>Takes a customer in if he bought in the window.</summary>
    public void Add(CustomerMetrics metrics)
    {
        if (metrics.Occasions == 0)
        {
            return;
        }

        purchaseValues.Add(metrics.PurchaseValue.Amount);
        profits.Add(metrics.Profit.Amount);
        averageOrders.Add(metrics.AverageOrder!.Value.Amount);
        averageCycles.Add(metrics.AverageCycle!.Value);
    }

    /// <summary>The policy with every scale and threshold that it leaves open taken from this population.</summary>
    public ScoringPolicy Freeze(ScoringPolicy policy)
    {
        var orders = averageOrders.Order().ToArray();
        var cycles = averageCycles.Order().ToArray();
        return policy with
        {
            PurchaseValueScale = policy.PurchaseValueScale ?? Scale.Of(purchaseValues)?.Breakpoints,
            ProfitScale = policy.ProfitScale ?? Scale.Of(profits)?.Breakpoints,
            LargeOrder = policy.LargeOrder ?? Tercile(orders, 2, Rounding.Cents),
            MediumOrder = policy.MediumOrder ?? Tercile(orders, 1, Rounding.Cents),
            ShortCycle = policy.ShortCycle ?? Tercile(cycles, 1, Rounding.Ratio),
            MediumCycle = policy.MediumCycle ?? Tercile(cycles, 2, Rounding.Ratio),
        };
    }

    private static decimal? Tercile(decimal[] sorted, int third, Func<decimal, decimal> round) =>
        sorted.Length == 0 ? null : round(Quantile.Of(sorted, third, 3));
}
