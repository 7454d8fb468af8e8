using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Lab.Backtests;

namespace CustomerCrm.Web.Pages.Scoring.Backtests;

/// <summary>A bar for the share of later profit that a tier brought; places in percent of the drawing's width.</summary>
public sealed record TierShareBar(Tier Tier, bool IsDraft, decimal Share, decimal X, decimal Width);

/// <summary>The shares of later profit by tier, the draft's and that of the version in force beneath each other.</summary>
public sealed class TierShareBars
{
    /// <summary>Words stand left of it and figures right.</summary>
    private const decimal Left = 18;
    private const decimal Right = 70;
    private const decimal Hair = 0.3m;

    private TierShareBars(IReadOnlyList<TierShareBar> bars, decimal zero) => (Bars, Zero) = (bars, zero);

    /// <summary>Best tier first, in each the draft first.</summary>
    public IReadOnlyList<TierShareBar> Bars { get; }

    public decimal Zero { get; }

    /// <returns>Null where nothing was earned to be shared.</returns>
    public static TierShareBars? Of(BacktestResult result)
    {
        (TierOutcome Tier, bool IsDraft)[] all =
            [.. result.Draft.Tiers.Zip(result.InForce.Tiers).SelectMany(pair => new[] { (pair.First, true), (pair.Second, false) })];
        if (all.Any(bar => bar.Tier.Share is null))
        {
            return null;
        }

        var scale = Charts.Scale.Around(all.Select(bar => (decimal)bar.Tier.Share!.Value), Left, Right);
        var zero = scale.Of(0);
        return new TierShareBars(
            [
                .. all.Select(bar =>
                {
                    var share = (decimal)bar.Tier.Share!.Value;
                    var end = scale.Of(share);
                    return new TierShareBar(bar.Tier.Tier, bar.IsDraft, share, Math.Min(zero, end), Math.Max(Hair, Math.Abs(end - zero)));
                }),
            ],
            zero);
    }
}
