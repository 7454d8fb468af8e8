namespace CustomerCrm.Domain.Facts;

/// <summary>What fits into a fact, by whichever door it comes in.</summary>
public static class FactLimits
{
    public const int Key = LineOfText.LongestKey;
    public const int Text = LineOfText.Longest;
    public const int Note = LineOfText.LongestNote;

    /// <summary>Digits before the point.</summary>
    public const int WholeDigits = 12;

    public const int MoneyDecimals = 2;
    public const int RateDecimals = 6;
    public const decimal LeastRate = 0.000001m;

    /// <summary>The first amount that is too large.</summary>
    public const decimal TooMuch = 1_000_000_000_000m;

    public static readonly DateOnly Earliest = new(1900, 1, 1);
    public static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>Null where the date can be kept, or there is none.</summary>
    public static FactError? OfDate(string field, DateOnly? date) =>
        date < Earliest || date > Latest ? new FactError(field, FactRefusal.DateOutOfRange) : null;

    /// <summary>Null where the amount can be kept, or there is none.</summary>
    public static FactError? OfMoney(string field, decimal? amount, decimal? min = null, int? line = null) =>
        OfNumber(field, amount, MoneyDecimals, min, null, line);

    /// <summary>Null where the quantity, price, rate or answer can be kept, or there is none.</summary>
    public static FactError? OfRate(string field, decimal? value, decimal? min = null, decimal? max = null, int? line = null) =>
        OfNumber(field, value, RateDecimals, min, max, line);

    private static FactError? OfNumber(string field, decimal? value, int decimals, decimal? min, decimal? max, int? line) => value switch
    {
        null => null,
        { } v when Math.Abs(v) >= TooMuch => new FactError(field, FactRefusal.TooManyDigits, WholeDigits, line),
        { } v when v.Scale > decimals => new FactError(field, FactRefusal.TooManyDecimals, decimals, line),
        { } v when v < min => new FactError(field, FactRefusal.Under, min, line),
        { } v when v > max => new FactError(field, FactRefusal.Over, max, line),
        _ => null,
    };
}
