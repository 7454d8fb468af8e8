using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Web.Pages.Customers;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>Is the base getting better or worse, where profit sits, who is slipping: figures that each lead to their customers.</summary>
[Authorize(Policy = Policies.Managers)]
public sealed class IndexModel(PortfolioReader reader) : PageModel
{
    private static readonly string[] FilterKeys = [FilterAddress.OwnerKey, FilterAddress.RegionKey, FilterAddress.SourceKey];

    public PortfolioFigures Figures { get; private set; } = null!;

    /// <summary>As asked for.</summary>
    public ComparePeriod Period { get; private set; }

    public DateOnly? Date { get; private set; }

    /// <summary>Whether the bar is set to anything.</summary>
    public bool IsNarrowed { get; private set; }

    /// <param name="compare">The period to compare with; nothing for the latest month's end.</param>
    /// <param name="on">The date, where the period is one.</param>
    /// <param name="fresh">Computes anew.</param>
    public async Task<IActionResult> OnGetAsync(string? compare, DateOnly? on, bool fresh, CancellationToken cancellation)
    {
        ComparePeriod? period = string.IsNullOrEmpty(compare)
            ? on is null ? ComparePeriod.Latest : ComparePeriod.Date
            : Enum.GetNames<ComparePeriod>().Contains(compare, StringComparer.Ordinal) ? Enum.Parse<ComparePeriod>(compare) : null;
        if (period is null || !ModelState.IsValid || FilterAddress.Read(Request.Query) is not { } read)
        {
            return NotFound();
        }

        // A date was typed in and the period left as it was: the date is meant.
        (Period, Date) = (period == ComparePeriod.Latest && on is not null ? ComparePeriod.Date : period.Value, on);
        var filter = new CustomerFilter { Owner = read.Owner, Region = read.Region, Source = read.Source };
        IsNarrowed = Period != ComparePeriod.Latest || FilterKeys.Any(key => Request.Query[key].ToString().Length > 0);
        Figures = await reader.ReadAsync(new PortfolioRequest(filter, Period, Date, fresh), cancellation);
        return Page();
    }
}
