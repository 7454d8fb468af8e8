using System.Collections.Concurrent;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>The pages of the dashboard.</summary>
public enum Board
{
    /// <summary>The present, and what it is compared with.</summary>
    Overview,

    /// <summary>What the start page shows of it.</summary>
    Brief,

    /// <summary>Tiers month by month.</summary>
    Movements,

    /// <summary>By region, source, owner and team.</summary>
    Groups,
}

/// <summary>What figures depend on: the scores, the eyes they are seen with, whose customers, and the dates compared.</summary>
public sealed record PortfolioKey
{
    public PortfolioKey(Board board, int? runId, Viewer viewer, CustomerFilter filter) =>
        (Board, RunId, Owners, Owner, Team, Region, Source) = (
            board, runId, viewer.SeesAll ? null : string.Join(',', viewer.OwnerIds.Order()),
            filter.Owner, filter.Team, filter.Region, filter.Source);

    public Board Board { get; }

    public int? RunId { get; }

    /// <summary>Null for all.</summary>
    public string? Owners { get; }

    public Choice? Owner { get; }

    public Choice? Team { get; }

    public Choice? Region { get; }

    public Choice? Source { get; }

    public DateOnly? Since { get; init; }

    public DateOnly? Until { get; init; }
}

/// <summary>A page's figures, of one snapshot.</summary>
/// <param name="IsKept">Whether they were computed for an earlier reader.</param>
public abstract record KeptFigures(DateTimeOffset ComputedAt, bool IsKept);

/// <summary>
/// Keeps figures that took long for a minute, so that a large firm's managers do not each make the database add up a million
/// customers. What is quickly computed is never kept: a small firm always sees the present.
/// </summary>
public sealed class PortfolioCache(TimeProvider clock)
{
    /// <summary>What takes longer is kept.</summary>
    public static readonly TimeSpan WorthKeeping = TimeSpan.FromSeconds(1);

    /// <summary>How long.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>A set of figures is some hundred rows; beyond this many sets nothing more is kept until the oldest expire.</summary>
    private const int Most = 200;

    private readonly ConcurrentDictionary<PortfolioKey, KeptFigures> kept = new();

    /// <returns>Null where nothing fresh is kept.</returns>
    public TFigures? Find<TFigures>(PortfolioKey key)
        where TFigures : KeptFigures =>
        kept.TryGetValue(key, out var figures) && IsFresh(figures) ? (figures with { IsKept = true }) as TFigures : null;

    /// <returns>The figures.</returns>
    public TFigures Keep<TFigures>(PortfolioKey key, TFigures figures, TimeSpan took)
        where TFigures : KeptFigures
    {
        foreach (var old in kept.Where(entry => !IsFresh(entry.Value)))
        {
            kept.TryRemove(old);
        }

        if (took < WorthKeeping)
        {
            kept.TryRemove(key, out _);
        }
        else if (kept.Count < Most)
        {
            kept[key] = figures;
        }

        return figures;
    }

    private bool IsFresh(KeptFigures figures) => clock.GetUtcNow() - figures.ComputedAt < Life;
}
