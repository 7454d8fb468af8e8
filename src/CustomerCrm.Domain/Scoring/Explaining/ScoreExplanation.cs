using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Scoring.Explaining;

/// <summary>The composite's three parts.</summary>
public enum CompositePart
{
    PurchaseValue = 0,
    Profit = 1,
    Loyalty = 2,
}

/// <summary>One line of the composite: measure, place, weight, points.</summary>
/// <param name="Measure">Money a year; null for loyalty, whose own parts explain it.</param>
/// <param name="WeightShare">Weight per sum of weights, a ratio.</param>
public sealed record CompositeLine(
    CompositePart Part, Money? Measure, Score Place, decimal Weight, decimal WeightShare, Score Points);

/// <summary>One line of loyalty.</summary>
/// <param name="Rule">What was done where the fact is missing; null where it is known.</param>
public sealed record LoyaltyLine(LoyaltyPart Part, LoyaltyPartScore Score, MissingRule? Rule);

/// <summary>A guard that fired.</summary>
/// <param name="Changed">Whether its cap lowered the tier; where it did not it stands under "also checked".</param>
public sealed record GuardLine(Guard Guard, Tier Cap, bool Changed);

/// <summary>A tier's boundary for this customer, hysteresis included, and how far the composite is from it.</summary>
/// <param name="Missing">Points missing to reach it; for the boundary below, how many can be lost and the tier still kept (0 or more).</param>
public sealed record BoundaryLine(Tier Tier, decimal Cutoff, decimal Boundary, decimal Missing);

/// <summary>Hysteresis at work: the plain cutoffs would give another tier than the method gave.</summary>
/// <param name="ByCutoffs">The tier of the plain cutoffs.</param>
/// <param name="Kept">The method's tier.</param>
/// <param name="Cutoff">Of the two the upper one's, which the composite is near: under it and kept, or over it and not yet reached.</param>
/// <param name="Against">The AsOf of the score it compares with.</param>
public sealed record HysteresisLine(Tier ByCutoffs, Tier Kept, decimal Cutoff, decimal Points, DateOnly Against);

/// <summary>
/// Everything a rep needs to defend a tier to the customer: recomputed from the kept measures and the named version, never
/// stored. The points of <see cref="Composite"/> add up to the composite exactly as shown.
/// </summary>
public sealed record ScoreExplanation
{
    public required CustomerMetrics Metrics { get; init; }

    public required CustomerScore Score { get; init; }

    public required ScoringPolicy Policy { get; init; }

    public required int PolicyVersion { get; init; }

    /// <summary>Empty for who never bought.</summary>
    public required IReadOnlyList<CompositeLine> Composite { get; init; }

    /// <summary>Empty for who never bought.</summary>
    public required IReadOnlyList<LoyaltyLine> Loyalty { get; init; }

    /// <summary>Every guard that fired, in the order in which they run.</summary>
    public required IReadOnlyList<GuardLine> Guards { get; init; }

    /// <summary>Where value is not scored by cutoffs: the cell of the matrix; null where there is none.</summary>
    public required MatrixCell? Cell { get; init; }

    /// <summary>The boundary of the method's next better tier; null at the top, for method B and for Unrated.</summary>
    public required BoundaryLine? Above { get; init; }

    /// <summary>The boundary of the method's own tier; null for Adjust, for method B and for Unrated.</summary>
    public required BoundaryLine? Below { get; init; }

    /// <summary>Null where the plain cutoffs give the same tier.</summary>
    public required HysteresisLine? Hysteresis { get; init; }

    public required NextTierAnswer? NextTier { get; init; }

    /// <summary>The missing facts that could change the computed tier.</summary>
    public required IReadOnlyList<MissingFact> MissingFacts { get; init; }

    /// <summary>While a fall waits: the first AsOf on which the shown tier falls.</summary>
    public DateOnly? FallsOn => Score.FirstFallOn?.AddDays(Policy.GraceDays);
}
