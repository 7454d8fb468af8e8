using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>Holds a draft and the version in force against what came after a date.</summary>
/// <param name="draft">As it was when the report was asked for.</param>
/// <param name="inForce">Its money rules book what came, for both sides.</param>
internal sealed class Backtest(PastScorer scorer, ScoringPolicy draft, ScoringPolicy inForce)
{
    private readonly ScoringPolicy[] policies = [PastPolicy.OfDraft(draft, inForce), PastPolicy.OfVersion(inForce)];

    /// <summary>How often everybody is read.</summary>
    public int Passes => PastScorer.Passes(policies) + 1;

    /// <returns>Null where nobody had bought by the date.</returns>
    public async Task<BacktestResult?> RunAsync(DateOnly asOf, DateOnly until, DateOnly firstOn, CancellationToken cancellation)
    {
        var scores = await scorer.ScoreAsync(asOf, policies, cancellation);
        var (mine, theirs) = Common(scores[0].Ids, scores[1].Ids);
        if (mine.Length == 0)
        {
            return null;
        }

        var ids = Pick(scores[0].Ids, mine);
        var cents = await scorer.ProfitAsync(ids, asOf, until, inForce, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var outcome = Ranking.Of(cents);
        var (draftRanks, forceRanks) =
            (Ranking.OfScores(Pick(scores[0].Composites, mine)), Ranking.OfScores(Pick(scores[1].Composites, theirs)));
        return new BacktestResult(
            firstOn,
            ids.Length,
            cents.Sum() / 100m,
            cents.Count(c => c > 0),
            BestTenth.Of(outcome, cents),
            PastPolicy.HasEntered(policies[0]),
            RankGain.Between(draftRanks, forceRanks, outcome),
            Result(scores[0], mine, draftRanks, outcome, ids, cents),
            Result(scores[1], theirs, forceRanks, outcome, ids, cents));
    }

    private static RulesResult Result(PastScores scores, int[] at, Ranking ranking, Ranking outcome, long[] ids, long[] cents)
    {
        var (tiers, composites) = (Pick(scores.Tiers, at), Pick(scores.Composites, at));
        var misses = Misses.Of(ranking, outcome, cents);
        return new RulesResult(
            scores.Policy.WindowDays,
            scores.Buyers,
            ranking.CorrelationWith(outcome),
            BestTenth.Of(ranking, cents),
            TierOutcome.Of(tiers, cents),
            [.. misses.Underrated.Select(Missed)],
            misses.UnderratedCount,
            [.. misses.Overrated.Select(Missed)],
            misses.OverratedCount);

        MissedCustomer Missed(int i) => new(ids[i], composites[i] / 100m, tiers[i], cents[i] / 100m);
    }

    /// <summary>Where in each of two rising lists the customers stand that are in both: an archived one may be in one window alone.</summary>
    private static (int[] One, int[] Other) Common(ReadOnlySpan<long> one, ReadOnlySpan<long> other)
    {
        var (mine, theirs) = (new List<int>(one.Length), new List<int>(one.Length));
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            if (one[i] == other[j])
            {
                mine.Add(i++);
                theirs.Add(j++);
            }
            else if (one[i] < other[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return ([.. mine], [.. theirs]);
    }

    private static T[] Pick<T>(ReadOnlySpan<T> column, int[] at)
    {
        var picked = new T[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            picked[i] = column[at[i]];
        }

        return picked;
    }
}
