using CustomerCrm.Domain.Policies;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>A full run to be made.</summary>
/// <param name="AsOf">Null for the firm's scoring date.</param>
/// <param name="Version">Only for a date before the current one: the version to score it under; null for the one in force.</param>
/// <param name="StartedBy">Who asked.</param>
public sealed record RecomputeRequest(DateOnly? AsOf, int? Version, string StartedBy)
{
    /// <summary>Who asked, where it is somebody who signs in.</summary>
    public long? StartedById { get; init; }
}

/// <summary>A publication; its recompute runs at the current AsOf, or at <paramref name="ScalesAsOf"/> where there is none.</summary>
/// <param name="ScalesAsOf">Null for the firm's scoring date.</param>
/// <param name="RollBackTo">The version whose content is published again; null for the draft.</param>
public sealed record PublishRequest(DateOnly? ScalesAsOf, int? RollBackTo, Publication By)
{
    /// <summary>The draft's row version that is meant; another one by then is not published. Null for whatever it holds.</summary>
    public uint? Draft { get; init; }

    /// <summary>The author, where it is somebody who signs in.</summary>
    public long? AuthorId { get; init; }
}

/// <summary>How a run ended. Expected refusals are values.</summary>
public abstract record RunOutcome
{
    /// <summary>The scores are there: current, or dated beside the current ones.</summary>
    public sealed record Scored(RunKind Kind, DateOnly AsOf, int PolicyVersion, int Customers, bool PublishedVersion) : RunOutcome
    {
        /// <summary>The version whose rules were published again; null where none was.</summary>
        public int? RolledBackTo { get; init; }
    }

    /// <summary>No version is in force, and nobody bought in the window to take scales from.</summary>
    public sealed record NoBuyer(DateOnly AsOf) : RunOutcome;

    /// <summary>The version named does not exist.</summary>
    public sealed record UnknownVersion(int Version) : RunOutcome;

    /// <summary>The draft is not the one that was meant: somebody changed it after the publication was asked for.</summary>
    public sealed record DraftChanged(string By) : RunOutcome;

    /// <summary>A version was named for a date that is not before the current one.</summary>
    public sealed record VersionOnlyForPast(DateOnly CurrentAsOf) : RunOutcome;
}
