using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Backtests;

/// <summary>
/// Scores everybody as of a past date by the one scorer, without memory and pins, which belong to the course of events and not to the
/// rules. Facts stream through twice: for the scales, then for the scores; policies of one window share the stream.
/// </summary>
/// <param name="connection">In a transaction that sees one state throughout.</param>
/// <param name="read">Where facts come from: a test puts a reader that peeks ahead in its place.</param>
internal sealed class PastScorer(NpgsqlConnection connection, ReadFacts read, RunWatch watch)
{
    /// <summary>How often everybody's facts are read for these policies.</summary>
    public static int Passes(params IReadOnlyList<ScoringPolicy> policies) => 2 * policies.Select(p => p.WindowDays).Distinct().Count();

    /// <param name="policies">Without scales of a later population.</param>
    /// <returns>The scores by each, in the same order.</returns>
    public async Task<IReadOnlyList<PastScores>> ScoreAsync(
        DateOnly asOf, IReadOnlyList<ScoringPolicy> policies, CancellationToken cancellation)
    {
        var populations = policies.Select(_ => new BuyerPopulation()).ToArray();
        await MeasureAsync(asOf, policies, (policy, _, metrics) => populations[policy].Add(metrics), cancellation);
        var scores = policies.Select((policy, i) => new PastScores(populations[i].Freeze(policy), populations[i].Count)).ToArray();
        var calculators = scores.Select(s => new ScoreCalculator(s.Policy)).ToArray();
        await MeasureAsync(
            asOf, policies, (policy, customer, metrics) => scores[policy].Add(customer, calculators[policy].Score(metrics)), cancellation);
        return scores;
    }

    /// <summary>The booked profit of the days after, in cents, of each of these customers; who had nothing booked has 0.</summary>
    /// <param name="ids">Rising.</param>
    /// <param name="policy">Whose money rules book it.</param>
    public async Task<long[]> ProfitAsync(
        long[] ids, DateOnly after, DateOnly until, ScoringPolicy policy, CancellationToken cancellation)
    {
        var days = until.DayNumber - after.DayNumber;
        var money = PastPolicy.Afterwards(policy, days);
        var cents = new long[ids.Length];
        var at = 0;
        await foreach (var (customer, facts) in read(connection, until, days, cancellation))
        {
            watch.Step();
            while (at < ids.Length && ids[at] < customer)
            {
                at++;
            }

            if (at < ids.Length && ids[at] == customer)
            {
                cents[at] = (long)(MetricsCalculator.Measure(facts, money).BookedProfit.Amount * 100);
            }
        }

        return cents;
    }

    private async Task MeasureAsync(
        DateOnly asOf, IReadOnlyList<ScoringPolicy> policies, Action<int, long, CustomerMetrics> take, CancellationToken cancellation)
    {
        foreach (var window in policies.Select(p => p.WindowDays).Distinct())
        {
            await foreach (var (customer, facts) in read(connection, asOf, window, cancellation))
            {
                watch.Step();
                CustomerMetrics? measured = null;
                var by = 0;
                for (var i = 0; i < policies.Count; i++)
                {
                    if (policies[i].WindowDays != window)
                    {
                        continue;
                    }

                    if (measured is null || !MetricsCalculator.MeasuresAlike(policies[by], policies[i]))
                    {
                        (measured, by) = (MetricsCalculator.Measure(facts, policies[i]), i);
                    }

                    take(i, customer, measured);
                }
            }
        }
    }
}
