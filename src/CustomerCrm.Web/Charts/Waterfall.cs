using CustomerCrm.Domain;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Web.Charts;

/// <summary>A bar of a waterfall, from where the bar before it ended.</summary>
/// <param name="Term">As the glossary calls it.</param>
/// <param name="Amount">What it adds, or for a sum what stands there.</param>
/// <param name="IsSum">It begins at zero and says where the steps have led.</param>
/// <param name="X">The left edge, 0 to 100.</param>
/// <param name="Width">At least a hair, so that a small amount is still seen.</param>
public sealed record WaterfallBar(string Term, decimal Amount, bool IsSum, decimal From, decimal To, decimal X, decimal Width);

/// <summary>The booked result of the window step by step, from net revenue to profit.</summary>
public sealed class Waterfall
{
    private const decimal Hair = 0.6m;

    private Waterfall(IReadOnlyList<WaterfallBar> bars, decimal zero) => (Bars, Zero) = (bars, zero);

    public IReadOnlyList<WaterfallBar> Bars { get; }

    /// <summary>The place of nothing, 0 to 100.</summary>
    public decimal Zero { get; }

    public static Waterfall Of(CustomerMetrics metrics)
    {
        var direct = metrics.CostToServe - metrics.CarryingCost;
        (string Term, Money Amount, bool IsSum)[] steps =
        [
            ("NetRevenue", metrics.NetRevenue, true),
            ("CostOfGoods", metrics.GrossProfit - metrics.NetRevenue, false),
            ("GrossProfit", metrics.GrossProfit, true),
            ("CostToServe", Money.Zero - direct, false),
            ("CarryingCost", Money.Zero - metrics.CarryingCost, false),
            ("BookedProfit", metrics.BookedProfit, true),
        ];
        var reached = 0m;
        var bars = new List<(string Term, decimal Amount, bool IsSum, decimal From, decimal To)>();
        foreach (var (term, amount, isSum) in steps)
        {
            var from = isSum ? 0 : reached;
            reached = from + amount.Amount;
            bars.Add((term, amount.Amount, isSum, from, reached));
        }

        var scale = Scale.Around(bars.Select(b => b.To), 0, 100, steps: 10);
        return new Waterfall(
            [
                .. bars.Select(b => new WaterfallBar(
                    b.Term, b.Amount, b.IsSum, b.From, b.To,
                    Math.Min(scale.Of(b.From), scale.Of(b.To)), Math.Max(Hair, Math.Abs(scale.Of(b.To) - scale.Of(b.From))))),
            ],
            scale.Of(0));
    }
}
