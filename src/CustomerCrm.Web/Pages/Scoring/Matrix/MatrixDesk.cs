using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Lab.Columns;
using CustomerCrm.Infrastructure.Persistence;

namespace CustomerCrm.Web.Pages.Scoring.Matrix;

/// <summary>
/// Reads the value matrix: its customers from the database, through the row filter; what changed since the window before from
/// memory, which knows no row filter, and so only for who sees everybody.
/// </summary>
public sealed class MatrixDesk(CrmDbContext db, PreviewStore store)
{
    /// <summary>A small firm is read while one waits, a large one shows how far it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    /// <param name="typed">The policy in force with other bands; null for its own.</param>
    public async Task<MatrixPanel> ShowAsync(ScoringPolicy inForce, DateOnly asOf, ScoringPolicy? typed, CancellationToken cancellation)
    {
        var bands = typed ?? inForce;
        var isTried = typed is not null && !typed.IsSameAs(inForce);
        var panel = new MatrixPanel
        {
            Bands = bands,
            Totals = await MatrixPlaces.CountAsync(db, isTried ? typed : null, cancellation),
            InForce = isTried ? await MatrixPlaces.CountAsync(db, null, cancellation) : null,
            SeesAll = db.Viewer.SeesAll,
        };
        if (!panel.SeesAll)
        {
            return panel;
        }

        // The counts are of one snapshot; nothing is held open while memory is asked.
        if (db.Database.CurrentTransaction is { } snapshot)
        {
            await snapshot.CommitAsync(cancellation);
        }

        var then = asOf.AddDays(-inForce.WindowDays);
        var today = store.AskAsync(inForce, null, Patience, cancellation);
        var before = store.AskAsync(inForce, then, Patience, cancellation);
        PreviewAnswer[] answers = [await today, await before];
        return answers is [PreviewAnswer.Ready { Held.Population: var now }, PreviewAnswer.Ready { Held.Population: var old }]
            ? panel with
            {
                Change = new MatrixChange(now.Matrix(bands), old.Matrix(bands), now.AsOf, old.AsOf, inForce.WindowDays, now.FirstPurchaseOn),
            }
            : panel with { Reading = answers.Average(a => a is PreviewAnswer.Reading reading ? reading.Progress : 1) };
    }
}
