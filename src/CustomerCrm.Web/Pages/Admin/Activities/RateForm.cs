using CustomerCrm.Domain.Customers;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin.Activities;

/// <summary>A rate from a date on.</summary>
public sealed class RateForm
{
    /// <summary>Base currency a unit; so many decimals are kept.</summary>
    public const int Decimals = 6;

    public const decimal Highest = 999_999_999_999m;

    public string? ValidFrom { get; set; }

    public string? Rate { get; set; }
}

internal sealed class RateRules : AbstractValidator<RateForm>
{
    public RateRules(IStringLocalizer<Shell> shell, IStringLocalizer<AdminTexts> text)
    {
        RuleFor(f => f.ValidFrom).Date(shell, () => text["Rate.From"]);
        RuleFor(f => f.ValidFrom).NotEmpty().WithMessage(_ => shell["Field.Required", text["Rate.From"]]);
        RuleFor(f => f.Rate).Number(shell, () => text["Rate.Rate"]);
        RuleFor(f => f.Rate).NotEmpty().WithMessage(_ => shell["Field.Required", text["Rate.Rate"]]);
        RuleFor(f => f.Rate).Must(IsInBounds).WithMessage(_ => text["Rate.Bounds", RateForm.Decimals]);
    }

    private static bool IsInBounds(string? typed) => !TypedText.TryNumber(typed, out var rate) || rate is not { } value
        || (value is >= 0 and <= RateForm.Highest && decimal.Round(value, RateForm.Decimals) == value);
}

/// <summary>An activity is a direct amount, or has a unit and a rate.</summary>
public sealed class ActivityForm
{
    public const int NameLength = Customer.KeyLength;
    public const int UnitLength = 40;

    public string? Name { get; set; }

    public string? Unit { get; set; }
}

internal sealed class ActivityRules : AbstractValidator<ActivityForm>
{
    public ActivityRules(IStringLocalizer<Shell> shell, IStringLocalizer<AdminTexts> text)
    {
        RuleFor(f => f.Name).Text(shell, () => text["Activity.Name"], ActivityForm.NameLength);
        RuleFor(f => f.Name).Must(n => TypedText.Line(n) is not null).WithMessage(_ => shell["Field.Required", text["Activity.Name"]]);
        RuleFor(f => f.Unit).Text(shell, () => text["Activity.Unit"], ActivityForm.UnitLength);
        RuleFor(f => f.Unit).Must(u => TypedText.Line(u) is not null).WithMessage(_ => shell["Field.Required", text["Activity.Unit"]]);
    }
}
