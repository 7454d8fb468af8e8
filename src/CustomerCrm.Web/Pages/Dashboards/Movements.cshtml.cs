using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Infrastructure.Portfolio.Tables;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>Tiers month by month: who rose, who fell, who came and who went.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class MovementsModel(MovementReader reader, BoardFiles files) : SpanModel(files)
{
    public MovementFigures Figures { get; private set; } = null!;

    public override string Tab => "Movements";

    public override KeptFigures Kept => Figures;

    public override IReadOnlyList<NamedChoice> Names => Figures.Names;

    public override Span? Span => Figures.Span;

    /// <param name="span">Which months; nothing for the last six.</param>
    /// <param name="first">With <paramref name="last"/> the span, where it is from a date to a date.</param>
    /// <param name="fresh">Computes anew.</param>
    /// <param name="csv">A table as a file.</param>
    public async Task<IActionResult> OnGetAsync(
        string? span, DateOnly? first, DateOnly? last, bool fresh, string? csv, CancellationToken cancellation)
    {
        if (ReadRequest(span, first, last, fresh) is not { } request)
        {
            return NotFound();
        }

        Figures = await reader.MovementsAsync(request, cancellation);
        return await AnswerAsync(csv, Span?.To, cancellation);
    }

    /// <summary>Who moved between two points of the span, in a way.</summary>
    public CustomerFilter Moved(MoveStep step, MoveKind kind) => Filter with { Move = new TierMove(step.Since, kind, Until: UntilOf(step)) };

    /// <summary>The second date of a move; null for the present, so that the list is the one of the first page.</summary>
    public DateOnly? UntilOf(MoveStep step) => step.Until == Span!.AsOf ? null : step.Until;
}
