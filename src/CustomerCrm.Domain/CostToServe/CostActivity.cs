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

    /// <summary>The rate of a day: that with the latest beginning by then; null where there is none that early. Its rates must be at hand.</summary>
    public CostRate? RateOn(DateOnly day) => Rates.Where(rate => rate.ValidFrom <= day).MaxBy(rate => rate.ValidFrom);
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
