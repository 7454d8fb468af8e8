namespace CustomerCrm.Domain.Orders;

/// <summary>An order as somebody enters it, in its own currency; what is left out is worked out by its rules.</summary>
public sealed record OrderEntry
{
    public required string OrderNo { get; init; }

    public required DateOnly OrderedOn { get; init; }

    public OrderKind Kind { get; init; } = OrderKind.Sale;

    public decimal? Gross { get; init; }

    public decimal? Discount { get; init; }

    /// <summary>Null: gross - discount, and without gross the lines'.</summary>
    public decimal? Net { get; init; }

    /// <summary>Null: the lines', where every line has one.</summary>
    public decimal? CostOfGoods { get; init; }

    /// <summary>Three letters; null is the firm's own.</summary>
    public string? Currency { get; init; }

    /// <summary>Needed for a foreign currency.</summary>
    public decimal? FxRate { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? PaidOn { get; init; }

    /// <summary>Null leaves an order's lines as they are.</summary>
    public IReadOnlyList<OrderLineEntry>? Lines { get; init; }
}

/// <summary>A line as somebody enters it.</summary>
/// <param name="LineNo">That of the line it corrects; null for a new one.</param>
public sealed record OrderLineEntry(
    string? LineNo,
    string? ProductCode = null,
    string? ProductName = null,
    string? Category = null,
    decimal? Quantity = null,
    decimal? UnitPrice = null,
    decimal? Discount = null,
    decimal? Net = null,
    decimal? CostOfGoods = null)
{
    /// <summary>Net as given, else quantity x unit price - discount, unrounded; null where neither is known.</summary>
    public decimal? Amount => Net ?? ((Quantity * UnitPrice) - (Discount ?? 0));
}
