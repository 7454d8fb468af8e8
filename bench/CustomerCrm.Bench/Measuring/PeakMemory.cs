namespace CustomerCrm.Bench.Measuring;

/// <summary>The largest working set of this process while this lives, looked at every few milliseconds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer timer;
    private long peak;

    public PeakMemory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
    }

    public long Bytes
    {
        get
        {
            Look();
            return peak;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look() => peak = Math.Max(peak, Environment.WorkingSet);
}
