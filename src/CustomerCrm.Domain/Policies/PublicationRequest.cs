namespace CustomerCrm.Domain.Policies;

/// <summary>
/// An admin asks for a publication that a second one has to approve, where the firm wants four eyes. What exactly is to be published
/// stands in <see cref="Payload"/>, so that the approval is of that and nothing newer.
/// </summary>
public sealed class PublicationRequest
{
    public const int NoteLength = 500;

    public long Id { get; private init; }

    /// <summary>What is to be published, as JSON of the publication's own.</summary>
    public required string Payload { get; init; }

    public required string Note { get; init; }

    public required long RequestedById { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Null while nobody has decided.</summary>
    public bool? Approved { get; private set; }

    public string? Answer { get; private set; }

    public long? DecidedById { get; private set; }

    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>PostgreSQL's xmin: two admins who decide at once decide once.</summary>
    public uint Version { get; private init; }

    /// <summary>
    /// Decides once. Who asked may take his request back, never approve it.
    /// </summary>
    /// <returns>False where it was decided already, or the asker would approve it himself.</returns>
    public bool Decide(bool approved, string? answer, long byId, string by, DateTimeOffset now)
    {
        if (Approved is not null || (approved && byId == RequestedById))
        {
            return false;
        }

        (Approved, Answer, DecidedById, DecidedBy, DecidedAt) = (approved, answer, byId, by, now);
        return true;
    }
}
