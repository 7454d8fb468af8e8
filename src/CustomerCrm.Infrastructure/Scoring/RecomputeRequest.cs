using CustomerCrm.Domain.Policies;

namespace CustomerCrm.Infrastructure.Scoring;

/// <summary>A full run to be made.</summary>
/// <param name="AsOf">Null for the firm's scoring date.</param>
/// <param name="Version">Only for a date before the current one: the version to score it under; null for the one in force.</param>
/// <param name="StartedBy">Who asked.</param>
public sealed record RecomputeRequest(DateOnly? AsOf, int? Version, string StartedBy);

/// <summary>A publication; its recompute runs at the current AsOf, or at <paramref name="ScalesAsOf"/> where there is none.</summary>
/// <param name="ScalesAsOf">Null for the firm's scoring date.</param>
/// <param name="RollBackTo">The version whose content is published again; null for the draft.</param>
public sealed record PublishRequest(DateOnly? ScalesAsOf, int? RollBackTo, Publication By);

/// <summary>How a run ended. Expected refusals are values.</summary>
public abstract record RunOutcome
{
    /// <summary>The scores are there: current, or dated beside the current ones.</summary>
    public sealed record Scored(RunKind Kind, DateOnly AsOf, int PolicyVersion, int Customers, bool PublishedVersion) : RunOutcome
    {
        public override string ToString() => $"as of {AsOf:yyyy-MM-dd}, version {PolicyVersion}, {Customers} customers";
    }

    /// <summary>No version is in force, and nobody bought in the window to take scales from.</summary>
    public sealed record NoBuyer(DateOnly AsOf) : RunOutcome
    {
        public override string ToString() => $"nobody bought in the window that ends on {AsOf:yyyy-MM-dd}";
    }

    /// <summary>The version named does not exist.</summary>
    public sealed record UnknownVersion(int Version) : RunOutcome;

    /// <summary>A version was named for a date that is not before the current one.</summary>
    public sealed record VersionOnlyForPast(DateOnly CurrentAsOf) : RunOutcome;
}
