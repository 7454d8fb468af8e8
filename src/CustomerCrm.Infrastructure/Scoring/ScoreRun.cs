namespace CustomerCrm.Infrastructure.Scoring;

public enum RunKind
{
    /// <summary>Became the current scores.</summary>
    Current = 1,

    /// <summary>A past date, kept beside the current scores.</summary>
    Dated = 2,

    /// <summary>Built to be compared with the current scores, and gone afterwards.</summary>
    Audit = 3,
}

public enum RunState
{
    Building = 1,
    Done = 2,

    /// <summary>Its process ended before it did.</summary>
    Failed = 3,

    /// <summary>A dated run that a newer one of the same date took the place of.</summary>
    Replaced = 4,
}

/// <summary>A full recompute.</summary>
public sealed class ScoreRun
{
    public int Id { get; private init; }

    public required RunKind Kind { get; init; }

    public RunState State { get; set; } = RunState.Building;

    public required DateOnly AsOf { get; init; }

    /// <summary>Null until the version is published with the run that brings it into force.</summary>
    public int? PolicyVersion { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    public int Customers { get; set; }

    public required string StartedBy { get; init; }
}

/// <summary>The one row that says which scores are current; the switch of a run is one update of it.</summary>
public sealed class ScoreGeneration
{
    public const int TheOnlyId = 1;

    public int Id { get; private init; } = TheOnlyId;

    /// <summary>"a" or "b": customer_metrics_a and customer_scores_a, or _b.</summary>
    public required string Slot { get; set; }

    public required int RunId { get; set; }

    public required int PolicyVersion { get; set; }

    public required DateOnly AsOf { get; set; }

    public required DateTimeOffset SwitchedAt { get; set; }

    /// <summary>The switching transaction: while a snapshot from before it lives, the other tables must not be emptied.</summary>
    public ulong SwitchedXid { get; private init; }
}

/// <summary>
/// A customer whose scores are behind his facts. Without a run it waits for the next drain; with one it was touched while
/// that run was building, and the run rescores it before its switch.
/// </summary>
public sealed class DirtyCustomer
{
    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public int? RunId { get; init; }
}
