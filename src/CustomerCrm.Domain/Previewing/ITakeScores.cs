using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>Takes scores as they are made. A struct, so that a million calls are none.</summary>
internal interface ITakeScores
{
    /// <param name="row">In the chunk that is being scored.</param>
    /// <param name="composite">Null for who never bought.</param>
    void Take(int row, in TierDecision tiers, Score? composite);
}
