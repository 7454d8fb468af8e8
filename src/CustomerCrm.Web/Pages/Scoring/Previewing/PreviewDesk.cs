using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Exporting;
using CustomerCrm.Infrastructure.Exporting.Sending;
using CustomerCrm.Infrastructure.Lab.Columns;
using CustomerCrm.Web.Pages.Exports;

namespace CustomerCrm.Web.Pages.Scoring.Previewing;

/// <summary>What is looked at more closely.</summary>
/// <param name="Owner">One owner's customers alone.</param>
/// <param name="Cell">The movers of one cell alone.</param>
/// <param name="Mover">Who is explained.</param>
public sealed record PreviewLook(int? Owner = null, MatrixChoice? Cell = null, long? Mover = null);

/// <summary>Asks the memory for a preview and puts names to it. Nothing is written, however often it is asked.</summary>
public sealed class PreviewDesk(PreviewSource source, PreviewNames names, MoverReader movers, ListExporter exporter)
{
    /// <summary>A small firm is read while one waits, a large one shows how far it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    /// <summary>Who asks for a file has seen the preview, so it is there, but for who asks very late.</summary>
    private static readonly TimeSpan PatienceForAFile = TimeSpan.FromSeconds(20);

    /// <summary>A draft against the tiers that stand.</summary>
    public Task<PreviewPanel> ShowAsync(ScoringPolicy draft, PreviewLook look, CancellationToken cancellation) =>
        ShowAsync(new PreviewQuestion(draft, PreviewPlace.Draft), look, cancellation);

    public async Task<PreviewPanel> ShowAsync(PreviewQuestion question, PreviewLook look, CancellationToken cancellation)
    {
        var (asked, reading) = await source.AskAsync(question, Patience, cancellation);
        if (asked is null)
        {
            return new PreviewPanel { Place = question.Place, Sides = question.Sides, Reading = reading };
        }

        var preview = asked.Held.Population.Preview(
            asked.After, asked.Before, look.Owner, look.Cell is { } cell ? (cell.From, cell.To) : null, cancellation: cancellation);
        var panel = new PreviewPanel
        {
            Place = question.Place,
            Sides = question.Sides,
            Preview = preview,
            MeasuresAnew = !MetricsCalculator.MeasuresAlike(asked.After.Policy, asked.BeforePolicy),
            Leaving = question.Sides is null ? asked.Held.Leaving : 0,
            ReadAt = asked.Held.ReadAt,
            PolicyVersion = asked.Held.InForce.PolicyVersion,
            Movers = await names.LinesAsync(preview.Movers, cancellation),
            Cell = look.Cell,
            Owner = look.Owner,
            Owners = await names.OwnersAsync(preview, cancellation),
            Regions = await names.RegionsAsync(preview, cancellation),
        };
        return look.Mover is { } id && panel.Movers.Any(m => m.Mover.CustomerId == id)
            ? panel with
            {
                ExplainedId = id,
                Explained = await movers.ReadAsync(
                    asked.Held, id, (asked.BeforePolicy, question.Sides?.Before.Version ?? asked.Held.InForce.PolicyVersion),
                    (asked.After.Policy, question.Sides?.After.Version ?? asked.Held.InForce.PolicyVersion + 1), cancellation),
            }
            : panel;
    }

    /// <summary>Sends everybody who moves as a file.</summary>
    /// <param name="said">What is compared, for the audit.</param>
    /// <returns>False where there is nothing to send yet.</returns>
    public async Task<bool> SendAsync(PreviewQuestion question, int? owner, string said, HttpResponse response, CancellationToken cancellation)
    {
        var (asked, _) = await source.AskAsync(question, PatienceForAFile, cancellation);
        if (asked is null)
        {
            return false;
        }

        var isStanding = asked.Before is null;
        (string Name, Func<MoverLine, string> Cell)[] columns =
        [
            ("customer_key", l => Cell.Text(l.Key)),
            ("name", l => Cell.Text(l.Name)),
            ("from", l => l.Mover.From?.ToString() ?? ""),
            ("to", l => l.Mover.To.ToString()),
            ("composite_before", l => Cell.Points(isStanding ? l.Before : l.Mover.Before?.Hundredths)),
            ("composite_after", l => Cell.Points(l.Mover.Composite?.Hundredths)),
            ("net_revenue", l => Cell.Money(l.Mover.NetRevenue.Amount)),
            ("booked_profit", l => Cell.Money(l.Mover.BookedProfit.Amount)),
        ];
        var lines = names.StreamAsync(asked.Held.Population.Movers(asked.After, asked.Before, owner), cancellation);
        await exporter.SendAsync("movers", said, columns, lines, SentFile.Open(response, "movers"), cancellation);
        return true;
    }
}
