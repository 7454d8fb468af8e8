using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;

namespace CustomerCrm.Infrastructure.Portfolio.Movements;

/// <summary>Customers who stood in the same tier over the same stretch of dates.</summary>
/// <param name="AtStart">Their tier on the first date, where the stretch reaches the last one.</param>
public sealed record PathCell(int FirstPlace, int LastPlace, Tier Tier, Tier? Before, Tier? AtStart, long Customers);

/// <summary>Customers who stood in one tier on a date and in another, or the same, on a later one.</summary>
/// <param name="Then">Null for who had no score by then.</param>
public sealed record MovePair(Tier? Then, Tier Now, long Customers);

/// <summary>Who moved between two dates. Each customer is counted once or, where he stood still, not at all.</summary>
public sealed record MoveStep(DateOnly Since, DateOnly Until, IReadOnlyList<MovePair> Pairs)
{
    public long Up => Count(MoveKind.Up);

    public long Down => Count(MoveKind.Down);

    /// <summary>Rises less falls.</summary>
    public long Net => Up - Down;

    public long Count(MoveKind kind) => Pairs.Where(pair => IsOf(kind, pair)).Sum(pair => pair.Customers);

    public long Count(Tier? then, Tier now) => Pairs.Where(pair => pair.Then == then && pair.Now == now).Sum(pair => pair.Customers);

    /// <summary>What the list's own condition of that name means.</summary>
    private static bool IsOf(MoveKind kind, MovePair pair)
    {
        var (wasRated, isRated) = (pair.Then is { } then && then != Tier.Unrated, pair.Now != Tier.Unrated);
        return kind switch
        {
            MoveKind.Up => wasRated && isRated && pair.Now > pair.Then,
            MoveKind.Down => wasRated && isRated && pair.Now < pair.Then,
            MoveKind.New => pair.Then is null,
            MoveKind.Started => pair.Then == Tier.Unrated && isRated,
            MoveKind.Lost => wasRated && !isRated,
            _ => pair.Then is not null,
        };
    }
}

/// <summary>Tiers month by month, for the customers of today, as they stood in one snapshot.</summary>
/// <param name="Span">Null before the first scores, and then nothing else is filled.</param>
/// <param name="Paths">Over all points of the span.</param>
public sealed record MovementFigures(
    CustomerFilter Filter,
    Span? Span,
    int PolicyVersion,
    DateTimeOffset ComputedAt,
    bool IsKept,
    IReadOnlyList<NamedChoice> Names,
    IReadOnlyList<PathCell> Paths) : KeptFigures(ComputedAt, IsKept)
{
    /// <summary>The kinds of movement, each with its own customers.</summary>
    public static readonly IReadOnlyList<MoveKind> Kinds = [MoveKind.Up, MoveKind.Down, MoveKind.New, MoveKind.Started, MoveKind.Lost];

    public IReadOnlyList<DateOnly> Points => Span?.Points ?? [];

    /// <summary>From each point to the next.</summary>
    public IReadOnlyList<MoveStep> Steps =>
        [.. Enumerable.Range(1, Math.Max(Points.Count - 1, 0)).Select(n => new MoveStep(Points[n - 1], Points[n], PairsUpTo(n + 1)))];

    /// <summary>From the first point to the last.</summary>
    public MoveStep Whole => new(
        Points[0], Points[^1], Pairs(Paths.Where(cell => cell.LastPlace == Points.Count), cell => cell.AtStart));

    /// <summary>Customers in a tier at a point, counted from 0.</summary>
    public long At(int point, Tier tier) => On(point).Where(cell => cell.Tier == tier).Sum(cell => cell.Customers);

    /// <summary>Customers with a score at a point.</summary>
    public long At(int point) => On(point).Sum(cell => cell.Customers);

    private IEnumerable<PathCell> On(int point) => Paths.Where(cell => cell.FirstPlace <= point + 1 && point + 1 <= cell.LastPlace);

    /// <summary>Of the place before and a place: who came to a new stretch there, and who stayed in the old one.</summary>
    private List<MovePair> PairsUpTo(int place) => Pairs(
        Paths.Where(cell => cell.FirstPlace <= place && place <= cell.LastPlace),
        cell => cell.FirstPlace == place ? cell.Before : cell.Tier);

    private static List<MovePair> Pairs(IEnumerable<PathCell> cells, Func<PathCell, Tier?> then) =>
    [
        .. cells.GroupBy(cell => (Then: then(cell), Now: cell.Tier))
            .Select(group => new MovePair(group.Key.Then, group.Key.Now, group.Sum(cell => cell.Customers))),
    ];
}
