using System.Globalization;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Going;

/// <summary>One place to go to, as the menu shows it.</summary>
public sealed record Way(string Label, string Address, string Icon);

/// <summary>
/// The command menu: customers, pages and entries that a few typed characters mean. A page by itself where there is no script;
/// in the dialog the results alone are asked for, and what was typed stays out of the address.
/// </summary>
public sealed class GoModel(CrmDbContext db, Destinations destinations, IStringLocalizer<WorkTexts> text) : PageModel
{
    /// <summary>Cleaned; null where nothing was typed.</summary>
    public string? Typed { get; private set; }

    /// <summary>The customer whose card is open, as it was asked for.</summary>
    public long? Customer { get; private set; }

    public IReadOnlyList<FoundCustomer> Customers { get; private set; } = [];

    public IReadOnlyList<Way> Pages { get; private set; } = [];

    public IReadOnlyList<Way> Entries { get; private set; } = [];

    public bool IsNothing => Customers.Count + Pages.Count + Entries.Count == 0;

    /// <summary>The results stand in the dialog, where arrow keys choose among them.</summary>
    public bool InDialog { get; private set; }

    /// <summary>The customer whose card, or a form of whose, is at an address.</summary>
    public static string? CustomerOf(PathString path) =>
        path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["Customers", var id, ..] && id.Length < 19 && id.All(char.IsAsciiDigit) ? id : null;

    public async Task<IActionResult> OnGetAsync(string? q, string? customer, CancellationToken cancellation)
    {
        await FindAsync(q, customer, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnGetResultsAsync(string? q, string? customer, CancellationToken cancellation)
    {
        InDialog = true;
        await FindAsync(q, customer, cancellation);
        return Partial("_Results", this);
    }

    private async Task FindAsync(string? q, string? customer, CancellationToken cancellation)
    {
        Typed = SearchText.Clean(q);
        Customer = long.TryParse(customer, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var open = Customer is null ? null : await db.Customers
            .Where(c => c.Id == Customer)
            .Select(c => new { c.Name, c.OwnerId })
            .SingleOrDefaultAsync(cancellation);
        Customers = Typed is { } typed ? await FoundCustomers.FindAsync(db, typed, cancellation) : [];
        Pages = Meant([.. (await destinations.PagesAsync(User)).Select(d => new Way(text[d.Text], "~" + d.Address, d.Icon))]);
        var isTheirs = open is not null && db.Viewer.MayEdit(open.OwnerId);
        Entries = Meant([.. (await destinations.EntriesAsync(User, isTheirs)).Select(d => new Way(
            text[d.Text, open?.Name ?? ""],
            "~" + d.Address.Replace("{id}", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            d.Icon))]);
    }

    /// <summary>Those whose name holds every word that was typed.</summary>
    private IReadOnlyList<Way> Meant(IReadOnlyList<Way> ways)
    {
        var words = (Typed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. ways.Where(way => words.All(word =>
            CultureInfo.CurrentCulture.CompareInfo.IndexOf(way.Label, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth) >= 0))];
    }
}
