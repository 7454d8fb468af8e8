using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>
/// Searches the weights that best rank the profit of one period by the scores before it, and judges them on the next period by the scores
/// before that, which had no part in the choice.
/// </summary>
/// <param name="draft">The rules the weights are for; all but the weights stays as it is.</param>
/// <param name="inForce">Today's weights, and the money rules that book what came.</param>
internal sealed class WeightSearch(PastScorer scorer, ScoringPolicy draft, ScoringPolicy inForce, RunWatch watch)
{
    /// <summary>Differences below are the arithmetic's, not the weights'.</summary>
    private const double Equal = 1e-12;

    private readonly ScoringPolicy rules = PastPolicy.OfDraft(draft, inForce);
    private readonly Weights today = Weights.Of(inForce);

    /// <summary>How often everybody is read; the grid costs about as much as two readings.</summary>
    public static int Passes => (2 * (PastScorer.Passes(new ScoringPolicy()) + 1)) + GridPasses;

    private static int GridPasses => 2;

    /// <returns>Null where nobody had bought by the first date.</returns>
    public async Task<SuggestionResult?> RunAsync(
        DateOnly choose, DateOnly judge, DateOnly until, DateOnly firstOn, CancellationToken cancellation)
    {
        var (tried, mine, chosenOn) = await ChooseAsync(choose, judge, cancellation);
        if (chosenOn == 0)
        {
            return null;
        }

        var best = Best(tried, mine);
        var scores = (await scorer.ScoreAsync(judge, [rules], cancellation))[0];
        var cents = await scorer.ProfitAsync(scores.Ids.ToArray(), judge, until, inForce, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var (outcome, ours, theirs) = (Ranking.Of(cents), Rank(scores, best), Rank(scores, today));
        return new SuggestionResult(
            firstOn,
            judge,
            rules.WindowDays,
            chosenOn,
            scores.Count,
            scores.Buyers,
            tried,
            mine,
            best,
            new WeightsJudged(theirs.CorrelationWith(outcome), BestTenth.Of(theirs, cents)),
            new WeightsJudged(ours.CorrelationWith(outcome), BestTenth.Of(ours, cents)),
            RankGain.Between(ours, theirs, outcome));
    }

    /// <summary>The highest rank correlation, today's weights among them; of equal ones those nearest to today's.</summary>
    internal static Weights Best(IReadOnlyList<WeightsTried> tried, WeightsTried mine)
    {
        var most = tried.Append(mine).Max(t => t.RankCorrelation ?? double.NegativeInfinity);
        return tried.Prepend(mine)
            .Where(t => (t.RankCorrelation ?? double.NegativeInfinity) >= most - Equal)
            .MinBy(t => t.Weights.DistanceTo(mine.Weights))!.Weights;
    }

    private async Task<(IReadOnlyList<WeightsTried> Tried, WeightsTried Mine, int Customers)> ChooseAsync(
        DateOnly asOf, DateOnly until, CancellationToken cancellation)
    {
        var scores = (await scorer.ScoreAsync(asOf, [rules], cancellation))[0];
        var outcome = Ranking.Of(await scorer.ProfitAsync(scores.Ids.ToArray(), asOf, until, inForce, cancellation));
        var tried = new List<WeightsTried>();
        var (done, share) = (watch.Done, watch.Total * GridPasses / Passes);
        foreach (var weights in Weights.Grid)
        {
            cancellation.ThrowIfCancellationRequested();
            tried.Add(Try(weights));
            watch.StepTo(done + (share * tried.Count / Weights.Grid.Count));
        }

        return (tried, Try(today), scores.Count);

        WeightsTried Try(Weights weights) => new(weights, Rank(scores, weights).CorrelationWith(outcome));
    }

    private static Ranking Rank(PastScores scores, Weights weights)
    {
        var composites = new ushort[scores.Count];
        for (var i = 0; i < composites.Length; i++)
        {
            composites[i] = (ushort)weights.Composite(
                Score.FromHundredths(scores.Values[i]), Score.FromHundredths(scores.Profits[i]), Score.FromHundredths(scores.Loyalties[i])).Hundredths;
        }

        return Ranking.OfScores(composites);
    }
}
