using CustomerCrm.Domain.Facts;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>
/// A fact of a customer, entered new or corrected, voided or brought back. It clashes with others on its own row alone; the
/// customer is scored before the answer, which says what became of his tier.
/// </summary>
public abstract class FactFormPage<TFact, TForm>(FactWork work, IValidator<TForm> rules) : PageModel, IVoidingPage
    where TFact : class, IVoidable
    where TForm : FactForm, new()
{
    [BindProperty]
    public TForm Form { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    [FromRoute]
    public long? FactId { get; set; }

    public FactCustomer Customer { get; private set; } = null!;

    /// <summary>As it is kept; null for a new one.</summary>
    public TFact? Fact { get; private set; }

    public DateTimeOffset? VoidedAt => Fact?.VoidedAt;

    public string? Version => Form.Version;

    /// <summary>Null where nothing clashed.</summary>
    public IReadOnlyList<FieldClash>? Clashes { get; private set; }

    /// <summary>The card's tab that lists such facts, and what its texts begin with.</summary>
    public abstract string Tab { get; }

    /// <summary>What numbers made here begin with.</summary>
    protected abstract string Prefix { get; }

    /// <summary>The form's field that holds the number.</summary>
    protected abstract string NumberField { get; }

    protected FactWork Work => work;

    /// <summary>Where the list of the card stands as the reader left it.</summary>
    private QueryString Kept => QueryString.Create(Request.Query.Where(pair => pair.Key is not ("handler" or Card.CardPage.BeforeKey)));

    public string TabAddress => $"~/Customers/{Customer.Id}/{Tab}{Kept}";

    /// <summary>Where the fact is voided or brought back.</summary>
    public string HandlerAddress(string handler) => $"~/Customers/{Customer.Id}/{Tab}/{FactId}/Edit{Kept.Add("handler", handler)}";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (Fact is not null)
        {
            Form = Filled(Fact);
        }
        else
        {
            Form = Blank(work.Today);
            Form.Key = FactForm.NewKey(Prefix, work.Today);
        }

        return await ShownAsync(StatusCodes.Status200OK, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellation)
    {
        Form.Settle();
        // From here the form is what counts, not what was posted.
        ModelState.Clear();
        if (await FindAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (IsUnfinished())
        {
            return await ShownAsync(StatusCodes.Status200OK, cancellation);
        }

        var number = Fact is null ? Form.KeyOr(Prefix) ?? FactForm.NewKey(Prefix, work.Today) : NumberOf(Fact);
        var before = Fact;
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation) || !await WrittenAsync(number, cancellation))
        {
            Fact = before;
            return await ShownAsync(StatusCodes.Status400BadRequest, cancellation);
        }

        return await SaveAsync(before is null ? "Entered" : "Corrected", number, cancellation);
    }

    public Task<IActionResult> OnPostVoidAsync(long id, CancellationToken cancellation) =>
        SwitchAsync(id, fact => fact.Void(work.Now), "Voided", cancellation);

    public Task<IActionResult> OnPostRestoreAsync(long id, CancellationToken cancellation) =>
        SwitchAsync(id, fact => fact.Restore(), "Restored", cancellation);

    protected abstract Task<TFact?> FindFactAsync(long customerId, long factId, CancellationToken cancellation);

    /// <summary>The fact of a number, for a form that was sent before.</summary>
    protected abstract Task<bool> IsThereAsync(long customerId, string number, CancellationToken cancellation);

    protected abstract string NumberOf(TFact fact);

    protected abstract TForm Blank(DateOnly today);

    protected abstract TForm FormOf(TFact fact);

    /// <summary>Makes or corrects the fact by what the form says.</summary>
    /// <param name="number">For where the form names none.</param>
    protected abstract Task<(TFact? Fact, IReadOnlyList<FactError> Errors)> WriteAsync(string number, CancellationToken cancellation);

    /// <summary>The field beside which a refusal stands.</summary>
    protected virtual string FieldOf(FactError error) => error.Field;

    /// <summary>Whether the reader only wanted more room.</summary>
    protected virtual bool IsUnfinished() => false;

    /// <summary>Reads what the form offers to choose from.</summary>
    protected virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A field's value in a clash, where the form holds something else than what people read.</summary>
    public virtual string? Shown(string field, string? value) => value;

    private TForm Filled(TFact fact)
    {
        var form = FormOf(fact);
        form.Remember(fact.Version);
        return form;
    }

    private async Task<IActionResult?> FindAsync(long id, CancellationToken cancellation)
    {
        if (await FactCustomer.FindAsync(work.Db, id, cancellation) is not { } customer)
        {
            return NotFound();
        }

        Customer = customer;
        if (!work.Db.Viewer.MayEdit(customer.OwnerId))
        {
            return Forbid();
        }

        if (FactId is { } factId)
        {
            Fact = await FindFactAsync(id, factId, cancellation);
            return Fact is null ? NotFound() : null;
        }

        return null;
    }

    private async Task<bool> WrittenAsync(string number, CancellationToken cancellation)
    {
        var (fact, errors) = await WriteAsync(number, cancellation);
        foreach (var error in errors)
        {
            ModelState.AddModelError($"{nameof(Form)}.{FieldOf(error)}", work.Sentence(error));
        }

        if (fact is null || !ModelState.IsValid)
        {
            return false;
        }

        if (Fact is null)
        {
            work.Db.Add(fact);
        }
        else
        {
            work.Db.Entry(fact).Property(f => f.Version).OriginalValue = Form.RowVersion;
        }

        Fact = fact;
        return true;
    }

    private async Task<IActionResult> SwitchAsync(long id, Action<TFact> change, string done, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (await FindAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (Fact is null)
        {
            return NotFound();
        }

        change(Fact);
        if (Form.Version is not null)
        {
            work.Db.Entry(Fact).Property(f => f.Version).OriginalValue = Form.RowVersion;
        }

        Form = Filled(Fact);
        return await SaveAsync(done, NumberOf(Fact), cancellation);
    }

    private async Task<IActionResult> SaveAsync(string done, string number, CancellationToken cancellation)
    {
        var changed = work.Db.ChangeTracker.HasChanges();
        switch (await work.Writes.SaveAsync([Customer.Id], cancellation))
        {
            case SaveOutcome.Saved saved:
                var what = work.Text[$"{Tab}.{(changed ? done : "Unchanged")}", NumberOf(Fact!)].Value;
                this.Flash(
                    changed ? what + Card.GuardWords.Gap + work.Moves.Of(saved.Move) : what,
                    changed && saved.Move?.After is not null ? (Url.Content($"~/Customers/{Customer.Id}/Value{Kept}"), work.Text["Move.Why"]) : null);
                return LocalRedirect(TabAddress);
            case SaveOutcome.Conflict:
                return await MeetAsync(cancellation);
            case SaveOutcome.Taken:
                return await TakenAsync(number, cancellation);
            default:
                ModelState.AddModelError("", work.Shell["Form.Busy"]);
                return await ShownAsync(StatusCodes.Status409Conflict, cancellation);
        }
    }

    /// <summary>The number is another's: this form's own, sent before, or somebody else's.</summary>
    private async Task<IActionResult> TakenAsync(string number, CancellationToken cancellation)
    {
        work.Db.ChangeTracker.Clear();
        if (FactId is null && NumberOf(Fact!) == number && await IsThereAsync(Customer.Id, number, cancellation))
        {
            this.Flash(work.Text["Form.SentBefore", number]);
            return LocalRedirect(TabAddress);
        }

        Fact = FactId is { } factId ? await FindFactAsync(Customer.Id, factId, cancellation) : null;
        ModelState.AddModelError($"{nameof(Form)}.{NumberField}", work.Text["Form.NumberTaken"]);
        return await ShownAsync(StatusCodes.Status400BadRequest, cancellation);
    }

    private async Task<IActionResult> MeetAsync(CancellationToken cancellation)
    {
        work.Db.ChangeTracker.Clear();
        Fact = await FindFactAsync(Customer.Id, FactId!.Value, cancellation);
        if (Fact is null)
        {
            return NotFound();
        }

        Clashes = Form.Meet(Filled(Fact));
        ModelState.Clear();
        return await ShownAsync(StatusCodes.Status409Conflict, cancellation);
    }

    private async Task<IActionResult> ShownAsync(int status, CancellationToken cancellation)
    {
        Response.StatusCode = status;
        await PrepareAsync(cancellation);
        return Page();
    }
}
