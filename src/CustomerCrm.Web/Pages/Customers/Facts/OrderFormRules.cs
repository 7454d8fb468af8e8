using CustomerCrm.Domain.Facts;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

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
