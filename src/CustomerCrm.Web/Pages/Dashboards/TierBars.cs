using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Portfolio;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>A tier's part of a bar; places in percent of the drawing's width.</summary>
public sealed record TierSegment(Tier Tier, decimal Left, decimal Width, decimal Share, long Customers);

/// <summary>One measure split by tier.</summary>
public sealed record TierBar(string Name, IReadOnlyList<TierSegment> Segments);

/// <summary>
/// Customers, revenue and profit, each split by tier, one above the other on one scale: that few customers make the profit is
/// seen at a glance. What a tier loses hangs left of zero.
/// </summary>
public sealed class TierBars
{
    private TierBars(IReadOnlyList<TierBar> bars, decimal zero) => (Bars, Zero) = (bars, zero);

    public IReadOnlyList<TierBar> Bars { get; }

    /// <summary>The place of nothing.</summary>
    public decimal Zero { get; }

    /// <summary>A measure whose total is not above zero has no shares and is left to the table.</summary>
    public static TierBars Of(PortfolioFigures figures)
    {
        var sums = PortfolioFigures.AllTiers.Select(tier => (Tier: tier, Sums: figures.Of(cell => cell.Now == tier))).ToList();
        var measures = new (string Name, Func<Sums, decimal> Amount)[]
        {
            ("Customers", s => s.Customers), ("Revenue", s => s.NetRevenue), ("Profit", s => s.Profit),
        };
        var shares = measures
            .Select(m => (m.Name, Total: sums.Sum(s => m.Amount(s.Sums)), Parts: sums.Select(s => (s.Tier, s.Sums.Customers, Amount: m.Amount(s.Sums))).ToList()))
            .Where(m => m.Total > 0)
            .Select(m => (m.Name, Parts: m.Parts.Select(p => (p.Tier, p.Customers, Share: p.Amount / m.Total)).ToList()))
            .ToList();
        var low = shares.Select(m => m.Parts.Where(p => p.Share < 0).Sum(p => p.Share)).Append(0).Min();
        var high = shares.Select(m => m.Parts.Where(p => p.Share > 0).Sum(p => p.Share)).Append(1).Max();
        var bars = new List<TierBar>();
        foreach (var (name, parts) in shares)
        {
            var (right, left) = (0m, 0m);
            var segments = new List<TierSegment>();
            foreach (var (tier, customers, share) in parts.Where(p => p.Share != 0))
            {
                var from = share > 0 ? right : left + share;
                segments.Add(new TierSegment(tier, Place(from), Math.Round(Math.Abs(share) / (high - low) * 100, 2), share, customers));
                (right, left) = share > 0 ? (right + share, left) : (right, left + share);
            }

            bars.Add(new TierBar(name, segments));
        }

        return new TierBars(bars, Place(0));

        decimal Place(decimal share) => Math.Round((share - low) / (high - low) * 100, 2);
    }
}
