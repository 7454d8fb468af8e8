using CustomerCrm.Infrastructure.Customers.Bulk;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Bulk;

/// <summary>One bulk edit, from the question whether it is meant to what taking it back left.</summary>
public sealed class EditModel(BulkEdits edits, BulkWords words, IStringLocalizer<WorkTexts> text) : PageModel
{
    private const int MostNamed = 20;

    public BulkEdit Edit { get; private set; } = null!;

    public BulkChange Change { get; private set; } = null!;

    /// <summary>The first of its customers that the reader sees.</summary>
    public IReadOnlyList<NamedCustomer> First { get; private set; } = [];

    /// <summary>Who was left when it was taken back, by id.</summary>
    public IReadOnlyDictionary<long, NamedCustomer> Left { get; private set; } = new Dictionary<long, NamedCustomer>();

    /// <summary>Null where it was done while the reader waited.</summary>
    public Job? Job { get; private set; }

    public bool IsMine { get; private set; }

    public bool MayConfirm => IsMine && Change.AppliedAt is null && Job is not { IsOpen: true };

    public bool MayUndo => edits.MayUndo(Edit) && Job is not { IsOpen: true };

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        First = await edits.CustomersAsync(id, MostNamed, cancellation);
        Left = Change.Undo is { } undo
            ? (await edits.NamesAsync([.. undo.First.Select(l => l.CustomerId)], cancellation)).ToDictionary(c => c.Id)
            : Left;
        Job = await edits.JobAsync(id, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (!IsMine || !edits.MayDo(Change))
        {
            return Forbid();
        }

        if (await edits.ConfirmAsync(id, cancellation) && await FindAsync(id, cancellation) && Change.AppliedAt is not null)
        {
            this.Flash(text["Bulk.Done", words.Customers(Edit.Customers)]);
        }

        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostUndoAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (!edits.MayDo(Change))
        {
            return Forbid();
        }

        if (await edits.UndoAsync(id, cancellation) && await FindAsync(id, cancellation) && Change.Undo is { } undo)
        {
            this.Flash(text["Bulk.Undone", words.Customers(undo.Given)]);
        }

        return RedirectToPage(new { id });
    }

    private async Task<bool> FindAsync(long id, CancellationToken cancellation)
    {
        if (await edits.FindAsync(id, cancellation) is not { } edit)
        {
            return false;
        }

        (Edit, Change, IsMine) = (edit, BulkChange.Of(edit), edits.IsMine(edit));
        return true;
    }
}
