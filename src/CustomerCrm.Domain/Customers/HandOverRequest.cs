namespace CustomerCrm.Domain.Customers;

/// <summary>A rep asks for a customer that is not his; a manager decides.</summary>
public sealed class HandOverRequest
{
    public const int NoteLength = 500;

    public long Id { get; private init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public required long RequestedById { get; init; }

    public required string Note { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Null while nobody has decided.</summary>
    public bool? Granted { get; private set; }

    public string? Answer { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    /// <summary>Decides once; a second decision changes nothing.</summary>
    /// <returns>False where it was decided already.</returns>
    public bool Decide(bool granted, string? answer, string by, DateTimeOffset now)
    {
        if (Granted is not null)
        {
            return false;
        }

        (Granted, Answer, DecidedBy, DecidedAt) = (granted, answer, by, now);
        return true;
    }
}
