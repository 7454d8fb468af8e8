using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Facts;

namespace CustomerCrm.Domain.CostToServe;

/// <summary>A cost as somebody enters it.</summary>
/// <param name="Amount">Base currency; null: quantity x the rate of the date.</param>
public sealed record CostToEnter(string CostNo, DateOnly IncurredOn, decimal? Quantity, decimal? Amount, string? Note);

/// <summary>A cost of serving one customer; it counts from its own date, also before his first purchase.</summary>
public sealed class CostEntry : IVoidable
{
    /// <summary>Quantity x rate from here on would round to what is too large.</summary>
    private const decimal TooMuch = FactLimits.TooMuch - 0.005m;

    private CostEntry()
    {
    }

    public long Id { get; private init; }

    public string CostNo { get; private set; } = "";

    public long CustomerId { get; private init; }

    public Customer Customer { get; private init; } = null!;

    public long ActivityId { get; private set; }

    public CostActivity Activity { get; private init; } = null!;

    public DateOnly IncurredOn { get; private set; }

    public decimal? Quantity { get; private set; }

    /// <summary>Base currency, as given; null where quantity and rate say it.</summary>
    public decimal? GivenAmount { get; private set; }

    /// <summary>Base currency: as given, else quantity x the rate of that date, rounded to cents.</summary>
    public decimal Amount { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Taken out by hand: kept and shown, but no fact any more. Null while it counts.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public long? ImportId { get; private init; }

    public uint Version { get; private init; }

    /// <summary>A new cost of a customer.</summary>
    /// <param name="activity">With its rates.</param>
    /// <returns>The entry, or every reason why it cannot be.</returns>
    public static (CostEntry? Cost, IReadOnlyList<FactError> Errors) Enter(long customerId, CostActivity activity, CostToEnter entry)
    {
        var cost = new CostEntry { CustomerId = customerId };
        var errors = cost.Correct(activity, entry);
        return (errors.Count == 0 ? cost : null, errors);
    }

    /// <summary>The cost as it is entered now; the rate is that of its date as it stands now.</summary>
    /// <returns>Every reason why it cannot be; then nothing has changed.</returns>
    public IReadOnlyList<FactError> Correct(CostActivity activity, CostToEnter entry)
    {
        List<FactError> errors =
        [
            .. new[]
            {
                entry.CostNo.Trim().Length == 0 ? new FactError(nameof(entry.CostNo), FactRefusal.Missing) : null,
                entry.CostNo.EnumerateRunes().Count() > FactLimits.Key ? new FactError(nameof(entry.CostNo), FactRefusal.TooLong, FactLimits.Key) : null,
                FactLimits.OfDate(nameof(entry.IncurredOn), entry.IncurredOn),
                FactLimits.OfRate(nameof(entry.Quantity), entry.Quantity),
                FactLimits.OfMoney(nameof(entry.Amount), entry.Amount),
            }.OfType<FactError>(),
        ];
        if (errors.Count > 0)
        {
            return errors;
        }

        var rate = activity.RateOn(entry.IncurredOn)?.Rate;
        if (AmountError(activity, entry, rate) is { } error)
        {
            return [error];
        }

        (CostNo, ActivityId, IncurredOn) = (entry.CostNo.Trim(), activity.Id, entry.IncurredOn);
        (Quantity, GivenAmount, Note) = (entry.Quantity, entry.Amount, entry.Note);
        Amount = entry.Amount ?? Rounding.Cents(entry.Quantity!.Value * rate!.Value);
        return [];
    }

    public void Void(DateTimeOffset now) => VoidedAt ??= now;

    public void Restore() => VoidedAt = null;

    private static FactError? AmountError(CostActivity activity, CostToEnter entry, decimal? rate) => (entry.Amount, entry.Quantity, rate) switch
    {
        (not null, _, _) => null,
        _ when activity.Rates.Count == 0 => new FactError(nameof(entry.Amount), FactRefusal.DirectAmount, activity.Name),
        (_, null, _) => new FactError(nameof(entry.Quantity), FactRefusal.NoAmount),
        (_, _, null) => new FactError(nameof(entry.Amount), FactRefusal.NoRate, entry.IncurredOn),
        (_, { } quantity, { } r) when Math.Abs(quantity * r) >= TooMuch => new FactError(nameof(entry.Quantity), FactRefusal.AmountTooLarge),
        _ => null,
    };
}
