using System.Data;
using System.Runtime.CompilerServices;
using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using Npgsql;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>
/// Reads everybody into columns, from one snapshot: from the kept measures where they are measured as asked, else from the facts, a batch
/// at a time. Brings a population up to date by reading those who were scored anew since. It writes nothing, and sees every customer:
/// who may look at a preview is asked by the pages.
/// </summary>
public sealed class PopulationReader(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Where more were scored anew, reading everybody is quicker.</summary>
    internal const int PatchedAtMost = 20_000;

    /// <summary>Chunks that a long day of new customers may add.</summary>
    private const int ChunksAddedAtMost = 200;

    /// <summary>Null before the first scores.</summary>
    public async Task<HeldPopulation?> ReadAsync(PopulationRequest request, RunWatch watch, CancellationToken cancellation)
    {
        await using var snapshot = await SnapshotAsync(cancellation);
        var connection = snapshot.Connection;
        if (await GenerationState.ReadAsync(connection, cancellation) is not { } current)
        {
            return null;
        }

        var (asOf, policy) = (request.AsOf ?? current.AsOf, request.MeasuredBy ?? current.Policy);
        var (memoryRun, seen) = await StandingAsync(connection, asOf, cancellation);
        var people = await PeopleAsync(connection, cancellation);
        watch.Expect(people.Count);
        var rows = asOf == current.AsOf && MetricsCalculator.MeasuresAlike(policy, current.Policy)
            ? KeptAsync(connection, current, people, cancellation)
            : MeasuredAsync(connection, current, policy, asOf, people, cancellation);
        var chunks = new List<PreviewChunk>();
        var filling = new List<PreviewRow>(PreviewChunk.Capacity);
        await foreach (var row in rows)
        {
            filling.Add(row);
            watch.Step();
            if (filling.Count == PreviewChunk.Capacity)
            {
                chunks.Add(new PreviewChunk(asOf, filling, policy));
                filling.Clear();
            }
        }

        chunks.Add(new PreviewChunk(asOf, filling, policy));
        var population = new PreviewPopulation(asOf, policy, chunks);
        return Ready(new HeldPopulation(population, current, memoryRun, seen, clock.GetUtcNow())
        {
            Leaving = await LeavingAsync(connection, current, population, cancellation),
        });
    }

    /// <summary>The same population with what was written since; null where it has to be read anew.</summary>
    public async Task<HeldPopulation?> RefreshAsync(HeldPopulation held, CancellationToken cancellation)
    {
        await using var snapshot = await SnapshotAsync(cancellation);
        var connection = snapshot.Connection;
        var asOf = held.Population.AsOf;
        if (await GenerationState.ReadAsync(connection, cancellation) is not { } current || current.Target != held.InForce.Target)
        {
            return null;
        }

        var (memoryRun, seen) = await StandingAsync(connection, asOf, cancellation);
        if (memoryRun != held.MemoryRun || await RescoredAsync(connection, held.Seen, cancellation) is not { } ids
            || held.Population.AddedChunks > ChunksAddedAtMost)
        {
            return null;
        }

        if (ids.Length == 0)
        {
            return held with { Seen = seen, ReadAt = clock.GetUtcNow() };
        }

        var people = await PeopleAsync(connection, cancellation, ids);
        var changes = ids.ToDictionary(id => id, _ => (PreviewRow?)null);
        await foreach (var row in MeasuredAsync(connection, current, held.Population.MeasuredBy, asOf, people, cancellation))
        {
            changes[row.CustomerId] = row;
        }

        var population = held.Population.With(changes);
        return Ready(held with
        {
            Population = population,
            Seen = seen,
            ReadAt = clock.GetUtcNow(),
            Leaving = await LeavingAsync(connection, current, population, cancellation),
        });
    }

    /// <summary>Of another date nobody leaves: what stands is not what it is compared with.</summary>
    private static async Task<long> LeavingAsync(
        NpgsqlConnection connection, GenerationState current, PreviewPopulation population, CancellationToken cancellation) =>
        population.AsOf != current.AsOf || population.Measures(current.Policy)
            ? 0
            : await ScoreTables.ScalarAsync<long>(connection, $"SELECT count(*) FROM {current.Target.ScoresTable}", cancellation)
                - population.CountStanding();

    /// <summary>Takes the scales from its buyers before anybody waits for them.</summary>
    private static HeldPopulation Ready(HeldPopulation held)
    {
        held.Population.Warm(held.InForce.Policy);
        return held;
    }

    private async Task<NpgsqlTransactionScope> SnapshotAsync(CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        return await NpgsqlTransactionScope.BeginAsync(connection, IsolationLevel.RepeatableRead, cancellation);
    }

    private static async Task<(int? MemoryRun, string Seen)> StandingAsync(NpgsqlConnection connection, DateOnly asOf, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Read("Lab/Sql/standing.sql"), connection);
        command.Parameters.AddWithValue("done", (short)RunState.Done);
        command.Parameters.AddWithValue("as_of", asOf);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.IsDBNull(0) ? null : reader.GetInt32(0), reader.GetString(1));
    }

    /// <summary>Null where they are too many.</summary>
    private static async Task<long[]?> RescoredAsync(NpgsqlConnection connection, string seen, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Read("Lab/Sql/rescored.sql") + $" LIMIT {PatchedAtMost + 1}", connection);
        command.Parameters.AddWithValue("seen", seen);
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids.Count > PatchedAtMost || ids.Contains(RescoredCustomer.VeryMany) ? null : [.. ids.Order()];
    }

    private static async Task<List<Person>> PeopleAsync(NpgsqlConnection connection, CancellationToken cancellation, long[]? ids = null)
    {
        await using var command = new NpgsqlCommand(
            SqlText.Read("Lab/Sql/people.sql", ("only", ids is null ? "true" : "id = ANY(@ids)")), connection)
        { CommandTimeout = 0 };
        if (ids is not null)
        {
            command.Parameters.AddWithValue("ids", ids);
        }

        var people = new List<Person>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            people.Add(new Person(reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2)));
        }

        return people;
    }

    private static async IAsyncEnumerable<PreviewRow> KeptAsync(
        NpgsqlConnection connection, GenerationState current, List<Person> people,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var memory = await MemorySource.ResolveAsync(connection, current.AsOf, current, cancellation);
        var next = 0;
        await foreach (var input in ScoringInput.ReadAsync(connection, current.Target, memory, current.Target.ScoresTable, cancellation))
        {
            while (people[next].Id < input.CustomerId)
            {
                next++;
            }

            yield return Row(input, people[next]);
        }
    }

    private static async IAsyncEnumerable<PreviewRow> MeasuredAsync(
        NpgsqlConnection connection, GenerationState current, ScoringPolicy policy, DateOnly asOf, List<Person> people,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var memory = await MemorySource.ResolveAsync(connection, asOf, current, cancellation);
        foreach (var some in people.Chunk(TouchedCustomers.MeasuredAtOnce))
        {
            var measured = new List<(long CustomerId, CustomerMetrics Metrics)>(some.Length);
            await foreach (var (id, facts) in FactsReader.ReadAsync(connection, asOf, policy.WindowDays, [.. some.Select(p => p.Id)], cancellation))
            {
                measured.Add((id, MetricsCalculator.Measure(facts, policy)));
            }

            var next = 0;
            await foreach (var input in ScoringInput.ReadAsync(connection, measured, memory, current.Target.ScoresTable, factsChanged: false, cancellation))
            {
                while (some[next].Id < input.CustomerId)
                {
                    next++;
                }

                yield return Row(input, some[next]);
            }
        }
    }

    private static PreviewRow Row(ScoringInput input, Person person) => new(
        input.CustomerId,
        input.Metrics,
        input.Memory,
        input.Pin is { } pin && pin.HoldsOn(input.Metrics.AsOf) ? pin.Tier : null,
        input.Old is { } old ? new StandingTiers(old.Computed, old.Shown) : null,
        person.Owner,
        person.Region);

    /// <param name="Owner">0 for nobody's.</param>
    /// <param name="Region">0 for none.</param>
    private readonly record struct Person(long Id, int Owner, int Region);
}
