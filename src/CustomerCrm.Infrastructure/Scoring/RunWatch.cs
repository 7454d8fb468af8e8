using Npgsql;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>Who watches a full run: told how far it is, and asked in the switching transaction whether it may still switch.</summary>
public class RunWatch
{
    private long done;
    private long total;

    /// <summary>Steps done so far; a step is a customer measured or scored.</summary>
    public long Done => Interlocked.Read(ref done);

    public long Total => Interlocked.Read(ref total);

    public void Expect(long steps) => Interlocked.Exchange(ref total, steps);

    public void Step() => Interlocked.Increment(ref done);

    /// <summary>The run holds its lock, on this connection.</summary>
    public virtual Task LockedAsync(NpgsqlConnection connection, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Last in the transaction that makes the run's scores visible.</summary>
    /// <exception cref="OperationCanceledException">The run is no longer its watcher's; nothing is to be committed.</exception>
    public virtual Task ConfirmAsync(NpgsqlConnection connection, string outcome, CancellationToken cancellation) => Task.CompletedTask;
}
