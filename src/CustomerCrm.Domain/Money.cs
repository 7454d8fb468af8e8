using System.Globalization;

namespace CustomerCrm.Domain;

/// <summary>
/// An amount in the firm's base currency, exact to the cent; may be negative, never minus zero.
/// Sums and differences stay exact. What is not a whole number of cents enters through <see cref="Rounded"/>.
/// </summary>
public readonly record struct Money : IComparable<Money>
{
    /// <summary>A sum of amounts with different signs may come out as minus zero: here it loses its sign.</summary>
    private Money(decimal amount) => Amount = amount == 0 ? 0 : amount;

    public static Money Zero => default;

    public decimal Amount { get; }

    /// <summary>A whole number of cents.</summary>
    /// <exception cref="OverflowException">More than 92 thousand million millions.</exception>
    public long Cents => (long)(Amount * 100);

    /// <exception cref="ArgumentException">The amount has a fraction of a cent.</exception>
    public static Money Of(decimal amount)
    {
        var cents = Rounding.Cents(amount);
        return cents == amount
            ? new Money(cents)
            : throw new ArgumentException($"{amount} has more than 2 decimals.", nameof(amount));
    }

    public static Money OfCents(long cents) => new(new decimal(unchecked((int)Math.Abs(cents)), (int)(Math.Abs(cents) >> 32), 0, cents < 0, 2));

    /// <summary>Rounds half to even to cents.</summary>
    public static Money Rounded(decimal amount) => new(Rounding.Cents(amount));

    public static Money operator +(Money left, Money right) => new(left.Amount + right.Amount);

    public static Money operator -(Money left, Money right) => new(left.Amount - right.Amount);

    public static bool operator <(Money left, Money right) => left.Amount < right.Amount;

    public static bool operator >(Money left, Money right) => left.Amount > right.Amount;

    public static bool operator <=(Money left, Money right) => left.Amount <= right.Amount;

    public static bool operator >=(Money left, Money right) => left.Amount >= right.Amount;

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public int CompareTo(Money other) => Amount.CompareTo(other.Amount);

    public override string ToString() => Amount.ToString("F2", CultureInfo.InvariantCulture);
}
