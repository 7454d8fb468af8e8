using System.Globalization;
using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Domain.Facts;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>An activity to choose, with its rate on the form's date.</summary>
/// <param name="IsDirect">It has no rate at all: its amount is entered.</param>
/// <param name="Rate">Null also where no rate is that old.</param>
public sealed record ActivityChoice(long Id, string Name, string Unit, bool IsDirect, decimal? Rate);

/// <summary>A cost of serving a customer, entered or corrected; a rep on the phone needs the activity and how much of it.</summary>
public sealed class CostModel(FactWork work, IValidator<CostForm> rules) : FactFormPage<CostEntry, CostForm>(work, rules)
{
    /// <summary>More activities than a list to choose from can hold are a mistake.</summary>
    private const int MostActivities = 500;

    public override string Tab => "Costs";

    public IReadOnlyList<ActivityChoice> Activities { get; private set; } = [];

    protected override string Prefix => "K";

    protected override string NumberField => nameof(Form.CostNo);

    /// <summary>The activities with the rates of another date.</summary>
    public async Task<IActionResult> OnGetRatesAsync(CancellationToken cancellation)
    {
        Form.IncurredOn = Request.Query["Form.IncurredOn"];
        Form.ActivityId = Request.Query["Form.ActivityId"];
        await PrepareAsync(cancellation);
        return Partial("_Activity", this);
    }

    public override string? Shown(string field, string? value) =>
        field == nameof(Form.ActivityId) ? Activities.FirstOrDefault(a => IdOf(a) == value)?.Name ?? value : value;

    public static string IdOf(ActivityChoice activity) => activity.Id.ToString(CultureInfo.InvariantCulture);

    protected override Task<CostEntry?> FindFactAsync(long customerId, long factId, CancellationToken cancellation) =>
        Work.Db.CostEntries.SingleOrDefaultAsync(e => e.Id == factId && e.CustomerId == customerId, cancellation);

    protected override Task<bool> IsThereAsync(long customerId, string number, CancellationToken cancellation) =>
        Work.Db.CostEntries.AnyAsync(e => e.CostNo == number && e.CustomerId == customerId, cancellation);

    protected override string NumberOf(CostEntry fact) => fact.CostNo;

    protected override CostForm Blank(DateOnly today) => new() { IncurredOn = FactInput.OfDate(today) };

    protected override CostForm FormOf(CostEntry fact) => new()
    {
        ActivityId = fact.ActivityId.ToString(CultureInfo.InvariantCulture),
        Quantity = FactInput.OfNumber(fact.Quantity),
        IncurredOn = FactInput.OfDate(fact.IncurredOn),
        Amount = FactInput.OfMoney(fact.GivenAmount),
        Note = fact.Note,
        CostNo = fact.CostNo,
    };

    protected override async Task PrepareAsync(CancellationToken cancellation)
    {
        var date = FactInput.Date(Form.IncurredOn) ?? Work.Today;
        Activities = await Work.Db.CostActivities.AsNoTracking()
            .OrderBy(a => a.Name)
            .Take(MostActivities)
            .Select(a => new ActivityChoice(
                a.Id, a.Name, a.Unit, !a.Rates.Any(),
                a.Rates.Where(r => r.ValidFrom <= date).OrderByDescending(r => r.ValidFrom).Select(r => (decimal?)r.Rate).FirstOrDefault()))
            .ToListAsync(cancellation);
    }

    protected override async Task<(CostEntry? Fact, IReadOnlyList<FactError> Errors)> WriteAsync(string number, CancellationToken cancellation)
    {
        var activity = long.TryParse(Form.ActivityId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await Work.Db.CostActivities.AsNoTracking().Include(a => a.Rates).SingleOrDefaultAsync(a => a.Id == id, cancellation)
            : null;
        if (activity is null)
        {
            return (null, [new FactError(nameof(Form.ActivityId), FactRefusal.Missing)]);
        }

        var entry = new CostToEnter(
            FactInput.Text(Form.CostNo) ?? number, FactInput.Date(Form.IncurredOn)!.Value, FactInput.Number(Form.Quantity),
            FactInput.Number(Form.Amount), FactInput.Text(Form.Note)?.ReplaceLineEndings("\n"));
        return Fact is { } fact ? (fact, fact.Correct(activity, entry)) : CostEntry.Enter(Customer.Id, activity, entry);
    }
}
