using System.Collections.Concurrent;
using System.Diagnostics;

namespace CustomerCrm.Bench.Measuring;

public enum Phase
{
    Stage,
    Check,
    Apply,
    Vacuum,
    Score,
}

/// <summary>
/// Listens to the driver's own trace of statements and tells how long each phase of an import took. A phase begins with the
/// first statement that only it sends, and lasts until the next begins.
/// </summary>
internal sealed class PhaseClock : IDisposable
{
    private static readonly (string Marker, Phase Phase)[] Markers =
    [
        ("INSERT INTO imports", Phase.Check),
        ("DELETE FROM import_rows", Phase.Apply),
        ("INSERT INTO audit_entries", Phase.Score),
        ("VACUUM", Phase.Vacuum),
        ("pg_advisory_xact_lock_shared", Phase.Score),
    ];

    private readonly ConcurrentBag<(DateTime At, string Text)> statements = [];
    private readonly ActivityListener listener;
    private readonly DateTime start = DateTime.UtcNow;

    public PhaseClock()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = statement => statements.Add(
                (statement.StartTimeUtc, statement.GetTagItem("db.query.text") as string ?? "")),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The time spent in each phase until now.</summary>
    public IReadOnlyDictionary<Phase, TimeSpan> Read()
    {
        var spent = Enum.GetValues<Phase>().ToDictionary(phase => phase, _ => TimeSpan.Zero);
        var (phase, since) = (Phase.Stage, start);
        foreach (var (at, text) in statements.OrderBy(s => s.At))
        {
            var marker = Markers.FirstOrDefault(m => text.Contains(m.Marker, StringComparison.Ordinal));
            if (marker.Marker is not null && marker.Phase != phase)
            {
                spent[phase] += at - since;
                (phase, since) = (marker.Phase, at);
            }
        }

        spent[phase] += DateTime.UtcNow - since;
        return spent;
    }

    public void Dispose() => listener.Dispose();
}
