using CustomerCrm.Infrastructure.Jobs;
using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>
/// Who watches a full run: gives it its connections, is told how far it is, and asked in the switching transaction whether it
/// may still switch.
/// </summary>
public class RunWatch
{
    private long done;
    private long total;

    /// <summary>Steps done so far; a step is a customer measured or scored.</summary>
    public long Done => Interlocked.Read(ref done);

    public long Total => Interlocked.Read(ref total);

    public void Expect(long steps) => Interlocked.Exchange(ref total, steps);

    public void Step() => Interlocked.Increment(ref done);

    /// <summary>Every connection that the run works on, so that what a vanished node's run left can be found and ended.</summary>
    public virtual async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation) =>
        await database.OpenConnectionAsync(cancellation);

    /// <summary>Last in the transaction that makes the run's scores visible.</summary>
    /// <exception cref="OperationCanceledException">The run is no longer its watcher's; nothing is to be committed.</exception>
    public virtual Task ConfirmAsync(NpgsqlConnection connection, JobOutcome outcome, CancellationToken cancellation) => Task.CompletedTask;
}
