namespace CustomerCrm.Infrastructure.Jobs;

/// <summary>
/// Wakes this node's worker when a job is asked for here, so that who asked on a page does not wait for the next round. Other
/// nodes find the job in theirs.
/// </summary>
public sealed class JobBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    /// <summary>To be called before the worker looks for jobs: what rang until then it finds.</summary>
    public void Silence() => rung.Wait(0);

    /// <summary>Until it rings, or for this long.</summary>
    public Task WaitAsync(TimeSpan pause, CancellationToken cancellation) => rung.WaitAsync(pause, cancellation);

    public void Dispose() => rung.Dispose();
}
