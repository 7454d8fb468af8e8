using System.Runtime.InteropServices;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>
/// The scores that one set of rules gives everybody who had bought by a date: columns instead of objects, 20 bytes a customer.
/// </summary>
/// <param name="policy">With its scales, taken from the buyers of the date.</param>
/// <param name="buyers">How many those were.</param>
internal sealed class PastScores(ScoringPolicy policy, int buyers)
{
    private readonly List<long> ids = [];
    private readonly List<ushort> composites = [];
    private readonly List<ushort> values = [];
    private readonly List<ushort> profits = [];
    private readonly List<ushort> loyalties = [];
    private readonly List<Tier> tiers = [];

    public ScoringPolicy Policy => policy;

    public int Buyers => buyers;

    public int Count => ids.Count;

    /// <summary>Rising.</summary>
    public ReadOnlySpan<long> Ids => CollectionsMarshal.AsSpan(ids);

    /// <summary>Hundredths, as the next three.</summary>
    public ReadOnlySpan<ushort> Composites => CollectionsMarshal.AsSpan(composites);

    public ReadOnlySpan<ushort> Values => CollectionsMarshal.AsSpan(values);

    public ReadOnlySpan<ushort> Profits => CollectionsMarshal.AsSpan(profits);

    public ReadOnlySpan<ushort> Loyalties => CollectionsMarshal.AsSpan(loyalties);

    /// <summary>The computed ones: nobody's memory, nobody's pin.</summary>
    public ReadOnlySpan<Tier> Tiers => CollectionsMarshal.AsSpan(tiers);

    /// <summary>Takes in who had bought; who had not has no composite and is not judged.</summary>
    public void Add(long customerId, CustomerScore score)
    {
        if (score.Composite is not { } composite)
        {
            return;
        }

        ids.Add(customerId);
        composites.Add((ushort)composite.Hundredths);
        values.Add((ushort)score.PurchaseValueScore.Hundredths);
        profits.Add((ushort)score.ProfitScore.Hundredths);
        loyalties.Add((ushort)score.Loyalty!.Total.Hundredths);
        tiers.Add(score.ComputedTier);
    }
}
