using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;

namespace CustomerCrm.Infrastructure.Portfolio.Movements;

/// <summary>Customers of one group who are alike in all the page tells apart.</summary>
/// <param name="Kind">What the group is of.</param>
/// <param name="Id">Null for those who have none.</param>
/// <param name="Tier">The shown tier now.</param>
/// <param name="Went">Above 0 for a better tier at the span's end than at its beginning, below for a worse one.</param>
public sealed record GroupMoveCell(NameKind Kind, long? Id, Tier Tier, int Went, bool AtRisk, Sums Sums);

/// <summary>A line of a table of groups, or its total.</summary>
public sealed class GroupLine(long? id, IReadOnlyList<GroupMoveCell> cells)
{
    internal IReadOnlyList<GroupMoveCell> Cells { get; } = cells;

    public long? Id { get; } = id;

    public Sums All { get; } = cells.Select(cell => cell.Sums).Total();

    public long Up { get; } = cells.Where(cell => cell.Went > 0).Sum(cell => cell.Sums.Customers);

    public long Down { get; } = cells.Where(cell => cell.Went < 0).Sum(cell => cell.Sums.Customers);

    /// <summary>Its profit is what is at stake.</summary>
    public Sums AtRisk { get; } = cells.Where(cell => cell.AtRisk).Select(cell => cell.Sums).Total();

    public long In(Tier tier) => Cells.Where(cell => cell.Tier == tier).Sum(cell => cell.Sums.Customers);
}

/// <summary>The portfolio by region, source, owner and team as it stood in one snapshot.</summary>
/// <param name="Span">Null before the first scores, and then nothing else is filled.</param>
public sealed record GroupFigures(
    CustomerFilter Filter,
    Span? Span,
    int PolicyVersion,
    DateTimeOffset ComputedAt,
    bool IsKept,
    IReadOnlyList<NamedChoice> Names,
    IReadOnlyList<GroupMoveCell> Cells) : KeptFigures(ComputedAt, IsKept)
{
    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<NameKind> Kinds = [NameKind.Region, NameKind.Source, NameKind.Owner, NameKind.Team];

    /// <summary>Whether there are moves to tell of.</summary>
    public bool HasMoves => Span?.Refusal == SpanRefusal.None;

    /// <summary>Everybody; the same whatever they are divided by.</summary>
    public GroupLine Total => new(null, [.. Cells.Where(cell => cell.Kind == NameKind.Region)]);

    /// <summary>The groups with the most profit at stake first.</summary>
    public IReadOnlyList<GroupLine> By(NameKind kind) =>
    [
        .. Cells.Where(cell => cell.Kind == (kind == NameKind.Team ? NameKind.Owner : kind))
            .GroupBy(cell => kind == NameKind.Team ? TeamOf(cell.Id) : cell.Id)
            .Select(group => new GroupLine(group.Key, [.. group]))
            .OrderByDescending(line => line.AtRisk.Profit)
            .ThenByDescending(line => line.All.Profit)
            .ThenBy(line => line.Id ?? long.MaxValue),
    ];

    /// <summary>Several groups as one line.</summary>
    public static GroupLine Together(IEnumerable<GroupLine> lines) => new(null, [.. lines.SelectMany(line => line.Cells)]);

    /// <summary>The group's customers, within the page's own filter.</summary>
    public CustomerFilter Of(NameKind kind, long? id) => kind switch
    {
        NameKind.Region => Filter with { Region = new Choice(id) },
        NameKind.Source => Filter with { Source = new Choice(id) },
        NameKind.Owner => Filter with { Owner = new Choice(id) },
        NameKind.Team => Filter with { Team = new Choice(id) },
    };

    private long? TeamOf(long? ownerId) => Names.FirstOrDefault(name => name.Kind == NameKind.Owner && name.Id == ownerId)?.TeamId;
}
