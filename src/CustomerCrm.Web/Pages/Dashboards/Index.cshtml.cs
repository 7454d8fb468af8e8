using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Infrastructure.Portfolio.Tables;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>Is the base getting better or worse, where profit sits, who is slipping: figures that each lead to their customers.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class IndexModel(PortfolioReader reader, BoardFiles files) : BoardModel(files)
{
    public PortfolioFigures Figures { get; private set; } = null!;

    /// <summary>As asked for.</summary>
    public ComparePeriod Period { get; private set; }

    public DateOnly? Date { get; private set; }

    public override string Tab => "Index";

    public override KeptFigures Kept => Figures;

    public override IReadOnlyList<NamedChoice> Names => Figures.Names;

    protected override bool HasPeriod => Period != ComparePeriod.Latest;

    /// <param name="compare">The period to compare with; nothing for the latest month's end.</param>
    /// <param name="on">The date, where the period is one.</param>
    /// <param name="fresh">Computes anew.</param>
    /// <param name="csv">A table as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? compare, DateOnly? on, bool fresh, string? csv, CancellationToken cancellation)
    {
        ComparePeriod? period = string.IsNullOrEmpty(compare)
            ? on is null ? ComparePeriod.Latest : ComparePeriod.Date
            : Named<ComparePeriod>(compare);
        if (period is null || !ReadFilter())
        {
            return NotFound();
        }

        // A date was typed in and the period left as it was: the date is meant.
        (Period, Date) = (period == ComparePeriod.Latest && on is not null ? ComparePeriod.Date : period.Value, on);
        Figures = await reader.ReadAsync(new PortfolioRequest(Filter, Period, Date, fresh), cancellation);
        return await AnswerAsync(csv, Figures.Comparison?.AsOf, cancellation);
    }
}
