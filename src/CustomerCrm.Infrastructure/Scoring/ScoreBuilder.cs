using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Persistence;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// Fills a run's tables in two passes: facts to measures, measures to scores. Rows stream from one connection through the
/// domain into a COPY on another; nothing is held but a batch of the tiers that moved.
/// </summary>
internal sealed class ScoreBuilder(NpgsqlDataSource database, ScoreTarget target, RunWatch watch)
{
    /// <summary>So many tiers that moved are handed on at once.</summary>
    internal const int MovedAtOnce = 2_000;

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

    /// <summary>Scores everybody measured, in the place of nothing.</summary>
    public Task ScoreAsync(CustomerScorer scorer, string memory, CancellationToken cancellation) =>
        ScoreAsync(scorer, memory, null, _ => Task.CompletedTask, cancellation);

    /// <summary>Scores everybody measured.</summary>
    /// <param name="oldScores">The table of the scores that are replaced; null where nothing is.</param>
    /// <param name="keep">Takes the shown tiers that moved, a batch at a time.</param>
    public async Task ScoreAsync(
        CustomerScorer scorer, string memory, string? oldScores, Func<IReadOnlyCollection<MovedTier>, Task> keep, CancellationToken cancellation)
    {
        await using var reading = await watch.OpenAsync(database, cancellation);
        await using var writing = await watch.OpenAsync(database, cancellation);
        var moved = new List<MovedTier>();
        await using var importer = await ScoreColumns.Scores.BeginCopyAsync(writing, target.ScoresTable, cancellation);
        await foreach (var input in ScoringInput.ReadAsync(reading, target, memory, oldScores, cancellation))
        {
            var (row, change) = scorer.Score(input);
            ScoreColumns.Scores.Write(importer, row);
            watch.Step();
            if (change is not null)
            {
                moved.Add(change);
            }

            if (moved.Count == MovedAtOnce)
            {
                await keep(moved);
                moved.Clear();
            }
        }

        await importer.CompleteAsync(cancellation);
        await keep(moved);
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
    internal static async Task<NpgsqlTransactionScope> OpenForOrderedReadAsync(
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
