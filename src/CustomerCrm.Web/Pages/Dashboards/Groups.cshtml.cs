using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Infrastructure.Portfolio.Tables;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>Where the customers are, what they bring, and where profit is at stake: by region, source, owner and team.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class GroupsModel(MovementReader reader, BoardFiles files) : SpanModel(files)
{
    public GroupFigures Figures { get; private set; } = null!;

    public override string Tab => "Groups";

    public override KeptFigures Kept => Figures;

    public override IReadOnlyList<NamedChoice> Names => Figures.Names;

    public override Span? Span => Figures.Span;

    /// <param name="span">Which months moves are told of; nothing for the last six.</param>
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

        Figures = await reader.GroupsAsync(request, cancellation);
        return await AnswerAsync(csv, Span?.AsOf, cancellation);
    }

    /// <summary>Who moved over the span, in a way.</summary>
    public TierMove Move(MoveKind kind) => new(Span!.Since, kind, Until: Span.Until);
}
