using System.Globalization;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Web.Charts;

/// <summary>Where a customer stood on a date.</summary>
/// <param name="Composite">Null for who had never bought.</param>
public sealed record HistoryPoint(DateOnly On, decimal? Composite, Tier Tier, int Version);

/// <summary>A point in its place; who has no composite stands on the ground line.</summary>
public sealed record HistoryDot(HistoryPoint Point, decimal X, decimal Y);

/// <summary>The time a tier was shown.</summary>
public sealed record HistoryBand(Tier Tier, DateOnly From, decimal X, decimal Width);

/// <summary>From this point on another version of the rules counted.</summary>
public sealed record VersionMark(int Version, DateOnly On, decimal X);

/// <summary>What stands over marks that are too near each other for a word each.</summary>
public sealed record MarkLabel(int First, int Last, decimal X);

/// <summary>
/// A customer's composite over time: a dot for each kept row, the present beside them, the shown tier as a band below, and a mark
/// wherever another version of the rules began to count, so that nobody takes new rules for a new customer.
/// </summary>
public sealed class ScoreHistoryChart
{
    public const int Width = 560;
    public const int Height = 220;
    public const int Left = 30;
    public const int Right = 548;
    public const int Top = 22;
    public const int Bottom = 168;
    public const int BandTop = 176;
    public const int BandHeight = 12;

    private const int LabelWidth = 30;

    private ScoreHistoryChart(
        IReadOnlyList<HistoryPoint> points, HistoryPoint now, ScoringPolicy policy, IReadOnlyDictionary<int, DateOnly> inForce)
    {
        var (first, last) = (points[0].On, now.On > points[^1].On ? now.On : points[^1].On);
        Dots = [.. points.Select(Dot)];
        Now = now.On > points[^1].On ? Dot(now) : null;
        IReadOnlyList<HistoryDot> all = Now is { } present ? [.. Dots, present] : Dots;
        Lines = Connected(all);
        Bands = Banded(all);
        Marks = [.. MarksOf(all, inForce).Select(mark => new VersionMark(mark.Version, mark.On, X(mark.On)))];
        MarkLabels = Labelled(Marks);
        Grid = [.. GridOf(policy).Select(value => (value, Y(value)))];
        Dates = first == last ? [(first, X(first))] : [(first, Left), (first.AddDays((last.DayNumber - first.DayNumber) / 2), (Left + Right) / 2m), (last, Right)];

        HistoryDot Dot(HistoryPoint point) => new(point, X(point.On), Y(point.Composite ?? 0));

        // A single date stands in the middle of its band.
        decimal X(DateOnly on) => first == last
            ? (Left + Right) / 2m
            : Math.Round(Left + ((Right - Left) * (on.DayNumber - first.DayNumber) / (decimal)(last.DayNumber - first.DayNumber)), 1);
    }

    /// <summary>One for each row of history, oldest first.</summary>
    public IReadOnlyList<HistoryDot> Dots { get; }

    /// <summary>Where the customer stands now; null where the last row says it.</summary>
    public HistoryDot? Now { get; }

    /// <summary>Paths through neighbouring points with a composite.</summary>
    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<HistoryBand> Bands { get; }

    public IReadOnlyList<VersionMark> Marks { get; }

    public IReadOnlyList<MarkLabel> MarkLabels { get; }

    /// <summary>Where the tiers begin, by the rules in force.</summary>
    public IReadOnlyList<(decimal Value, decimal Y)> Grid { get; }

    /// <summary>What to write below.</summary>
    public IReadOnlyList<(DateOnly On, decimal X)> Dates { get; }

    /// <param name="points">At least one, oldest first.</param>
    /// <param name="inForce">Since when a version scores, where that is known: it may have come and gone between two points.</param>
    public static ScoreHistoryChart Of(
        IReadOnlyList<HistoryPoint> points, HistoryPoint now, ScoringPolicy policy, IReadOnlyDictionary<int, DateOnly>? inForce = null) =>
        new(points, now, policy, inForce ?? new Dictionary<int, DateOnly>());

    /// <summary>A version whose date nobody knows is marked at the first point it made.</summary>
    private static IEnumerable<(int Version, DateOnly On)> MarksOf(IReadOnlyList<HistoryDot> all, IReadOnlyDictionary<int, DateOnly> inForce)
    {
        var seen = all.Select(dot => dot.Point.Version).ToHashSet();
        var made = all.Zip(all.Skip(1)).Where(pair => pair.First.Point.Version != pair.Second.Point.Version).Select(pair =>
        {
            var (before, version, on) = (pair.First.Point.On, pair.Second.Point.Version, pair.Second.Point.On);
            return (version, inForce.TryGetValue(version, out var since) && since >= before && since < on ? since : on);
        });
        var between = inForce.Where(v => !seen.Contains(v.Key) && v.Value > all[0].Point.On && v.Value <= all[^1].Point.On).Select(v => (v.Key, v.Value));
        return made.Concat(between).OrderBy(mark => mark.Item2).ThenBy(mark => mark.Item1);
    }

    private static List<MarkLabel> Labelled(IReadOnlyList<VersionMark> marks)
    {
        var labels = new List<MarkLabel>();
        foreach (var mark in marks)
        {
            if (labels is [.., var last] && mark.X - last.X < LabelWidth)
            {
                labels[^1] = last with { Last = mark.Version };
            }
            else
            {
                labels.Add(new MarkLabel(mark.Version, mark.Version, mark.X));
            }
        }

        return labels;
    }

    private static decimal Y(decimal composite) => Math.Round(Bottom - ((Bottom - Top) * composite / 100), 1);

    private static decimal[] GridOf(ScoringPolicy policy) => policy.Method == TierMethod.WeightedScore
        ? [0, policy.Cutoffs.Develop, policy.Cutoffs.Silver, policy.Cutoffs.Gold, policy.Cutoffs.Platinum]
        : [0, 25, 50, 75, 100];

    private static List<string> Connected(IReadOnlyList<HistoryDot> dots)
    {
        var (lines, line) = (new List<string>(), new List<string>());
        foreach (var dot in dots)
        {
            if (dot.Point.Composite is null)
            {
                End();
                continue;
            }

            line.Add(string.Create(CultureInfo.InvariantCulture, $"{(line.Count == 0 ? 'M' : 'L')}{dot.X} {dot.Y}"));
        }

        End();
        return lines;

        void End()
        {
            if (line.Count > 1)
            {
                lines.Add(string.Concat(line));
            }

            line.Clear();
        }
    }

    private static List<HistoryBand> Banded(IReadOnlyList<HistoryDot> dots)
    {
        var bands = new List<HistoryBand>();
        if (dots.Count == 1)
        {
            return [new HistoryBand(dots[0].Point.Tier, dots[0].Point.On, Left, Right - Left)];
        }

        for (var i = 0; i < dots.Count - 1;)
        {
            var end = i + 1;
            while (end < dots.Count - 1 && dots[end].Point.Tier == dots[i].Point.Tier)
            {
                end++;
            }

            bands.Add(new HistoryBand(dots[i].Point.Tier, dots[i].Point.On, dots[i].X, dots[end].X - dots[i].X));
            i = end;
        }

        // A tier that only the last point has still shows, as a sliver.
        if (dots[^1].Point.Tier != bands[^1].Tier)
        {
            bands.Add(new HistoryBand(dots[^1].Point.Tier, dots[^1].Point.On, Right - 4, 4));
        }

        return bands;
    }
}
