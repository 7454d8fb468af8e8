using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Domain.CostToServe;

/// <summary>
/// What serving a customer takes: minutes, kilometres, cases, at a rate by date (time-driven activity-based costing), or a
/// direct amount such as a rebate, which has no rate.
/// </summary>
public sealed class CostActivity
{
    public long Id { get; private init; }

    public required string Name { get; init; }

    public required string Unit { get; init; }

    public ICollection<CostRate> Rates { get; private init; } = [];

    /// <summary>The import that wrote the row last.</summary>
    public long? ImportId { get; private init; }
}

/// <summary>What one unit of an activity costs from a date on, until the next rate.</summary>
public sealed class CostRate
{
    public long ActivityId { get; private init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Base currency a unit, up to 6 decimals.</summary>
    public required decimal Rate { get; init; }

    /// <summary>The import that wrote the row last.</summary>
    public long? ImportId { get; private init; }
}

/// <summary>A cost of serving one customer; it counts from its own date, also before his first purchase.</summary>
public sealed class CostEntry
{
    public long Id { get; private init; }

    public required string CostNo { get; init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public required long ActivityId { get; init; }

    public CostActivity Activity { get; private init; } = null!;

    public required DateOnly IncurredOn { get; init; }

    public decimal? Quantity { get; init; }

    /// <summary>Base currency, as given; null where quantity and rate say it.</summary>
    public decimal? GivenAmount { get; init; }

    /// <summary>Base currency: as given, else quantity x the rate of that date, rounded to cents.</summary>
    public required decimal Amount { get; init; }

    public string? Note { get; init; }

    /// <summary>Taken out by hand: kept and shown, but no fact any more. Null while it counts.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public long? ImportId { get; private init; }

    public uint Version { get; private init; }
}
