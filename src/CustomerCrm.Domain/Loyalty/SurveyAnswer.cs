using CustomerCrm.Domain.Customers;

namespace CustomerCrm.Domain.Loyalty;

/// <summary>What a customer answered; satisfaction feeds loyalty through the threshold curve, recommend is kept, not scored.</summary>
public sealed class SurveyAnswer
{
    public long Id { get; private init; }

    public required string SurveyNo { get; init; }

    public required long CustomerId { get; init; }

    public Customer Customer { get; private init; } = null!;

    public required DateOnly AnsweredOn { get; init; }

    /// <summary>0 to 100.</summary>
    public decimal? Satisfaction { get; init; }

    /// <summary>0 to 10.</summary>
    public decimal? Recommend { get; init; }

    /// <summary>Taken out by hand: kept and shown, but no fact any more. Null while it counts.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public long? ImportId { get; private init; }

    public uint Version { get; private init; }
}
