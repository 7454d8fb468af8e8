using System.Globalization;
using System.Text;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Pages.Scoring.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Scoring;

/// <summary>One published version whole, for everybody who must defend a score made by it.</summary>
public sealed class VersionModel(CrmDbContext db) : PageModel
{
    public PolicyVersion Version { get; private set; } = null!;

    public bool IsInForce { get; private set; }

    /// <summary>Against the version before; null for the first.</summary>
    public PolicyChanges? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken cancellation)
    {
        var versions = await db.PolicyVersions.AsNoTracking()
            .Where(v => v.Number == number || v.Number == number - 1)
            .ToListAsync(cancellation);
        if (versions.SingleOrDefault(v => v.Number == number) is not { } version)
        {
            return NotFound();
        }

        Version = version;
        IsInForce = await db.ScoreGenerations.AnyAsync(g => g.PolicyVersion == number, cancellation);
        Changes = versions.SingleOrDefault(v => v.Number != number) is { } before ? PolicyChanges.Between(before.Content, version.Content) : null;
        return Page();
    }

    /// <summary>policy.json, scales included.</summary>
    public async Task<IActionResult> OnGetFileAsync(int number, CancellationToken cancellation) =>
        await db.PolicyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellation) is { } version
            ? File(
                Encoding.UTF8.GetBytes(PolicyJson.Write(version.Content) + "\n"), "application/json",
                string.Create(CultureInfo.InvariantCulture, $"policy-version-{number}.json"))
            : NotFound();
}
