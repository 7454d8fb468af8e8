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

    private ScoreHistoryChart(IReadOnlyList<HistoryPoint> points, HistoryPoint now, ScoringPolicy policy)
    {
        var (first, last) = (points[0].On, now.On > points[^1].On ? now.On : points[^1].On);
        Dots = [.. points.Select(Dot)];
        Now = now.On > points[^1].On ? Dot(now) : null;
        IReadOnlyList<HistoryDot> all = Now is { } present ? [.. Dots, present] : Dots;
        Lines = Connected(all);
        Bands = Banded(all);
        Marks = [.. all.Zip(all.Skip(1)).Where(pair => pair.First.Point.Version != pair.Second.Point.Version)
            .Select(pair => new VersionMark(pair.Second.Point.Version, pair.Second.Point.On, pair.Second.X))];
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

    /// <summary>Where the tiers begin, by the rules in force.</summary>
    public IReadOnlyList<(decimal Value, decimal Y)> Grid { get; }

    /// <summary>What to write below.</summary>
    public IReadOnlyList<(DateOnly On, decimal X)> Dates { get; }

    /// <param name="points">At least one, oldest first.</param>
    public static ScoreHistoryChart Of(IReadOnlyList<HistoryPoint> points, HistoryPoint now, ScoringPolicy policy) => new(points, now, policy);

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
