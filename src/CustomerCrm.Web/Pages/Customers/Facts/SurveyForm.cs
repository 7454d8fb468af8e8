using CustomerCrm.Domain.Facts;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

public sealed class SurveyForm : FactForm
{
    public string? SurveyNo { get; set; }

    public string? AnsweredOn { get; set; }

    public string? Satisfaction { get; set; }

    public string? Recommend { get; set; }
}

internal sealed class SurveyFormRules : AbstractValidator<SurveyForm>
{
    public SurveyFormRules(IStringLocalizer<Shell> text, IStringLocalizer<CustomerTexts> names)
    {
        RuleFor(f => f.SurveyNo).IsText(text, () => names["Surveys.Number"], FactLimits.Key);
        RuleFor(f => f.AnsweredOn).IsThere(text, () => names["Surveys.Date"]);
        RuleFor(f => f.AnsweredOn).IsDate(text, () => names["Surveys.Date"]);
        RuleFor(f => f.Satisfaction).IsNumber(text, () => names["Surveys.Satisfaction"]);
        RuleFor(f => f.Recommend).IsNumber(text, () => names["Surveys.Recommend"]);
    }
}
