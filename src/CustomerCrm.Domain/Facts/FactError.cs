namespace CustomerCrm.Domain.Facts;

/// <summary>Why a fact cannot be as it was entered; imports and forms refuse for the same reasons.</summary>
public enum FactRefusal
{
    Missing,
    TooLong,
    DateOutOfRange,
    TooManyDecimals,
    TooManyDigits,
    Under,
    Over,
    TooLarge,
    AmountTooLarge,

    /// <summary>Neither net nor gross nor a line.</summary>
    NoNet,
    NegativeSale,
    NegativeReturn,
    NotGrossLessDiscount,

    /// <summary>A discount of an order that is made from its lines: there is nothing to take it from.</summary>
    DiscountWithoutGross,
    NoCurrency,
    NoFxRate,

    /// <summary>A rate for the firm's own currency.</summary>
    UnusedRate,
    NoLineNet,
    LinesNegativeSale,
    LinesCostTooLarge,

    /// <summary>Neither amount nor quantity.</summary>
    NoAmount,

    /// <summary>An activity without any rate.</summary>
    DirectAmount,

    /// <summary>No rate that early.</summary>
    NoRate,

    /// <summary>Neither of the two questions was answered.</summary>
    NoAnswer,
    PaidAlready,
    NeverPaid,
    Voided,
    UntilBeforeFrom,
    UntilTooLate,
    NoTier,
}

/// <summary>A field that was refused.</summary>
/// <param name="Field">The name of the property of what was entered.</param>
/// <param name="Told">What its sentence names: a decimal, a date, a number or a text.</param>
/// <param name="Line">The place of the order's line it is about, from 0.</param>
public sealed record FactError(string Field, FactRefusal Refusal, object? Told = null, int? Line = null);
