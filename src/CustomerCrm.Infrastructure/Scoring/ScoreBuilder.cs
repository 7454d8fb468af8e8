using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// Fills a run's tables in two passes: facts to measures, measures to scores. Rows stream from one connection through the
/// domain into a COPY on another; nothing is held but the changes.
/// </summary>
internal sealed class ScoreBuilder(NpgsqlDataSource database, ScoreTarget target, RunWatch watch)
{
    /// <summary>Tells the watcher how much there is to do: everybody is measured, then scored.</summary>
    public async Task ExpectAsync(CancellationToken cancellation)
    {
        await using var connection = await watch.OpenAsync(database, cancellation);
        watch.Expect(2 * await ScoreTables.ScalarAsync<long>(connection, "SELECT count(*) FROM customers", cancellation));
    }

    /// <summary>Measures everybody as of a date under a policy's window.</summary>
    /// <param name="population">Takes the buyers in, where scales are to be taken from them; may be null.</param>
    /// <returns>How many customers were measured.</returns>
    public async Task<int> MeasureAsync(
        ScoringPolicy policy, DateOnly asOf, BuyerPopulation? population, CancellationToken cancellation)
    {
        await using var reading = await OpenForOrderedReadAsync(database, watch, cancellation);
        await using var writing = await watch.OpenAsync(database, cancellation);
        var count = 0;
        await using var importer = await ScoreColumns.Metrics.BeginCopyAsync(writing, target.MetricsTable, cancellation);
        await foreach (var (customerId, facts) in FactsReader.ReadAsync(reading.Connection, asOf, policy.WindowDays, null, cancellation))
        {
            var metrics = MetricsCalculator.Measure(facts, policy);
            population?.Add(metrics);
            ScoreColumns.Metrics.Write(importer, MetricsRow.Of(target.RunId, customerId, metrics));
            watch.Step();
            count++;
        }

        await importer.CompleteAsync(cancellation);
        return count;
    }

    /// <summary>Scores everybody measured; returns the shown tiers that moved, by customer.</summary>
    public async Task<Dictionary<long, TierChange>> ScoreAsync(
        CustomerScorer scorer, string memory, string? oldScores, CancellationToken cancellation)
    {
        await using var reading = await watch.OpenAsync(database, cancellation);
        await using var writing = await watch.OpenAsync(database, cancellation);
        var changes = new Dictionary<long, TierChange>();
        await using var importer = await ScoreColumns.Scores.BeginCopyAsync(writing, target.ScoresTable, cancellation);
        await foreach (var input in ScoringInput.ReadAsync(reading, target, memory, oldScores, cancellation))
        {
            var (row, change) = scorer.Score(input);
            ScoreColumns.Scores.Write(importer, row);
            watch.Step();
            if (change is not null)
            {
                changes[input.CustomerId] = change;
            }
        }

        await importer.CompleteAsync(cancellation);
        return changes;
    }

    /// <summary>The buyers as of a date, where nothing is to be written for it.</summary>
    public static async Task<BuyerPopulation> PopulationAsync(
        NpgsqlDataSource database, ScoringPolicy policy, DateOnly asOf, RunWatch watch, CancellationToken cancellation)
    {
        await using var reading = await OpenForOrderedReadAsync(database, watch, cancellation);
        var population = new BuyerPopulation();
        await foreach (var (_, facts) in FactsReader.ReadAsync(reading.Connection, asOf, policy.WindowDays, null, cancellation))
        {
            population.Add(MetricsCalculator.Measure(facts, policy));
        }

        return population;
    }

    /// <summary>
    /// A connection that walks indexes in customer order: the planner's own choice, hash aggregation, costs several times the
    /// work on millions of orders.
    /// </summary>
    private static async Task<NpgsqlTransactionScope> OpenForOrderedReadAsync(
        NpgsqlDataSource database, RunWatch watch, CancellationToken cancellation)
    {
        var scope = await NpgsqlTransactionScope.BeginAsync(await watch.OpenAsync(database, cancellation), cancellation);
        await ScoreTables.ExecuteAsync(
            scope.Connection,
            "SET LOCAL enable_hashagg = off; SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off",
            cancellation);
        return scope;
    }
}
