using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Customers.Listing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>
/// A tab of a customer's card: the head that all of them share, and what this one adds, read from one snapshot. Who may not see
/// the customer gets 404 on each of them.
/// </summary>
public abstract class CardPage(CrmDbContext db) : PageModel
{
    /// <summary>As they stand in the address after the customer; the overview has no name there.</summary>
    public static readonly IReadOnlyList<string> Tabs = ["", "Value", "Orders", "Costs", "Surveys", "Contacts", "Tiers", "Changes"];

    /// <summary>Where a page of facts begins; never part of the list's address.</summary>
    public const string BeforeKey = "before";

    public abstract string Tab { get; }

    public CardHead Head { get; private set; } = null!;

    /// <summary>Before and after this customer in the list the reader came from.</summary>
    public Neighbours Neighbours { get; private set; } = new(null, null);

    /// <summary>The list the reader came from, as it was filtered and sorted.</summary>
    public string ListAddress => "~/Customers" + KeptQuery;

    /// <summary>Whether this reader may enter and correct what hangs on the customer.</summary>
    public bool MayEdit => db.Viewer.MayEdit(Head.Customer.OwnerId);

    protected CrmDbContext Db => db;

    /// <summary>What the reader's list was filtered and sorted by, to be kept on every link of the card.</summary>
    private QueryString KeptQuery => QueryString.Create(Request.Query.Where(pair => pair.Key is not (BeforeKey or "handler")));

    public string AddressOf(long id, string? tab = null, string? before = null)
    {
        var query = before is null ? KeptQuery : KeptQuery.Add(BeforeKey, before);
        var name = tab ?? Tab;
        return $"~/Customers/{id}{(name.Length == 0 ? "" : "/" + name)}{query}";
    }

    /// <summary>Where a new fact of a tab is entered.</summary>
    public string NewAddress(string tab) => AddressOf(Head.Customer.Id, tab + "/New");

    /// <summary>Where a fact of this tab is corrected, or what is done there to it.</summary>
    public string EditAddress(long factId, string? handler = null)
    {
        var query = handler is null ? KeptQuery : KeptQuery.Add("handler", handler);
        return $"~/Customers/{Head.Customer.Id}/{Tab}/{factId}/Edit{query}";
    }

    /// <summary>A phone number as a telephone takes it; null where there is nothing to dial.</summary>
    public static string? Dialled(string? phone)
    {
        var dialled = string.Concat((phone ?? "").Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0)));
        return dialled.Length > 0 ? dialled : null;
    }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        if (await CardHead.Of(db, id).SingleOrDefaultAsync(cancellation) is not { } head)
        {
            return NotFound();
        }

        Head = head;
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        Neighbours = await (ListQuery.Read(Request.Query) ?? ListQuery.Everybody).NeighboursAsync(db, id, cancellation);
        return Page();
    }

    /// <summary>Reads what this tab shows.</summary>
    /// <returns>False where the address means nothing.</returns>
    protected abstract Task<bool> LoadAsync(long id, CancellationToken cancellation);

    /// <summary>Null until the customer was scored.</summary>
    protected async Task<CardExplanation?> ExplainAsync(CancellationToken cancellation)
    {
        if (Head.Score is not { } score)
        {
            return null;
        }

        var kept = await (
            from metrics in db.CurrentMetrics.AsNoTracking()
            where metrics.CustomerId == score.CustomerId
            join version in db.PolicyVersions on score.PolicyVersion equals version.Number
            select new { Metrics = metrics, Version = version }).SingleAsync(cancellation);
        var explanation = Explainer.Explain(
            kept.Metrics.ToMetrics(), kept.Version.Content, kept.Version.Number, score.Memory(), Head.Pin?.Pin);
        return new CardExplanation(explanation, kept.Version, Head.Pin);
    }
}
