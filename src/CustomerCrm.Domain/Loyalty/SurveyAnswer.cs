using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Facts;

namespace CustomerCrm.Domain.Loyalty;

/// <summary>An answer as somebody enters it.</summary>
public sealed record AnswerToEnter(string SurveyNo, DateOnly AnsweredOn, decimal? Satisfaction, decimal? Recommend);

/// <summary>What a customer answered; satisfaction feeds loyalty through the threshold curve, recommend is kept, not scored.</summary>
public sealed class SurveyAnswer : IVoidable
{
    public const int MostSatisfied = 100;
    public const int MostRecommended = 10;

    private SurveyAnswer()
    {
    }

    public long Id { get; private init; }

    public string SurveyNo { get; private set; } = "";

    public long CustomerId { get; private init; }

    public Customer Customer { get; private init; } = null!;

    public DateOnly AnsweredOn { get; private set; }

    /// <summary>0 to 100.</summary>
    public decimal? Satisfaction { get; private set; }

    /// <summary>0 to 10.</summary>
    public decimal? Recommend { get; private set; }

    /// <summary>Taken out by hand: kept and shown, but no fact any more. Null while it counts.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public long? ImportId { get; private init; }

    public uint Version { get; private init; }

    /// <summary>A new answer of a customer.</summary>
    /// <returns>The answer, or every reason why it cannot be.</returns>
    public static (SurveyAnswer? Answer, IReadOnlyList<FactError> Errors) Enter(long customerId, AnswerToEnter entry)
    {
        var answer = new SurveyAnswer { CustomerId = customerId };
        var errors = answer.Correct(entry);
        return (errors.Count == 0 ? answer : null, errors);
    }

    /// <summary>The answer as it is entered now.</summary>
    /// <returns>Every reason why it cannot be; then nothing has changed.</returns>
    public IReadOnlyList<FactError> Correct(AnswerToEnter entry)
    {
        List<FactError> errors =
        [
            .. new[]
            {
                entry.SurveyNo.Trim().Length == 0 ? new FactError(nameof(entry.SurveyNo), FactRefusal.Missing) : null,
                entry.SurveyNo.EnumerateRunes().Count() > FactLimits.Key ? new FactError(nameof(entry.SurveyNo), FactRefusal.TooLong, FactLimits.Key) : null,
                FactLimits.OfDate(nameof(entry.AnsweredOn), entry.AnsweredOn),
                FactLimits.OfRate(nameof(entry.Satisfaction), entry.Satisfaction, 0, MostSatisfied),
                FactLimits.OfRate(nameof(entry.Recommend), entry.Recommend, 0, MostRecommended),
                entry is { Satisfaction: null, Recommend: null } ? new FactError(nameof(entry.Satisfaction), FactRefusal.NoAnswer) : null,
            }.OfType<FactError>(),
        ];
        if (errors.Count == 0)
        {
            (SurveyNo, AnsweredOn) = (entry.SurveyNo.Trim(), entry.AnsweredOn);
            (Satisfaction, Recommend) = (entry.Satisfaction, entry.Recommend);
        }

        return errors;
    }

    public void Void(DateTimeOffset now) => VoidedAt ??= now;

    public void Restore() => VoidedAt = null;
}
