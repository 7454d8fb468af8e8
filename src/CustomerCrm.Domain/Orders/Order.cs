using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Domain.Orders;

public enum OrderKind
{
    Sale = 1,
    Return = 2,
}

/// <summary>
/// A sale, or a return (its amounts positive, linked to no sale). It keeps its own amounts, currency and rate; base amounts
/// are amount x rate, rounded once to cents.
/// </summary>
public sealed class Order
{
    public const int NumberLength = 64;

    public long Id { get; private init; }

    public required string OrderNo { get; init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public required DateOnly OrderedOn { get; init; }

    public OrderKind Kind { get; init; } = OrderKind.Sale;

    /// <summary>Order currency, before discount; null where only net was given.</summary>
    public decimal? Gross { get; init; }

    /// <summary>Order currency.</summary>
    public decimal? Discount { get; init; }

    /// <summary>Order currency.</summary>
    public required decimal Net { get; init; }

    /// <summary>Order currency, as given for the order itself; wins over its lines'.</summary>
    public decimal? CostOfGoods { get; init; }

    public required string Currency { get; init; }

    /// <summary>Base currency for one unit of the order's; 1 for the base currency.</summary>
    public decimal FxRate { get; init; } = 1;

    public required decimal BaseNet { get; init; }

    /// <summary>Of the order, else of its lines where every line has one; null where it is not known.</summary>
    public decimal? BaseCostOfGoods { get; init; }

    /// <summary>Null is never late.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The date of full payment.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>Made from its lines, without a row of its own; then its net is theirs.</summary>
    public bool FromLines { get; init; }

    /// <summary>Taken out by hand: kept and shown, but no fact any more. Null while it counts.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public long? ImportId { get; private init; }

    public ICollection<OrderLine> Lines { get; private init; } = [];

    public uint Version { get; private init; }
}

/// <summary>A position of an order, in the order's currency.</summary>
public sealed class OrderLine
{
    public long OrderId { get; private init; }

    public Order Order { get; private init; } = null!;

    /// <summary>A key like any other: text, compared by code point.</summary>
    public required string LineNo { get; init; }

    public string? ProductCode { get; init; }

    public string? ProductName { get; init; }

    public string? Category { get; init; }

    /// <summary>Up to 6 decimals.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Up to 6 decimals.</summary>
    public decimal? UnitPrice { get; init; }

    public decimal? Discount { get; init; }

    /// <summary>As given; null where quantity and price say it.</summary>
    public decimal? Net { get; init; }

    /// <summary>Net as given, else quantity x unit price - discount, unrounded.</summary>
    public decimal Amount { get; private init; }

    public decimal? CostOfGoods { get; init; }

    public long? ImportId { get; private init; }
}
