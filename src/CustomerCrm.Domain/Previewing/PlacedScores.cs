using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Previewing;

/// <summary>
/// Places of a chunk's customers on the scales that were asked for lately: a weight that moves leaves them as they are. Safe for
/// several threads; two that ask for the same at once may both work it out.
/// </summary>
internal sealed class PlacedScores
{
    /// <summary>In force, of today's buyers, entered by hand: more are seldom asked for at a time.</summary>
    private const int Kept = 3;

    private (IReadOnlyList<decimal>? Scale, ushort[] Places)[] lately = [];

    public ushort[] On(IReadOnlyList<decimal>? breakpoints, int count, Func<int, Scale?, ushort> place)
    {
        var known = lately;
        foreach (var (scale, places) in known)
        {
            if (ReferenceEquals(scale, breakpoints) || (scale is not null && breakpoints is not null && scale.SequenceEqual(breakpoints)))
            {
                return places;
            }
        }

        var asked = breakpoints is null ? null : new Scale(breakpoints);
        var placed = new ushort[count];
        for (var i = 0; i < count; i++)
        {
            placed[i] = place(i, asked);
        }

        lately = [(breakpoints, placed), .. known.Take(Kept - 1)];
        return placed;
    }
}
