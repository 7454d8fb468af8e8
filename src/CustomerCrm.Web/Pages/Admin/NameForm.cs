using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin;

/// <summary>A name for something an admin keeps in a list.</summary>
public sealed class NameForm
{
    public const int NameLength = 100;

    /// <summary>What it is called now; empty for something new.</summary>
    public string? Old { get; set; }

    public string? Name { get; set; }

    /// <summary>Where the name is there already: make the two one.</summary>
    public bool Merge { get; set; }

    public string? CleanOld => TypedText.Line(Old);

    public string? CleanName => TypedText.Line(Name);
}

internal sealed class NameRules : AbstractValidator<NameForm>
{
    public NameRules(IStringLocalizer<Shell> shell, IStringLocalizer<AdminTexts> text)
    {
        RuleFor(f => f.Name).Text(shell, () => text["Name.Field"], NameForm.NameLength);
        RuleFor(f => f.CleanName).NotEmpty().OverridePropertyName(nameof(NameForm.Name)).WithMessage(_ => shell["Field.Required", text["Name.Field"]]);
        RuleFor(f => f.Name).Must(n => n?.Contains('|', StringComparison.Ordinal) != true).WithMessage(_ => text["Name.NoBar"]);
    }
}
