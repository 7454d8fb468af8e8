using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Facts;

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
public sealed class Order : IVoidable
{
    public const int NumberLength = FactLimits.Key;

    private readonly List<OrderLine> lines = [];

    private Order()
    {
    }

    public long Id { get; private init; }

    public string OrderNo { get; private set; } = "";

    public long CustomerId { get; private init; }

    public Customer Customer { get; private init; } = null!;

    public DateOnly OrderedOn { get; private set; }

    public OrderKind Kind { get; private set; } = OrderKind.Sale;

    /// <summary>Order currency, before discount; null where only net was given.</summary>
    public decimal? Gross { get; private set; }

    /// <summary>Order currency.</summary>
    public decimal? Discount { get; private set; }

    /// <summary>Order currency.</summary>
    public decimal Net { get; private set; }

    /// <summary>Order currency, as given for the order itself; wins over its lines'.</summary>
    public decimal? CostOfGoods { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>Base currency for one unit of the order's; 1 for the base currency.</summary>
    public decimal FxRate { get; private set; } = 1;

    public decimal BaseNet { get; private set; }

    /// <summary>Of the order, else of its lines where every line has one; null where it is not known.</summary>
    public decimal? BaseCostOfGoods { get; private set; }

    /// <summary>Null is never late.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The date of full payment.</summary>
    public DateOnly? PaidOn { get; private set; }

    /// <summary>Made from its lines, without a row of its own; then its net is theirs.</summary>
    public bool FromLines { get; private set; }

    /// <summary>Taken out by hand: kept and shown, but no fact any more. Null while it counts.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public long? ImportId { get; private init; }

    public ICollection<OrderLine> Lines => lines;

    public uint Version { get; private init; }

    /// <summary>A new order of a customer.</summary>
    /// <returns>The order, or every reason why it cannot be.</returns>
    public static (Order? Order, IReadOnlyList<FactError> Errors) Enter(long customerId, OrderEntry entry, string baseCurrency)
    {
        var order = new Order { CustomerId = customerId };
        var errors = order.Correct(entry, baseCurrency);
        return (errors.Count == 0 ? order : null, errors);
    }

    /// <summary>The order as it is entered now; its lines must be at hand.</summary>
    /// <returns>Every reason why it cannot be; then nothing has changed.</returns>
    public IReadOnlyList<FactError> Correct(OrderEntry entry, string baseCurrency)
    {
        var (amounts, errors) = OrderAmounts.Of(entry, entry.Lines ?? [.. lines.Select(line => line.Entered)], baseCurrency);
        if (amounts is null)
        {
            return errors;
        }

        (OrderNo, OrderedOn, Kind, DueOn, PaidOn) = (entry.OrderNo.Trim(), entry.OrderedOn, entry.Kind, entry.DueOn, entry.PaidOn);
        (Gross, Discount, Net, CostOfGoods) = (entry.Gross, entry.Discount, amounts.Net, entry.CostOfGoods);
        (Currency, FxRate, BaseNet, BaseCostOfGoods) = (amounts.Currency, amounts.FxRate, amounts.BaseNet, amounts.BaseCostOfGoods);
        FromLines = amounts.FromLines;
        if (entry.Lines is not null)
        {
            Take(entry.Lines);
        }

        return [];
    }

    /// <summary>The full payment of an open sale.</summary>
    public FactError? Pay(DateOnly on)
    {
        var refusal = VoidedAt is not null ? FactRefusal.Voided
            : Kind == OrderKind.Return ? FactRefusal.NeverPaid
            : PaidOn is not null ? FactRefusal.PaidAlready
            : (FactRefusal?)null;
        if (refusal is { } why)
        {
            return new FactError(nameof(PaidOn), why, PaidOn);
        }

        if (FactLimits.OfDate(nameof(PaidOn), on) is { } error)
        {
            return error;
        }

        PaidOn = on;
        return null;
    }

    public void Void(DateTimeOffset now) => VoidedAt ??= now;

    public void Restore() => VoidedAt = null;

    /// <summary>Lines that are there change, others come in at the end, and what is left out goes.</summary>
    private void Take(IReadOnlyList<OrderLineEntry> entered)
    {
        var known = lines.ToDictionary(line => line.LineNo, StringComparer.Ordinal);
        var next = lines.Select(line => int.TryParse(line.LineNo, out var no) ? no : 0).DefaultIfEmpty(0).Max();
        foreach (var entry in entered)
        {
            if (entry.LineNo is { } no && known.Remove(no, out var line))
            {
                line.Take(entry);
            }
            else
            {
                lines.Add(OrderLine.Of(this, ++next, entry));
            }
        }

        lines.RemoveAll(line => known.ContainsKey(line.LineNo));
    }
}
