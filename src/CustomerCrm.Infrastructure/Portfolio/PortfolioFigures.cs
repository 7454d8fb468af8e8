using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>Something customers are divided by, with its name.</summary>
public enum NameKind
{
    Owner = 1,
    Region = 2,
    Source = 3,
    Team = 4,
}

/// <summary>The name of an owner, team, region or source.</summary>
/// <param name="TeamId">An owner's team.</param>
public sealed record NamedChoice(NameKind Kind, long Id, string Name, long? TeamId = null);

/// <summary>The names on a page.</summary>
public static class NamesOfChoices
{
    public static string? NameOf(this IEnumerable<NamedChoice> names, NameKind kind, long? id) =>
        id is null ? null : names.FirstOrDefault(name => name.Kind == kind && name.Id == id)?.Name;
}

/// <summary>One group of customers and what its customers below zero lose.</summary>
public sealed record GroupSums(long? Id, Sums All, Sums BelowZero);

/// <summary>The portfolio as it stood in one snapshot.</summary>
/// <param name="Comparison">Null before the first scores, and then nothing else is filled.</param>
public sealed record PortfolioFigures(
    CustomerFilter Filter,
    Comparison? Comparison,
    int PolicyVersion,
    DateTimeOffset ComputedAt,
    bool IsKept,
    IReadOnlyList<NamedChoice> Names,
    IReadOnlyList<TierCell> Cells,
    IReadOnlyList<GroupCell> Groups,
    WhaleCurve Whale,
    IReadOnlyList<PortfolioLine> Lines,
    IReadOnlyList<Mover> Movers) : KeptFigures(ComputedAt, IsKept)
{
    /// <summary>The five, best first.</summary>
    public static readonly IReadOnlyList<Tier> Tiers = [Tier.Platinum, Tier.Gold, Tier.Silver, Tier.Develop, Tier.Adjust];

    /// <summary>The five and who never bought.</summary>
    public static readonly IReadOnlyList<Tier> AllTiers = [.. Tiers, Tier.Unrated];

    public Sums All => Of(_ => true);

    public Sums Rated => Of(cell => cell.IsRated);

    public Sums Of(Func<TierCell, bool> which) => Cells.Where(which).Select(cell => cell.Sums).Total();

    public Sums Flagged(CustomerFlags flag) => Of(cell => cell.Has(flag));

    public IEnumerable<PortfolioLine> List(CustomerFlags flag) => Lines.Where(line => line.List == flag);

    public string? NameOf(NameKind kind, long? id) => Names.NameOf(kind, id);

    /// <summary>Groups by falling profit.</summary>
    public IReadOnlyList<GroupSums> By(Func<GroupCell, long?> key) =>
    [
        .. Groups.GroupBy(key)
            .Select(group => new GroupSums(
                group.Key,
                group.Select(cell => cell.Sums).Total(),
                group.Where(cell => cell.BelowZero).Select(cell => cell.Sums).Total()))
            .OrderByDescending(group => group.All.Profit)
            .ThenBy(group => group.Id ?? long.MaxValue),
    ];
}
