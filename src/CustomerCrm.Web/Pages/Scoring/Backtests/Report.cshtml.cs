using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring.Backtests;

/// <summary>What draft and version in force said on a past date, against what came after.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class ReportModel(CrmDbContext db, LabReports reports) : LabReportModel(reports, LabReportKind.Backtest)
{
    /// <summary>Null while its job is not done.</summary>
    public BacktestResult? Result { get; private set; }

    /// <summary>Of the customers that are named; who is no longer there is missing.</summary>
    public IReadOnlyDictionary<long, (string Name, string? LocalName)> Names { get; private set; } =
        new Dictionary<long, (string, string?)>();

    /// <summary>Both sets of rules beside each other.</summary>
    public IReadOnlyList<RulesSide> Sides { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        Result = Report.Backtest();
        if (Result is { } result)
        {
            Sides = [new RulesSide(this, result.Draft, IsDraft: true), new RulesSide(this, result.InForce, IsDraft: false)];
            long[] named = [.. Sides.SelectMany(s => s.Rules.Underrated.Concat(s.Rules.Overrated)).Select(m => m.Id).Distinct()];
            Names = await db.Customers.AsNoTracking().Where(c => named.Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, c => (c.Name, c.LocalName), cancellation);
        }

        return Page();
    }
}

/// <summary>One of the two columns.</summary>
public sealed record RulesSide(ReportModel Page, RulesResult Rules, bool IsDraft);
