using CustomerCrm.Domain.Facts;

namespace CustomerCrm.Domain.Orders;

/// <summary>What each field of an order can hold by itself.</summary>
internal static class OrderFields
{
    /// <summary>In capitals; the firm's own where none was given.</summary>
    public static string CurrencyOf(OrderEntry entry, string baseCurrency) =>
        string.IsNullOrWhiteSpace(entry.Currency) ? baseCurrency : entry.Currency.Trim().ToUpperInvariant();

    public static IEnumerable<FactError> Errors(OrderEntry entry, string baseCurrency) => new[]
    {
        entry.OrderNo.Trim().Length == 0 ? new FactError(nameof(entry.OrderNo), FactRefusal.Missing) : null,
        entry.OrderNo.EnumerateRunes().Count() > FactLimits.Key ? new FactError(nameof(entry.OrderNo), FactRefusal.TooLong, FactLimits.Key) : null,
        FactLimits.OfDate(nameof(entry.OrderedOn), entry.OrderedOn),
        FactLimits.OfDate(nameof(entry.DueOn), entry.DueOn),
        FactLimits.OfDate(nameof(entry.PaidOn), entry.PaidOn),
        FactLimits.OfMoney(nameof(entry.Gross), entry.Gross, min: 0),
        FactLimits.OfMoney(nameof(entry.Discount), entry.Discount),
        FactLimits.OfMoney(nameof(entry.Net), entry.Net),
        FactLimits.OfMoney(nameof(entry.CostOfGoods), entry.CostOfGoods, min: 0),
        FactLimits.OfRate(nameof(entry.FxRate), entry.FxRate, min: FactLimits.LeastRate),
        CurrencyError(entry, CurrencyOf(entry, baseCurrency), baseCurrency),
    }.OfType<FactError>();

    public static IEnumerable<FactError> Errors(OrderLineEntry line, int place) => new[]
    {
        FactLimits.OfRate(nameof(line.Quantity), line.Quantity, line: place),
        FactLimits.OfRate(nameof(line.UnitPrice), line.UnitPrice, line: place),
        FactLimits.OfMoney(nameof(line.Discount), line.Discount, line: place),
        FactLimits.OfMoney(nameof(line.Net), line.Net, line: place),
        FactLimits.OfMoney(nameof(line.CostOfGoods), line.CostOfGoods, min: 0, line: place),
        line.Net is null && (line.Quantity is null || line.UnitPrice is null) ? new FactError(nameof(line.Net), FactRefusal.NoLineNet, null, place) : null,
        IsTooMuch(line) ? new FactError(nameof(line.Quantity), FactRefusal.AmountTooLarge, null, place) : null,
    }.OfType<FactError>();

    private static FactError? CurrencyError(OrderEntry entry, string currency, string baseCurrency) =>
        currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper) ? new FactError(nameof(entry.Currency), FactRefusal.NoCurrency)
        : currency == baseCurrency && entry.FxRate is not (null or 1) ? new FactError(nameof(entry.FxRate), FactRefusal.UnusedRate, currency)
        : currency != baseCurrency && entry.FxRate is null ? new FactError(nameof(entry.FxRate), FactRefusal.NoFxRate, currency)
        : null;

    /// <summary>Where a factor is too large itself, its own refusal says so.</summary>
    private static bool IsTooMuch(OrderLineEntry line) =>
        line is { Net: null, Quantity: { } quantity, UnitPrice: { } price }
        && Math.Abs(quantity) < FactLimits.TooMuch && Math.Abs(price) < FactLimits.TooMuch
        && Math.Abs((quantity * price) - Math.Clamp(line.Discount ?? 0, -FactLimits.TooMuch, FactLimits.TooMuch)) >= FactLimits.TooMuch;
}
