using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Customers.Views;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Views;

/// <summary>What a view is called and who sees it.</summary>
public sealed class ViewForm
{
    public string? Name { get; set; }

    public bool Shared { get; set; }

    /// <summary>The name on one line, without what surrounds it.</summary>
    public string CleanName => SearchText.Clean(Name) ?? "";
}

internal sealed class ViewRules : AbstractValidator<ViewForm>
{
    public ViewRules(IStringLocalizer<ListTexts> text)
    {
        RuleFor(f => f.CleanName).NotEmpty().OverridePropertyName(nameof(ViewForm.Name)).WithMessage(_ => text["List.View.NameMissing"]);
        RuleFor(f => f.CleanName).MaximumLength(SavedView.NameLength).OverridePropertyName(nameof(ViewForm.Name))
            .WithMessage(_ => text["List.View.NameLong", SavedView.NameLength]);
    }
}
