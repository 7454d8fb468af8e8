using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Previewing;

/// <summary>
/// Where customers come from: their tiers under other rules. The rules may measure otherwise, then on a population of their own; its
/// customers are met by their ids.
/// </summary>
/// <param name="population">Of the same date as the one it is compared with.</param>
/// <param name="scorer">Its policy measures as the population was measured.</param>
public sealed class PreviewBefore(PreviewPopulation population, PreviewScorer scorer)
{
    public DateOnly AsOf => population.AsOf;

    /// <summary>Tier and composite of each row of a chunk; no tier for who is not scored under these rules.</summary>
    internal Stood[] Of(PreviewChunk chunk)
    {
        var stood = new Stood[chunk.Count];
        var isMine = population.Chunks.Contains(chunk);
        foreach (var mine in population.Chunks.Where(c => isMine ? c == chunk : c.Overlaps(chunk)))
        {
            var meeting = new Meeting(mine, isMine ? null : chunk, stood);
            scorer.Score(mine, population.AsOf, ref meeting);
        }

        return stood;
    }

    /// <param name="Shown">Null for who has none.</param>
    internal readonly record struct Stood(Tier? Shown, Score? Composite);

    /// <param name="other">The chunk whose rows are filled; null where it is the one that is scored.</param>
    private readonly struct Meeting(PreviewChunk mine, PreviewChunk? other, Stood[] stood) : ITakeScores
    {
        public void Take(int row, in TierDecision tiers, Score? composite)
        {
            var at = other is null ? row : other.Find(mine.Ids[row]);
            if (at >= 0)
            {
                stood[at] = new Stood(tiers.Shown, composite);
            }
        }
    }
}
