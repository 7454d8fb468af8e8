using System.Collections.Concurrent;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>What figures depend on: the scores, the eyes they are seen with, whose customers, and the date compared with.</summary>
public sealed record PortfolioKey
{
    public PortfolioKey(int? runId, Viewer viewer, PortfolioRequest request, DateOnly? asked) =>
        (RunId, Owners, Owner, Region, Source, Asked, Brief) = (
            runId, viewer.SeesAll ? null : string.Join(',', viewer.OwnerIds.Order()),
            request.Filter.Owner, request.Filter.Region, request.Filter.Source, asked, request.Brief);

    public int? RunId { get; }

    /// <summary>Null for all.</summary>
    public string? Owners { get; }

    public Choice? Owner { get; }

    public Choice? Region { get; }

    public Choice? Source { get; }

    public DateOnly? Asked { get; }

    public bool Brief { get; }
}

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

    private readonly ConcurrentDictionary<PortfolioKey, PortfolioFigures> kept = new();

    /// <returns>Null where nothing fresh is kept.</returns>
    public PortfolioFigures? Find(PortfolioKey key) =>
        kept.TryGetValue(key, out var figures) && IsFresh(figures) ? figures with { IsKept = true } : null;

    /// <returns>The figures.</returns>
    public PortfolioFigures Keep(PortfolioKey key, PortfolioFigures figures, TimeSpan took)
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

    private bool IsFresh(PortfolioFigures figures) => clock.GetUtcNow() - figures.ComputedAt < Life;
}
