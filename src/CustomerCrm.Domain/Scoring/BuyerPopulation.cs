namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// The customers who bought in the window, losses included: what scales and band thresholds are taken from at publication. Kept as
/// whole cents and millionths of days, which sort ten times as fast as decimals.
/// </summary>
public sealed class BuyerPopulation
{
    /// <summary>With fewer buyers than this, places on a scale are coarse and the page says so.</summary>
    public const int CoarseBelow = 30;

    private const int Millionths = 1_000_000;

    private readonly List<long> purchaseValues = [];
    private readonly List<long> profits = [];
    private readonly List<long> averageOrders = [];
    private readonly List<long> averageCycles = [];
    private readonly Lock freezing = new();
    private Frozen? frozen;
    private bool settled;

    public int Count { get; private set; }

    /// <summary>Takes a customer in if he bought in the window.</summary>
    public void Add(CustomerMetrics metrics)
    {
        if (metrics.Occasions > 0)
        {
            Add(metrics.PurchaseValue, metrics.Profit, metrics.AverageOrder!.Value, metrics.AverageCycle!.Value);
        }
    }

    /// <summary>Takes a buyer in.</summary>
    /// <exception cref="InvalidOperationException">The population is settled.</exception>
    internal void Add(Money purchaseValue, Money profit, Money averageOrder, decimal averageCycle)
    {
        if (settled)
        {
            throw new InvalidOperationException("What the scales were taken from is no longer kept.");
        }

        Count++;
        purchaseValues.Add(purchaseValue.Cents);
        profits.Add(profit.Cents);
        averageOrders.Add(averageOrder.Cents);
        averageCycles.Add((long)(averageCycle * Millionths));
        frozen = null;
    }

    /// <summary>The policy with every scale and threshold that it leaves open taken from this population.</summary>
    public ScoringPolicy Freeze(ScoringPolicy policy)
    {
        Frozen own;
        lock (freezing)
        {
            own = frozen ??= Freeze();
        }

        return policy with
        {
            PurchaseValueScale = policy.PurchaseValueScale ?? own.PurchaseValueScale,
            ProfitScale = policy.ProfitScale ?? own.ProfitScale,
            LargeOrder = policy.LargeOrder ?? own.LargeOrder,
            MediumOrder = policy.MediumOrder ?? own.MediumOrder,
            ShortCycle = policy.ShortCycle ?? own.ShortCycle,
            MediumCycle = policy.MediumCycle ?? own.MediumCycle,
        };
    }

    /// <summary>Takes the scales now and lets go of what they were taken from: nobody else can be taken in.</summary>
    internal BuyerPopulation Settle()
    {
        Freeze(new ScoringPolicy());
        settled = true;
        foreach (var values in new[] { purchaseValues, profits, averageOrders, averageCycles })
        {
            values.Clear();
            values.TrimExcess();
        }

        return this;
    }

    private Frozen Freeze()
    {
        if (Count == 0)
        {
            return new Frozen(null, null, null, null, null, null);
        }

        Parallel.ForEach([purchaseValues, profits, averageOrders, averageCycles], values => values.Sort());
        return new Frozen(
            ScaleOf(purchaseValues),
            ScaleOf(profits),
            Rounding.Cents(Quantile.Of(Amounts(averageOrders), 2, 3)),
            Rounding.Cents(Quantile.Of(Amounts(averageOrders), 1, 3)),
            Rounding.Ratio(Quantile.Of(new Shifted(averageCycles, Millionths), 1, 3)),
            Rounding.Ratio(Quantile.Of(new Shifted(averageCycles, Millionths), 2, 3)));
    }

    private static IReadOnlyList<decimal> ScaleOf(List<long> cents) => Scale.OfSorted(Amounts(cents)).Breakpoints;

    private static Shifted Amounts(List<long> cents) => new(cents, 100);

    private sealed record Frozen(
        IReadOnlyList<decimal>? PurchaseValueScale,
        IReadOnlyList<decimal>? ProfitScale,
        decimal? LargeOrder,
        decimal? MediumOrder,
        decimal? ShortCycle,
        decimal? MediumCycle);

    /// <summary>Whole numbers read as decimals, one at a time.</summary>
    private sealed class Shifted(List<long> values, int by) : IReadOnlyList<decimal>
    {
        public int Count => values.Count;

        public decimal this[int index] => (decimal)values[index] / by;

        public IEnumerator<decimal> GetEnumerator() => values.Select(v => (decimal)v / by).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
