using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

/// <summary>
/// One change to many customers at once, kept with what each was before so that it can be taken back. Its rows are picked when it
/// is asked for: what was shown is what is done.
/// </summary>
public sealed class BulkEdit
{
    public long Id { get; private init; }

    public required DateTimeOffset At { get; init; }

    public required long ById { get; init; }

    public required string By { get; init; }

    /// <summary>What is done and how far that got: a <see cref="BulkChange"/> as JSON.</summary>
    public required string Change { get; init; }

    /// <summary>How many customers it is about; once it was done, how many it changed.</summary>
    public int Customers { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }
}

/// <summary>A customer that a bulk edit changes, and what he was before.</summary>
public sealed class BulkEditRow
{
    public required long BulkEditId { get; init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    /// <summary>Who owned him, whatever is changed; null where nobody did.</summary>
    public long? OwnerBefore { get; init; }
}
