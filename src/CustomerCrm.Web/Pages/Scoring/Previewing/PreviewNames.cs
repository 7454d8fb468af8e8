using System.Runtime.CompilerServices;
using CustomerCrm.Domain.Previewing;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring.Previewing;

/// <summary>Puts names to the ids of a preview.</summary>
public sealed class PreviewNames(CrmDbContext db)
{
    private const int NamedAtOnce = 2_000;

    /// <summary>Some movers, in their order; who was deleted meanwhile is left out.</summary>
    public async Task<List<MoverLine>> LinesAsync(IReadOnlyList<Mover> moved, CancellationToken cancellation)
    {
        var ids = moved.Select(m => m.CustomerId).ToList();
        var found = await db.Customers.AsNoTracking()
            .Where(c => ids.Contains(c.Id))
            .Select(c => new { c.Id, c.CustomerKey, c.Name, c.LocalName, Before = db.CurrentScores.Where(s => s.CustomerId == c.Id).Select(s => s.Composite).FirstOrDefault() })
            .ToDictionaryAsync(c => c.Id, cancellation);
        return [.. moved.Where(m => found.ContainsKey(m.CustomerId)).Select(m =>
        {
            var c = found[m.CustomerId];
            return new MoverLine(m, c.CustomerKey, c.Name, c.LocalName, c.Before);
        })];
    }

    /// <summary>However many movers, a few thousand in memory at a time.</summary>
    public async IAsyncEnumerable<MoverLine> StreamAsync(IEnumerable<Mover> moved, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var some in moved.Chunk(NamedAtOnce))
        {
            foreach (var line in await LinesAsync(some, cancellation))
            {
                yield return line;
            }
        }
    }

    public async Task<Dictionary<int, string>> OwnersAsync(Preview preview, CancellationToken cancellation)
    {
        var ids = preview.Owners.Where(g => g.Id > 0).Select(g => (long)g.Id).ToList();
        return await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => (int)u.Id, u => u.DisplayName, cancellation);
    }

    public async Task<Dictionary<int, string>> RegionsAsync(Preview preview, CancellationToken cancellation)
    {
        var ids = preview.Regions.Where(g => g.Id > 0).Select(g => (long)g.Id).ToList();
        return await db.Regions.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => (int)r.Id, r => r.Name, cancellation);
    }
}
