using CustomerCrm.Domain.Facts;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

public sealed class CostForm : FactForm
{
    public string? ActivityId { get; set; }

    public string? Quantity { get; set; }

    public string? IncurredOn { get; set; }

    public string? Amount { get; set; }

    public string? Note { get; set; }

    public string? CostNo { get; set; }
}

internal sealed class CostFormRules : AbstractValidator<CostForm>
{
    public CostFormRules(IStringLocalizer<Shell> text, IStringLocalizer<CustomerTexts> names)
    {
        RuleFor(f => f.ActivityId).IsThere(text, () => names["Costs.Activity"]);
        RuleFor(f => f.Quantity).IsNumber(text, () => names["Costs.Quantity"]);
        RuleFor(f => f.IncurredOn).IsThere(text, () => names["Costs.Date"]);
        RuleFor(f => f.IncurredOn).IsDate(text, () => names["Costs.Date"]);
        RuleFor(f => f.Amount).IsNumber(text, () => names["Costs.Amount"]);
        RuleFor(f => f.Note).IsText(text, () => names["Costs.Note"], FactLimits.Note, lines: true);
        RuleFor(f => f.CostNo).IsText(text, () => names["Costs.Number"], FactLimits.Key);
    }
}
