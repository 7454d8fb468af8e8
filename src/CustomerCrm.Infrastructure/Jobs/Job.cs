namespace CustomerCrm.Infrastructure.Jobs;

public enum JobKind
{
    /// <summary>A full run of the scores, to the scoring date.</summary>
    Recompute = 1,

    /// <summary>Rebuilds the scores from the facts beside the current ones and reports where they differ.</summary>
    Audit = 2,

    /// <summary>Publishes the draft, or an old version again, and recomputes.</summary>
    Publish = 3,

    /// <summary>Reads an uploaded file through without keeping anything.</summary>
    CheckImport = 4,

    /// <summary>Applies an uploaded file.</summary>
    Import = 5,

    UndoImport = 6,

    /// <summary>Hands over or marks many customers, or takes that back.</summary>
    BulkEdit = 7,

    /// <summary>Holds a draft against what came after a past date.</summary>
    Backtest = 8,

    /// <summary>Searches the weights that would have ranked later profit best.</summary>
    SuggestWeights = 9,
}

public enum JobState
{
    Queued = 1,
    Running = 2,
    Done = 3,
    Failed = 4,
    Cancelled = 5,
}

/// <summary>
/// Long work asked for in the database and done by whichever node takes it. A node holds a job by a lease that it renews; when
/// it dies the lease runs out by the database's clock and another node takes the job over. The token is the fence: only who
/// holds it may finish the job.
/// </summary>
public sealed class Job
{
    public long Id { get; private init; }

    public required JobKind Kind { get; init; }

    public JobState State { get; private set; }

    /// <summary>What is asked; while one with this key waits or runs, asking again gives that one.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset RunAfter { get; private set; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; private set; }

    public string? Node { get; private set; }

    public Guid? LeaseToken { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Of the attempt under way.</summary>
    public DateTimeOffset? AttemptStartedAt { get; private set; }

    /// <summary>Steps done of <see cref="StepsTotal"/>; a step is a customer measured or scored.</summary>
    public long StepsDone { get; private set; }

    public long StepsTotal { get; private set; }

    public DateTimeOffset? CancelRequestedAt { get; private set; }

    /// <summary>What exactly is to be done, as JSON of the kind's own; null where the kind says it all.</summary>
    public string? Payload { get; init; }

    /// <summary>How it ended, or what became of the latest attempt, as it is kept.</summary>
    public string? Outcome { get; private set; }

    public JobOutcome? Ended => Outcome is { } kept ? JobOutcome.Parse(kept) : null;

    /// <summary>The user who asked; null where it was nobody who signs in.</summary>
    public long? RequestedById => JobQueue.AskerOf(Payload);

    /// <summary>It waits or runs.</summary>
    public bool IsOpen => State is JobState.Queued or JobState.Running;

    /// <summary>0 to 1; null where nothing can be said yet.</summary>
    public double? Progress => State == JobState.Done ? 1 : StepsTotal > 0 ? Math.Min(1, (double)StepsDone / StepsTotal) : null;

    /// <summary>At the pace so far; null where nothing can be said.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now) =>
        State == JobState.Running && AttemptStartedAt is { } since && Progress is > 0.02 and var done
            ? (now - since) * ((1 - done) / done)
            : null;
}
