using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Infrastructure.Audit;

/// <summary>Who did what, when and why; written in the transaction of what it tells.</summary>
public sealed class AuditEntry
{
    public long Id { get; private init; }

    public required DateTimeOffset At { get; init; }

    public long? UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>created, changed, removed, imported, recomputed, published and so on.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of thing, such as customer or policy draft.</summary>
    public required string Subject { get; init; }

    /// <summary>Its id where it has one.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The customer it belongs to, for the card and the row filter.</summary>
    public long? CustomerId { get; init; }

    public Customer? Customer { get; private init; }

    /// <summary>Fields with their value before and after, or the figures of a run, as JSON.</summary>
    public string? Details { get; init; }
}
