using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Loyalty;

/// <summary>One part of loyalty as it entered the score.</summary>
/// <param name="Known">Whether it rests on a fact.</param>
/// <param name="Score">0.00 to 100.00; what the missing rule gave where the fact is missing.</param>
/// <param name="Weight">The policy's weight; 0 where the part was left out and its weight went to the others.</param>
/// <param name="Points">Its share of the LoyaltyScore.</param>
public readonly record struct LoyaltyPartScore(bool Known, Score Score, decimal Weight, Score Points);

/// <summary>
/// LoyaltyScore, 0.00 to 100.00: the sum of its parts' rounded points. Where no weight is left it is 50 and Coverage 0.
/// </summary>
/// <param name="Total">The score.</param>
/// <param name="Coverage">The loyalty weight that rests on known facts, before any missing rule; 0 to 1, 6 decimals.</param>
/// <param name="Parts">The six parts, by <see cref="LoyaltyPart"/>.</param>
public sealed record LoyaltyScore(Score Total, decimal Coverage, IReadOnlyList<LoyaltyPartScore> Parts)
{
    public LoyaltyPartScore Part(LoyaltyPart part) => Parts[(int)part];
}
