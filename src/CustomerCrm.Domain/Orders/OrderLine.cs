using System.Globalization;

namespace CustomerCrm.Domain.Orders;

/// <summary>A position of an order, in the order's currency.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    public long OrderId { get; private init; }

    public Order Order { get; private init; } = null!;

    /// <summary>A key like any other: text, compared by code point.</summary>
    public string LineNo { get; private init; } = "";

    public string? ProductCode { get; private set; }

    public string? ProductName { get; private set; }

    public string? Category { get; private set; }

    /// <summary>Up to 6 decimals.</summary>
    public decimal? Quantity { get; private set; }

    /// <summary>Up to 6 decimals.</summary>
    public decimal? UnitPrice { get; private set; }

    public decimal? Discount { get; private set; }

    /// <summary>As given; null where quantity and price say it.</summary>
    public decimal? Net { get; private set; }

    /// <summary>Net as given, else quantity x unit price - discount, unrounded; the database works it out.</summary>
    public decimal Amount { get; private init; }

    public decimal? CostOfGoods { get; private set; }

    public long? ImportId { get; private init; }

    /// <summary>The line as it would be entered; zeros at the end of what the database keeps are no decimals.</summary>
    internal OrderLineEntry Entered => new(
        LineNo, ProductCode, ProductName, Category, Plain(Quantity), Plain(UnitPrice), Discount, Net, CostOfGoods);

    internal static OrderLine Of(Order order, int no, OrderLineEntry entry)
    {
        var line = new OrderLine { Order = order, LineNo = no.ToString(CultureInfo.InvariantCulture) };
        line.Take(entry);
        return line;
    }

    internal void Take(OrderLineEntry entry)
    {
        (ProductCode, ProductName, Category) = (entry.ProductCode, entry.ProductName, entry.Category);
        (Quantity, UnitPrice, Discount) = (entry.Quantity, entry.UnitPrice, entry.Discount);
        (Net, CostOfGoods) = (entry.Net, entry.CostOfGoods);
    }

    private static decimal? Plain(decimal? value) => value / 1.000000000000000000000000000m;
}
