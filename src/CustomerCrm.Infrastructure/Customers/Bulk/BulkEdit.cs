using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Infrastructure.Customers.Bulk;

/// <summary>One change to many customers at once, kept with what each was before so that it can be taken back.</summary>
public sealed class BulkEdit
{
    public long Id { get; private init; }

    public required DateTimeOffset At { get; init; }

    public required long ById { get; init; }

    public required string By { get; init; }

    /// <summary>What was done, as JSON: the owner given, the tag set or taken.</summary>
    public required string Change { get; init; }

    /// <summary>How many customers it changed.</summary>
    public int Customers { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }
}

/// <summary>A customer that a bulk edit changed, and what he was before.</summary>
public sealed class BulkEditRow
{
    public required long BulkEditId { get; init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    /// <summary>Of a hand-over; null where nobody owned him.</summary>
    public long? OwnerBefore { get; init; }
}
