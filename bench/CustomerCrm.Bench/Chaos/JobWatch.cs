using System.Diagnostics;
using System.Globalization;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerCrm.Bench.Chaos;

/// <summary>Asks for runs, and looks at the queue from outside, as often as it takes.</summary>
internal sealed class JobWatch(BenchCrm crm)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public Task<long> AskAsync(string key) =>
        crm.Services.GetRequiredService<JobQueue>().EnqueueAsync(JobKind.Recompute, key, new Actor(null, "bench"), default);

    /// <summary>Waits until a job is as somebody wants it; a server that is away is asked again.</summary>
    public async Task<JobSeen> UntilAsync(long id, Func<JobSeen, bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Longest)
        {
            try
            {
                var job = await SeeAsync(id);
                if (isSo(job))
                {
                    return job;
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // Away for the moment.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Job {id} did not come so far within {Longest}."));
    }

    /// <summary>Waits until nobody works for the queue and nothing waits in it.</summary>
    public async Task UntilIdleAsync()
    {
        var watch = Stopwatch.StartNew();
        while (await crm.ScalarAsync<long>("SELECT count(*) FROM jobs WHERE state IN (1, 2)") > 0)
        {
            if (watch.Elapsed > Longest)
            {
                throw new TimeoutException($"The queue is not empty after {Longest}.");
            }

            await Task.Delay(200);
        }
    }

    private async Task<JobSeen> SeeAsync(long id)
    {
        await using var command = crm.Source.CreateCommand(
            string.Create(CultureInfo.InvariantCulture, $"SELECT state, attempts, node, steps_done, steps_total FROM jobs WHERE id = {id}"));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var node = reader.IsDBNull(2) ? null : reader.GetString(2);
        return new JobSeen(
            (JobState)reader.GetInt16(0),
            reader.GetInt32(1),
            node is null ? null : int.Parse(node[(node.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture),
            reader.GetInt64(4) == 0 ? 0 : (double)reader.GetInt64(3) / reader.GetInt64(4));
    }
}

/// <param name="ProcessId">Of the node that holds it.</param>
/// <param name="Share">How far it is, as the node last said.</param>
internal sealed record JobSeen(JobState State, int Attempts, int? ProcessId, double Share)
{
    public bool HasEnded => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}
