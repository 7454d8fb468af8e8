using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Policies;

/// <summary>The one draft: edited freely, publishing copies it. Untouched it holds the defaults.</summary>
public sealed class PolicyDraft
{
    public const int TheOnlyId = 1;

    public int Id { get; private init; } = TheOnlyId;

    public ScoringPolicy Content { get; private set; } = new();

    public DateTimeOffset? ChangedAt { get; private set; }

    public string? ChangedBy { get; private set; }

    /// <summary>PostgreSQL's xmin: who saves on an older one meets the conflict page.</summary>
    public uint Version { get; private set; }

    /// <summary>Replaces the whole draft, or says field by field why not; then nothing is changed. The same again changes nothing either.</summary>
    public IReadOnlyList<PolicyError> Replace(ScoringPolicy content, DateTimeOffset now, string by)
    {
        var errors = PolicyRules.Check(content);
        if (errors.Count == 0 && !content.IsSameAs(Content))
        {
            (Content, ChangedAt, ChangedBy) = (content, now, by);
        }

        return errors;
    }
}
