namespace CustomerCrm.Bench.Chaos;

/// <summary>What readers and writers met in a round.</summary>
internal sealed class Tally
{
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];
    private readonly List<string> wrong = [];

    public int Served { get; private set; }

    /// <summary>Sent to a node or a server that was killed, frozen or not back yet.</summary>
    public int Refused { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>Writes that ended without an answer and were sent again.</summary>
    public int Unanswered { get; private set; }

    public IReadOnlyList<string> Wrong
    {
        get
        {
            lock (gate)
            {
                return [.. wrong];
            }
        }
    }

    public void Serve(TimeSpan took)
    {
        lock (gate)
        {
            Served++;
            milliseconds.Add(took.TotalMilliseconds);
        }
    }

    public void Refuse()
    {
        lock (gate)
        {
            Refused++;
        }
    }

    public void Acknowledge()
    {
        lock (gate)
        {
            Acknowledged++;
        }
    }

    public void LeaveUnanswered()
    {
        lock (gate)
        {
            Unanswered++;
        }
    }

    /// <summary>Something no reader may ever see.</summary>
    public void Find(string what)
    {
        lock (gate)
        {
            wrong.Add(what);
        }
    }

    /// <param name="share">0.5 for the median.</param>
    public double Percentile(double share)
    {
        lock (gate)
        {
            milliseconds.Sort();
            return milliseconds.Count == 0 ? 0 : milliseconds[Math.Min(milliseconds.Count - 1, (int)(share * milliseconds.Count))];
        }
    }
}
