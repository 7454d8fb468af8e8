using CustomerCrm.Domain.Orders;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Pages.Customers.Facts;
using CustomerCrm.Web.TagHelpers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Card;

/// <summary>Every order.</summary>
public sealed class OrdersModel(CrmDbContext db, FactWork work) : FactPage<OrderLine>(db)
{
    public override string Tab => "Orders";

    /// <summary>The day that the button of an open sale pays it on, unless another is chosen.</summary>
    [BindProperty]
    public string? PaidOn { get; set; }

    public DateOnly Today => work.Today;

    public string PayAddress => AddressOf(Head.Customer.Id) + (Request.Query.Any(pair => pair.Key is not (BeforeKey or "handler")) ? "&" : "?") + "handler=Paid";

    /// <summary>The full payment of an open sale, in one tap.</summary>
    public async Task<IActionResult> OnPostPaidAsync(long id, long orderId, CancellationToken cancellation)
    {
        var order = await Db.Orders.Include(o => o.Customer).SingleOrDefaultAsync(o => o.Id == orderId && o.CustomerId == id, cancellation);
        if (order is null)
        {
            return NotFound();
        }

        if (!Db.Viewer.MayEdit(order.Customer.OwnerId))
        {
            return Forbid();
        }

        var (refusal, status) = (FactInput.Date(PaidOn) is not { } on
            ? work.Shell["Field.NoDate", work.Text["Pay.On"]].Value
            : order.Pay(on) is { } error ? work.Sentence(error) : null, StatusCodes.Status400BadRequest);
        if (refusal is null)
        {
            var outcome = await work.Writes.SaveAsync([id], cancellation);
            if (outcome is SaveOutcome.Saved saved)
            {
                this.Flash(
                    work.Text["Pay.Done", order.OrderNo] + GuardWords.Gap + work.Moves.Of(saved.Move),
                    saved.Move?.After is null ? null : (Url.Content(AddressOf(id, "Value")), work.Text["Move.Why"]));
                return LocalRedirect(AddressOf(id));
            }

            (refusal, status) = (work.Shell[outcome is SaveOutcome.Conflict ? "Clash.Title" : "Form.Busy"], StatusCodes.Status409Conflict);
        }

        Db.ChangeTracker.Clear();
        ModelState.AddModelError(nameof(PaidOn), refusal);
        Response.StatusCode = status;
        return await OnGetAsync(id, cancellation);
    }

    protected override (string Subject, IQueryable<VoidedFact> Voided)? VoidedOf(long customerId) => (
        "orders",
        Db.Orders.Where(o => o.CustomerId == customerId && o.VoidedAt != null)
            .OrderByDescending(o => o.VoidedAt)
            .Select(o => new VoidedFact(o.Id, o.OrderNo, o.OrderedOn, o.Kind == OrderKind.Return ? -o.BaseNet : o.BaseNet, o.VoidedAt!.Value, null)));

    protected override IQueryable<OrderLine> Query(long customerId, (DateOnly On, long Id)? before) => OrderLine.Of(Db, customerId, before);
}

/// <summary>Every cost entry.</summary>
public sealed class CostsModel(CrmDbContext db) : FactPage<CostLine>(db)
{
    public override string Tab => "Costs";

    protected override (string Subject, IQueryable<VoidedFact> Voided)? VoidedOf(long customerId) => (
        "cost_entries",
        Db.CostEntries.Where(e => e.CustomerId == customerId && e.VoidedAt != null)
            .OrderByDescending(e => e.VoidedAt)
            .Select(e => new VoidedFact(e.Id, e.Activity.Name, e.IncurredOn, e.Amount, e.VoidedAt!.Value, null)));

    protected override IQueryable<CostLine> Query(long customerId, (DateOnly On, long Id)? before) => CostLine.Of(Db, customerId, before);
}

/// <summary>Every answer, and what the answers do to loyalty.</summary>
public sealed class SurveysModel(CrmDbContext db) : FactPage<AnswerLine>(db)
{
    public override string Tab => "Surveys";

    public CardExplanation? Explained { get; private set; }

    protected override (string Subject, IQueryable<VoidedFact> Voided)? VoidedOf(long customerId) => (
        "survey_answers",
        Db.SurveyAnswers.Where(a => a.CustomerId == customerId && a.VoidedAt != null)
            .OrderByDescending(a => a.VoidedAt)
            .Select(a => new VoidedFact(a.Id, a.SurveyNo, a.AnsweredOn, null, a.VoidedAt!.Value, null)));

    protected override async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        Explained = await ExplainAsync(cancellation);
        return await base.LoadAsync(id, cancellation);
    }

    protected override IQueryable<AnswerLine> Query(long customerId, (DateOnly On, long Id)? before) => AnswerLine.Of(Db, customerId, before);
}
