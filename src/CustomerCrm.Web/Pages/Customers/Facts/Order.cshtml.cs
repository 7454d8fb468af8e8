using System.Text.Json;
using CustomerCrm.Domain.Facts;
using CustomerCrm.Domain.Orders;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>A sale or a return with its lines, entered or corrected.</summary>
public sealed class OrderModel(FactWork work, IValidator<OrderForm> rules) : FactFormPage<Order, OrderForm>(work, rules)
{
    private const int EmptyLines = 5;

    public override string Tab => "Orders";

    /// <summary>The button for more lines, where no script makes them.</summary>
    [BindProperty]
    public string? More { get; set; }

    /// <summary>Too many lines to type: they stay as they are.</summary>
    public bool KeepsLines => Fact is { Lines.Count: > OrderForm.MostLines };

    public string BaseCurrency => Work.Currency;

    protected override string Prefix => "H";

    protected override string NumberField => nameof(Form.OrderNo);

    public override string? Shown(string field, string? value) => field switch
    {
        nameof(Form.Kind) when value is not null => Work.Text["Kind." + value],
        nameof(Form.LinesText) when value is not null => string.Join(
            "; ", JsonSerializer.Deserialize<List<string?[]>>(value)!.Select(cells => string.Join(" · ", cells.Skip(1).OfType<string>()))),
        _ => value,
    };

    protected override Task<Order?> FindFactAsync(long customerId, long factId, CancellationToken cancellation) =>
        Work.Db.Orders.Include(o => o.Lines).SingleOrDefaultAsync(o => o.Id == factId && o.CustomerId == customerId, cancellation);

    protected override Task<bool> IsThereAsync(long customerId, string number, CancellationToken cancellation) =>
        Work.Db.Orders.AnyAsync(o => o.OrderNo == number && o.CustomerId == customerId, cancellation);

    protected override string NumberOf(Order fact) => fact.OrderNo;

    protected override OrderForm Blank(DateOnly today) => new()
    {
        OrderedOn = FactInput.OfDate(today),
        Kind = nameof(OrderKind.Sale),
        Currency = Work.Currency,
    };

    protected override OrderForm FormOf(Order fact) => OrderForm.Of(fact, fact.Lines.Count <= OrderForm.MostLines);

    protected override bool IsUnfinished() => More is not null;

    protected override Task PrepareAsync(CancellationToken cancellation)
    {
        // Always room for some more: what was asked for, else after what is there.
        var empty = Form.Lines.AsEnumerable().Reverse().TakeWhile(line => line.IsBlank).Count();
        Form.AddEmptyLines(Math.Max(0, More is not null ? EmptyLines : EmptyLines - empty));
        return Task.CompletedTask;
    }

    protected override string FieldOf(FactError error) =>
        error.Line is { } line ? $"{nameof(Form.Lines)}[{Form.FilledLines()[line].Place}].{error.Field}" : error.Field;

    protected override Task<(Order? Fact, IReadOnlyList<FactError> Errors)> WriteAsync(string number, CancellationToken cancellation)
    {
        var entry = Form.Entry(number, KeepsLines);
        if (Fact is not { } order)
        {
            return Task.FromResult(Order.Enter(Customer.Id, entry, Work.Currency));
        }

        var errors = order.Correct(entry, Work.Currency);
        if (errors.Count == 0 && Work.Db.ChangeTracker.Entries<OrderLine>().Any(line => line.State != EntityState.Unchanged))
        {
            // The order's version guards its lines: its row is written with them, whatever of it changed.
            Work.Db.Entry(order).Property(o => o.Net).IsModified = true;
        }

        return Task.FromResult<(Order?, IReadOnlyList<FactError>)>((order, errors));
    }
}
