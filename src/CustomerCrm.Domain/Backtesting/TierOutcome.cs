using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Backtesting;

/// <summary>What the customers of a tier brought later.</summary>
/// <param name="Profit">Their later profit together.</param>
/// <param name="Share">Of everybody's; null where that is not positive.</param>
public sealed record TierOutcome(Tier Tier, int Customers, decimal Profit, double? Share)
{
    /// <summary>Later profit a customer; null for an empty tier.</summary>
    public decimal? ProfitEach => Customers > 0 ? Rounding.Cents(Profit / Customers) : null;

    /// <summary>All five, best first; empty ones too.</summary>
    /// <param name="cents">Later profit, in the same order.</param>
    public static IReadOnlyList<TierOutcome> Of(ReadOnlySpan<Tier> tiers, ReadOnlySpan<long> cents)
    {
        Span<int> customers = stackalloc int[(int)Tier.Platinum + 1];
        Span<long> profit = stackalloc long[(int)Tier.Platinum + 1];
        var total = 0L;
        for (var i = 0; i < tiers.Length; i++)
        {
            customers[(int)tiers[i]]++;
            profit[(int)tiers[i]] += cents[i];
            total += cents[i];
        }

        var outcomes = new List<TierOutcome>();
        for (var tier = Tier.Platinum; tier >= Tier.Adjust; tier--)
        {
            outcomes.Add(new TierOutcome(
                tier, customers[(int)tier], profit[(int)tier] / 100m, total > 0 ? (double)profit[(int)tier] / total : null));
        }

        return outcomes;
    }
}
