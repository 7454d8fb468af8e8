using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Jobs;

/// <summary>The jobs of all nodes, newest first.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class IndexModel(CrmDbContext db, TimeProvider clock) : PageModel
{
    private const int Listed = 50;

    public IReadOnlyList<Job> Jobs { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    public bool IsFirst { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <param name="before">The last job of the page before.</param>
    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        var jobs = await db.Jobs.AsNoTracking()
            .Where(j => before == null || j.Id < before)
            .OrderByDescending(j => j.Id)
            .Take(Listed + 1)
            .ToListAsync(cancellation);
        Jobs = [.. jobs.Take(Listed)];
        Older = jobs.Count > Listed ? Jobs[^1].Id : null;
        (IsFirst, Now) = (before is null, clock.GetUtcNow());
        return Page();
    }
}
