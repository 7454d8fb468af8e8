using CustomerCrm.Domain.Facts;

namespace CustomerCrm.Domain.Orders;

/// <summary>What an order's entry comes to (formats.md, orders.csv and order_lines.csv).</summary>
/// <param name="FromLines">Neither net nor gross was given: the net is that of the lines.</param>
internal sealed record OrderAmounts(
    decimal Net, string Currency, decimal FxRate, decimal BaseNet, decimal? BaseCostOfGoods, bool FromLines)
{
    /// <param name="lines">The lines as they will be.</param>
    /// <returns>The amounts, or every reason why they cannot be.</returns>
    public static (OrderAmounts? Amounts, IReadOnlyList<FactError> Errors) Of(
        OrderEntry entry, IReadOnlyList<OrderLineEntry> lines, string baseCurrency)
    {
        List<FactError> errors = [.. OrderFields.Errors(entry, baseCurrency), .. lines.SelectMany(OrderFields.Errors)];
        if (errors.Count > 0)
        {
            return (null, errors);
        }

        var fromLines = entry is { Net: null, Gross: null } && lines.Count > 0;
        var net = entry.Net ?? (entry.Gross - (entry.Discount ?? 0)) ?? (fromLines ? Rounding.Cents(lines.Sum(line => line.Amount!.Value)) : null);
        if (NetError(entry, net, fromLines) is { } error)
        {
            return (null, [error]);
        }

        var currency = OrderFields.CurrencyOf(entry, baseCurrency);
        var rate = currency == baseCurrency ? 1 : entry.FxRate!.Value;
        if (Math.Max(net!.Value, entry.CostOfGoods ?? 0) * rate >= FactLimits.TooMuch)
        {
            return (null, [new FactError(rate == 1 ? nameof(entry.Net) : nameof(entry.FxRate), FactRefusal.AmountTooLarge)]);
        }

        var linesCost = lines.Count > 0 && lines.All(line => line.CostOfGoods is not null) ? lines.Sum(line => line.CostOfGoods) : null;
        if (entry.CostOfGoods is null && linesCost * rate >= FactLimits.TooMuch)
        {
            return (null, [new FactError(nameof(entry.CostOfGoods), FactRefusal.LinesCostTooLarge)]);
        }

        decimal? Base(decimal? amount) => amount is { } a && rate != 1 ? Rounding.Cents(a * rate) : amount;
        return (new OrderAmounts(net.Value, currency, rate, Base(net)!.Value, Base(entry.CostOfGoods ?? linesCost), fromLines), []);
    }

    private static FactError? NetError(OrderEntry entry, decimal? net, bool fromLines) => net switch
    {
        null => new FactError(nameof(entry.Net), FactRefusal.NoNet),
        _ when fromLines && entry.Discount is not null => new FactError(nameof(entry.Discount), FactRefusal.DiscountWithoutGross),
        < 0 when entry.Kind == OrderKind.Return => new FactError(nameof(entry.Net), FactRefusal.NegativeReturn),
        < 0 => new FactError(nameof(entry.Net), fromLines ? FactRefusal.LinesNegativeSale : FactRefusal.NegativeSale),
        { } given when entry.Gross - (entry.Discount ?? 0) is { } worked && worked != given =>
            new FactError(nameof(entry.Net), FactRefusal.NotGrossLessDiscount, worked),
        >= FactLimits.TooMuch => new FactError(nameof(entry.Net), FactRefusal.TooLarge),
        _ => null,
    };
}
