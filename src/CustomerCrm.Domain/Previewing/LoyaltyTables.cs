using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Previewing;

/// <summary>
/// Loyalty by looking up: which parts are known decides the weights that are left, and under those each part's points are a table of
/// its score. The same arithmetic as <see cref="LoyaltyCalculator"/>, done once for each of the few combinations there are.
/// </summary>
internal sealed class LoyaltyTables(ScoringPolicy policy)
{
    private readonly Sum?[] sums = new Sum?[1 << PreviewChunk.LoyaltyParts];
    private readonly Dictionary<(decimal Weight, decimal Kept), ushort[]> tables = [];

    /// <param name="known">A bit for each part that rests on a fact.</param>
    /// <param name="scores">The six parts, in hundredths.</param>
    public Score Total(int known, ReadOnlySpan<ushort> scores)
    {
        var sum = sums[known] ?? Prepare(known);
        var total = sum.Stated;
        for (var part = 0; part < PreviewChunk.LoyaltyParts; part++)
        {
            if (sum.Tables[part] is { } table)
            {
                total += table[scores[part]];
            }
        }

        // What passes 100 is given up by one part; the sum is all that is asked for here.
        return Score.FromHundredths(Math.Min(total, Score.Hundred.Hundredths));
    }

    private Sum Prepare(int known)
    {
        lock (tables)
        {
            return sums[known] ??= Worked(known);
        }
    }

    private Sum Worked(int known)
    {
        var kept = 0m;
        var stated = new Score?[PreviewChunk.LoyaltyParts];
        for (var part = 0; part < stated.Length; part++)
        {
            stated[part] = LoyaltyCalculator.WhenMissing(policy.Missing.Of((LoyaltyPart)part));
            kept += IsKnown(known, part) || stated[part] is not null ? policy.LoyaltyWeights.Of((LoyaltyPart)part) : 0;
        }

        var used = new ushort[]?[stated.Length];
        if (kept <= 0)
        {
            return new Sum(LoyaltyCalculator.NoWeightLeft.Hundredths, used);
        }

        var sum = 0;
        for (var part = 0; part < stated.Length; part++)
        {
            var weight = policy.LoyaltyWeights.Of((LoyaltyPart)part);
            if (IsKnown(known, part))
            {
                used[part] = Table(weight, kept);
            }
            else if (stated[part] is { } score)
            {
                sum += new WeightShare(weight, kept).Of(score).Hundredths;
            }
        }

        return new Sum(sum, used);
    }

    private ushort[] Table(decimal weight, decimal kept)
    {
        if (!tables.TryGetValue((weight, kept), out var table))
        {
            tables[(weight, kept)] = table = new WeightShare(weight, kept).Table();
        }

        return table;
    }

    private static bool IsKnown(int known, int part) => (known & (1 << part)) != 0;

    /// <param name="Stated">What missing rules earn, in hundredths.</param>
    /// <param name="Tables">Null for a part that is not known.</param>
    private sealed record Sum(int Stated, ushort[]?[] Tables);
}
