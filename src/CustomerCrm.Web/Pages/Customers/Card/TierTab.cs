using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Pages.Customers.Facts;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>Every change of the shown tier with its reason, and what holds the tier now.</summary>
public sealed class TiersModel(CrmDbContext db, FactWork work, IValidator<PinForm> rules) : FactPage<ChangeOfTier>(db)
{
    public override string Tab => "Tiers";

    [BindProperty]
    public PinForm Form { get; set; } = new();

    /// <summary>The pin that holds today or is to hold; one at a time.</summary>
    public PinnedTier? Pin { get; private set; }

    /// <summary>Pins are set by who answers for more than his own customers.</summary>
    public bool MayPin => User.IsInRole(Roles.Manager) || User.IsInRole(Roles.Admin);

    public DateOnly Today => work.Today;

    public CardExplanation? Explained { get; private set; }

    /// <summary>The date of the first score kept; null before it.</summary>
    public DateOnly? HistoryFrom { get; private set; }

    /// <summary>Each line brings the measures it was made from, so a page holds fewer.</summary>
    protected override int LinesAPage => 50;

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Explained = await ExplainAsync(cancellation);
        Pin = await Pins(id).AsNoTracking().FirstOrDefaultAsync(cancellation);
        Form.Seen ??= PinForm.NameOf(Pin);
        Form.Until ??= FactInput.OfDate(Today.AddMonths(3));
        HistoryFrom = await Db.ScoreHistory.Where(h => h.CustomerId == id).MinAsync(h => (DateOnly?)h.AsOf, cancellation);
        return await base.LoadAsync(id, cancellation);
    }

    protected override IQueryable<ChangeOfTier> Query(long customerId, (DateOnly On, long Id)? before) => ChangeOfTier.Of(Db, customerId, before);

    /// <summary>A pin from today on; the one that held ends with yesterday.</summary>
    public Task<IActionResult> OnPostPinAsync(long id, CancellationToken cancellation) => WriteAsync(id, "Pin.Set", PinAsync, cancellation);

    /// <summary>The pin ends early.</summary>
    public Task<IActionResult> OnPostEndAsync(long id, CancellationToken cancellation) =>
        WriteAsync(id, "Pin.Ended", (_, _) => Task.FromResult(true), cancellation);

    /// <summary>Those that hold today or later, the newest first.</summary>
    private IOrderedQueryable<PinnedTier> Pins(long id)
    {
        var today = Today;
        return Db.PinnedTiers.Where(p => p.CustomerId == id && p.UntilOn >= today).OrderByDescending(p => p.PinnedAt).ThenByDescending(p => p.Id);
    }

    private async Task<bool> PinAsync(long id, CancellationToken cancellation)
    {
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            return false;
        }

        var (pin, errors) = PinnedTier.Set(
            id, Form.TierOrNone, Today, FactInput.Date(Form.Until)!.Value, SearchText.Clean(Form.Reason) ?? "", User.Name(), work.Now);
        foreach (var error in errors)
        {
            ModelState.AddModelError(nameof(Form) + "." + (error.Field == nameof(PinnedTier.UntilOn) ? nameof(Form.Until) : error.Field), work.Sentence(error));
        }

        if (pin is not null)
        {
            Db.Add(pin);
        }

        return pin is not null;
    }

    private async Task<IActionResult> WriteAsync(
        long id, string done, Func<long, CancellationToken, Task<bool>> write, CancellationToken cancellation)
    {
        if (!await Db.Customers.AnyAsync(c => c.Id == id, cancellation))
        {
            return NotFound();
        }

        if (!MayPin)
        {
            return Forbid();
        }

        var pins = await Pins(id).ToListAsync(cancellation);
        var status = StatusCodes.Status409Conflict;
        if (Form.Seen != PinForm.NameOf(pins.FirstOrDefault()))
        {
            // As it is now is what the next press will stand on.
            Form.Seen = null;
            ModelState.Clear();
            ModelState.AddModelError("", work.Text["Pin.ChangedMeanwhile"]);
        }
        else if (!await write(id, cancellation))
        {
            status = StatusCodes.Status400BadRequest;
        }
        else
        {
            Db.RemoveRange(pins.Where(pin => !pin.EndBefore(Today)));
            if (await work.Writes.SaveAsync([id], cancellation) is SaveOutcome.Saved saved)
            {
                this.Flash(work.Text[done] + GuardWords.Gap + work.Moves.Of(saved.Move));
                return LocalRedirect(AddressOf(id));
            }

            ModelState.AddModelError("", work.Shell["Form.Busy"]);
        }

        Db.ChangeTracker.Clear();
        Response.StatusCode = status;
        return await OnGetAsync(id, cancellation);
    }
}
