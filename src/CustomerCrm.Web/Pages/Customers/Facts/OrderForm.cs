using System.Text.Json;
using CustomerCrm.Domain.Facts;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

public sealed class OrderForm : FactForm
{
    /// <summary>More lines than this are imported, not typed.</summary>
    public const int MostLines = 50;

    public string? OrderedOn { get; set; }

    public string? Kind { get; set; }

    public string? Gross { get; set; }

    public string? Discount { get; set; }

    public string? Net { get; set; }

    public string? CostOfGoods { get; set; }

    public string? Currency { get; set; }

    public string? FxRate { get; set; }

    public string? DueOn { get; set; }

    public string? PaidOn { get; set; }

    public string? OrderNo { get; set; }

    /// <summary>As posted, empty ones too.</summary>
    public List<LineForm> Lines { get; set; } = [];

    /// <summary>The lines as one field: who changed lines that another changed too chooses between the two wholes.</summary>
    [BindNever]
    public string? LinesText
    {
        get => Filled.ToList() is { Count: > 0 } filled ? JsonSerializer.Serialize(filled.Select(line => line.Cells)) : null;
        set => Lines = value is null ? [] : [.. JsonSerializer.Deserialize<List<string?[]>>(value)!.Select(LineForm.Of)];
    }

    [BindNever]
    public OrderKind OrderKind => Kind == nameof(OrderKind.Return) ? OrderKind.Return : OrderKind.Sale;

    private IEnumerable<LineForm> Filled => Lines.Where(line => !line.IsBlank);

    /// <summary>The lines that say something, each with its place in the form.</summary>
    internal IReadOnlyList<(int Place, LineForm Line)> FilledLines() => [.. Lines.Index().Where(l => !l.Item.IsBlank)];

    /// <summary>Makes room for as many more lines.</summary>
    internal void AddEmptyLines(int some) => Lines.AddRange(Enumerable.Range(0, some).Select(_ => new LineForm()));

    /// <param name="number">For where none was typed.</param>
    /// <param name="keepsLines">The order's lines are too many for the form and stay.</param>
    internal OrderEntry Entry(string number, bool keepsLines) => new()
    {
        OrderNo = FactInput.Text(OrderNo) ?? number,
        OrderedOn = FactInput.Date(OrderedOn)!.Value,
        Kind = OrderKind,
        Gross = FactInput.Number(Gross),
        Discount = FactInput.Number(Discount),
        Net = FactInput.Number(Net),
        CostOfGoods = FactInput.Number(CostOfGoods),
        Currency = FactInput.Text(Currency),
        FxRate = FactInput.Number(FxRate),
        DueOn = FactInput.Date(DueOn),
        PaidOn = FactInput.Date(PaidOn),
        Lines = keepsLines ? null : [.. Filled.Select(line => line.Entry())],
    };

    internal static OrderForm Of(Order order, bool withLines) => new()
    {
        OrderedOn = FactInput.OfDate(order.OrderedOn),
        Kind = order.Kind.ToString(),
        Gross = FactInput.OfMoney(order.Gross),
        Discount = FactInput.OfMoney(order.Discount),
        // Where it follows from the rest it stays open, so that a correction of the rest corrects it too.
        Net = order.FromLines || order.Gross is not null ? null : FactInput.OfMoney(order.Net),
        CostOfGoods = FactInput.OfMoney(order.CostOfGoods),
        Currency = order.Currency,
        FxRate = order.FxRate == 1 ? null : FactInput.OfNumber(order.FxRate),
        DueOn = FactInput.OfDate(order.DueOn),
        PaidOn = FactInput.OfDate(order.PaidOn),
        OrderNo = order.OrderNo,
        Lines = withLines
            ? [.. order.Lines.OrderBy(line => line.LineNo.Length).ThenBy(line => line.LineNo, StringComparer.Ordinal).Select(LineForm.Of)]
            : [],
    };
}

/// <summary>A line of an order as typed; an empty one is none.</summary>
public sealed class LineForm
{
    /// <summary>Of the line it corrects; empty for a new one.</summary>
    public string? LineNo { get; set; }

    public string? ProductCode { get; set; }

    public string? ProductName { get; set; }

    public string? Category { get; set; }

    public string? Quantity { get; set; }

    public string? UnitPrice { get; set; }

    public string? Discount { get; set; }

    public string? Net { get; set; }

    public string? CostOfGoods { get; set; }

    internal bool IsBlank => Cells.Skip(1).All(cell => cell is null);

    /// <summary>Trimmed, null where empty; the number first.</summary>
    internal string?[] Cells =>
        [.. new[] { LineNo, ProductCode, ProductName, Category, Quantity, UnitPrice, Discount, Net, CostOfGoods }.Select(FactInput.Text)];

    internal static LineForm Of(string?[] cells) => new()
    {
        LineNo = cells[0],
        ProductCode = cells[1],
        ProductName = cells[2],
        Category = cells[3],
        Quantity = cells[4],
        UnitPrice = cells[5],
        Discount = cells[6],
        Net = cells[7],
        CostOfGoods = cells[8],
    };

    internal static LineForm Of(OrderLine line) => new()
    {
        LineNo = line.LineNo,
        ProductCode = line.ProductCode,
        ProductName = line.ProductName,
        Category = line.Category,
        Quantity = FactInput.OfNumber(line.Quantity),
        UnitPrice = FactInput.OfNumber(line.UnitPrice),
        Discount = FactInput.OfMoney(line.Discount),
        Net = FactInput.OfMoney(line.Net),
        CostOfGoods = FactInput.OfMoney(line.CostOfGoods),
    };

    internal OrderLineEntry Entry() => new(
        FactInput.Text(LineNo), FactInput.Text(ProductCode), FactInput.Text(ProductName), FactInput.Text(Category), FactInput.Number(Quantity),
        FactInput.Number(UnitPrice), FactInput.Number(Discount), FactInput.Number(Net), FactInput.Number(CostOfGoods));
}

internal sealed class OrderFormRules : AbstractValidator<OrderForm>
{
    public OrderFormRules(IStringLocalizer<Shell> text, IStringLocalizer<CustomerTexts> names, IStringLocalizer<FactTexts> facts)
    {
        RuleFor(f => f.OrderNo).IsText(text, () => names["Orders.Number"], FactLimits.Key);
        RuleFor(f => f.OrderedOn).IsThere(text, () => names["Orders.Date"]);
        RuleFor(f => f.OrderedOn).IsDate(text, () => names["Orders.Date"]);
        RuleFor(f => f.Kind).Must(kind => kind is null or nameof(OrderKind.Sale) or nameof(OrderKind.Return)).WithMessage(_ => text["Binding.Unknown"]);
        RuleFor(f => f.Gross).IsNumber(text, () => names["Orders.Gross"]);
        RuleFor(f => f.Discount).IsNumber(text, () => names["Orders.Discount"]);
        RuleFor(f => f.Net).IsNumber(text, () => names["Orders.Net"]);
        RuleFor(f => f.CostOfGoods).IsNumber(text, () => names["Orders.Cost"]);
        RuleFor(f => f.Currency).IsText(text, () => names["Orders.Currency"], 3);
        RuleFor(f => f.FxRate).IsNumber(text, () => names["Orders.Rate"]);
        RuleFor(f => f.DueOn).IsDate(text, () => names["Orders.Due"]);
        RuleFor(f => f.PaidOn).IsDate(text, () => names["Orders.Paid"]);
        RuleFor(f => f.LinesText).Must((form, _) => form.FilledLines().Count <= OrderForm.MostLines)
            .WithMessage(_ => facts["Line.TooMany", OrderForm.MostLines]);
        RuleForEach(f => f.Lines).SetValidator(new LineFormRules(text, names, facts));
    }
}

internal sealed class LineFormRules : AbstractValidator<LineForm>
{
    public LineFormRules(IStringLocalizer<Shell> text, IStringLocalizer<CustomerTexts> names, IStringLocalizer<FactTexts> facts)
    {
        RuleFor(l => l.LineNo).IsText(text, () => names["Line.No"], FactLimits.Key);
        RuleFor(l => l.ProductCode).IsText(text, () => facts["Line.Code"], FactLimits.Text);
        RuleFor(l => l.ProductName).IsText(text, () => names["Line.Product"], FactLimits.Text);
        RuleFor(l => l.Category).IsText(text, () => facts["Line.Category"], FactLimits.Text);
        RuleFor(l => l.Quantity).IsNumber(text, () => names["Costs.Quantity"]);
        RuleFor(l => l.UnitPrice).IsNumber(text, () => names["Line.Price"]);
        RuleFor(l => l.Discount).IsNumber(text, () => names["Orders.Discount"]);
        RuleFor(l => l.Net).IsNumber(text, () => names["Orders.Net"]);
        RuleFor(l => l.CostOfGoods).IsNumber(text, () => names["Orders.Cost"]);
    }
}
