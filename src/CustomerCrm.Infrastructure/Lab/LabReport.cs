using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Infrastructure.Lab;

public enum LabReportKind
{
    /// <summary>What a draft would have said on a past date, against what came after.</summary>
    Backtest = 1,

    /// <summary>Which weights would have ranked later profit best, judged on a period they were not chosen on.</summary>
    SuggestedWeights = 2,
}

/// <summary>A report that a job works out once and pages show from then on. It holds what it was asked of, so that it can be redone.</summary>
public sealed class LabReport
{
    public long Id { get; private init; }

    public required LabReportKind Kind { get; init; }

    /// <summary>The past date: nothing known later enters the scores.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The last date of the period that judges.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The rules that are judged.</summary>
    public required ScoringPolicy Draft { get; init; }

    /// <summary>The version in force then, which they are compared with.</summary>
    public required int PolicyVersion { get; init; }

    public required long? RequestedById { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What came out, as JSON of the kind's own; null until its job is done.</summary>
    public string? Result { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
