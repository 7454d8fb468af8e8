using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Lab.Columns;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring.Previewing;

/// <summary>What is looked at more closely.</summary>
/// <param name="Owner">One owner's customers alone.</param>
/// <param name="Cell">The movers of one cell alone.</param>
/// <param name="Mover">Who is explained.</param>
public sealed record PreviewLook(int? Owner = null, MatrixChoice? Cell = null, long? Mover = null);

/// <summary>Asks the memory for a preview and puts names to it. Nothing is written, however often it is asked.</summary>
public sealed class PreviewDesk(PreviewStore store, MoverReader movers, CrmDbContext db)
{
    /// <summary>A small firm is read while one waits, a large one shows how far it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    /// <summary>A draft against the tiers that stand.</summary>
    public async Task<PreviewPanel> ShowAsync(ScoringPolicy draft, PreviewLook look, CancellationToken cancellation)
    {
        switch (await store.AskAsync(draft, null, Patience, cancellation))
        {
            case PreviewAnswer.Ready { Held: var held }:
                var after = held.Population.Freeze(draft);
                var preview = held.Population.Preview(after, ownerId: look.Owner, only: look.Cell is { } cell ? (cell.From, cell.To) : null);
                var panel = new PreviewPanel
                {
                    Preview = preview,
                    MeasuresAnew = !MetricsCalculator.MeasuresAlike(draft, held.InForce.Policy),
                    ReadAt = held.ReadAt,
                    PolicyVersion = held.InForce.PolicyVersion,
                    Movers = await NamedAsync(preview.Movers, cancellation),
                    Cell = look.Cell,
                    Owner = look.Owner,
                    Owners = await OwnersAsync(preview, cancellation),
                    Regions = await RegionsAsync(preview, cancellation),
                };
                return look.Mover is { } id && panel.Movers.Any(m => m.Mover.CustomerId == id)
                    ? panel with
                    {
                        ExplainedId = id,
                        Explained = await movers.ReadAsync(
                            held, id, (held.InForce.Policy, held.InForce.PolicyVersion), (after.Policy, held.InForce.PolicyVersion + 1), cancellation),
                    }
                    : panel;
            case PreviewAnswer.Reading { Progress: var progress }:
                return new PreviewPanel { Reading = progress };
            default:
                return new PreviewPanel();
        }
    }

    private async Task<List<MoverLine>> NamedAsync(IReadOnlyList<Mover> moved, CancellationToken cancellation)
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

    private async Task<Dictionary<int, string>> OwnersAsync(Preview preview, CancellationToken cancellation)
    {
        var ids = preview.Owners.Where(g => g.Id > 0).Select(g => (long)g.Id).ToList();
        return await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => (int)u.Id, u => u.DisplayName, cancellation);
    }

    private async Task<Dictionary<int, string>> RegionsAsync(Preview preview, CancellationToken cancellation)
    {
        var ids = preview.Regions.Where(g => g.Id > 0).Select(g => (long)g.Id).ToList();
        return await db.Regions.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => (int)r.Id, r => r.Name, cancellation);
    }
}
