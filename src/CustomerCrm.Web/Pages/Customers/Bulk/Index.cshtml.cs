using CustomerCrm.Infrastructure.Customers.Bulk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Customers.Bulk;

/// <summary>The bulk edits the reader may see, newest first.</summary>
public sealed class IndexModel(BulkEdits edits) : PageModel
{
    private const int Listed = 50;

    public IReadOnlyList<(BulkEdit Edit, BulkChange Change)> Edits { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    /// <param name="before">The last edit of the page before.</param>
    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        var read = await edits.ListAsync(before, Listed + 1, cancellation);
        Edits = [.. read.Take(Listed).Select(e => (e, BulkChange.Of(e)))];
        Older = read.Count > Listed ? Edits[^1].Edit.Id : null;
        return Page();
    }
}
