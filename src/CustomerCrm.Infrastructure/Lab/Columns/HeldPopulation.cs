using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Scoring;

namespace CustomerCrm.Infrastructure.Lab.Columns;

/// <summary>A population in memory, and of which moment it is.</summary>
/// <param name="InForce">The generation that stood: its tiers are those a preview starts from.</param>
/// <param name="MemoryRun">The run whose tiers hysteresis compares with; null where there is none.</param>
/// <param name="Seen">The snapshot it was read from.</param>
/// <param name="ReadAt">When it was read, or last brought up to date.</param>
public sealed record HeldPopulation(
    PreviewPopulation Population, GenerationState InForce, int? MemoryRun, string Seen, DateTimeOffset ReadAt)
{
    /// <summary>Who has a score now and would have none: archived, without a fact in the window that is tried.</summary>
    public long Leaving { get; init; }
}

/// <summary>What is asked for.</summary>
/// <param name="AsOf">Null for the date of the current scores.</param>
/// <param name="MeasuredBy">Null for the policy in force.</param>
public sealed record PopulationRequest(DateOnly? AsOf, ScoringPolicy? MeasuredBy);
