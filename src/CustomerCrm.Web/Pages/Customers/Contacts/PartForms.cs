using CustomerCrm.Domain;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Contacts;

public sealed class PhoneForm : EditForm
{
    public string? Label { get; set; }

    public string? Number { get; set; }
}

public sealed class AddressForm : EditForm
{
    public string? Label { get; set; }

    public string? Street { get; set; }

    public string? PostalCode { get; set; }

    public string? City { get; set; }

    public string? Country { get; set; }
}

public sealed class ContactForm : EditForm
{
    public string? Name { get; set; }

    public string? Position { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Birthday { get; set; }

    public string? Personality { get; set; }

    public string? Interests { get; set; }

    public string? FamilyNotes { get; set; }
}

/// <summary>The text of EditTexts that names a field of a part.</summary>
internal static class PartLabels
{
    public static string Of(string field) => "Part." + field;
}

internal sealed class PhoneRules : AbstractValidator<PhoneForm>
{
    public PhoneRules(IStringLocalizer<Shell> shell, IStringLocalizer<EditTexts> text)
    {
        string Label(string field) => text[PartLabels.Of(field)];
        RuleFor(f => f.Label).Plain(shell, () => Label(nameof(PhoneForm.Label)));
        RuleFor(f => f.Number).Must(typed => !string.IsNullOrWhiteSpace(typed)).WithMessage(_ => shell["Field.Required", Label(nameof(PhoneForm.Number))]);
        RuleFor(f => f.Number).Plain(shell, () => Label(nameof(PhoneForm.Number)));
    }
}

internal sealed class AddressRules : AbstractValidator<AddressForm>
{
    public AddressRules(IStringLocalizer<Shell> shell, IStringLocalizer<EditTexts> text)
    {
        string Label(string field) => text[PartLabels.Of(field)];
        RuleFor(f => f.Street)
            .Must((form, _) => new[] { form.Street, form.PostalCode, form.City, form.Country }.Any(part => !string.IsNullOrWhiteSpace(part)))
            .WithMessage(_ => text["Address.Empty"]);
        RuleFor(f => f.Label).Plain(shell, () => Label(nameof(AddressForm.Label)));
        RuleFor(f => f.Street).Plain(shell, () => Label(nameof(AddressForm.Street)));
        RuleFor(f => f.PostalCode).Plain(shell, () => Label(nameof(AddressForm.PostalCode)));
        RuleFor(f => f.City).Plain(shell, () => Label(nameof(AddressForm.City)));
        RuleFor(f => f.Country).Plain(shell, () => Label(nameof(AddressForm.Country)));
    }
}

internal sealed class ContactRules : AbstractValidator<ContactForm>
{
    public ContactRules(IStringLocalizer<Shell> shell, IStringLocalizer<EditTexts> text)
    {
        string Label(string field) => text[PartLabels.Of(field)];
        RuleFor(f => f.Name).Must(typed => !string.IsNullOrWhiteSpace(typed)).WithMessage(_ => shell["Field.Required", Label(nameof(ContactForm.Name))]);
        RuleFor(f => f.Name).Plain(shell, () => Label(nameof(ContactForm.Name)));
        RuleFor(f => f.Position).Plain(shell, () => Label(nameof(ContactForm.Position)));
        RuleFor(f => f.Phone).Plain(shell, () => Label(nameof(ContactForm.Phone)));
        RuleFor(f => f.Email).Plain(shell, () => Label(nameof(ContactForm.Email)));
        RuleFor(f => f.Birthday).Date(shell, () => Label(nameof(ContactForm.Birthday)))
            .Must(typed => !TypedText.TryDate(typed, out var date) || date is null || (date >= CustomerDetails.Earliest && date <= CustomerDetails.Latest))
            .WithMessage(_ => text["Fault.DateOutOfRange"]);
        RuleFor(f => f.Personality).Must(typed => string.IsNullOrEmpty(typed) || Enum.GetNames<Personality>().Contains(typed))
            .WithMessage(_ => text["Entry.NoChoice"]);
        RuleFor(f => f.Interests).Text(shell, () => Label(nameof(ContactForm.Interests)), LineOfText.LongestNote).Must(Note).WithMessage(_ => text["Fault.NotPlain"]);
        RuleFor(f => f.FamilyNotes).Text(shell, () => Label(nameof(ContactForm.FamilyNotes)), LineOfText.LongestNote).Must(Note).WithMessage(_ => text["Fault.NotPlain"]);
    }

    private static bool Note(string? typed) => LineOfText.Check(TypedText.Lines(typed) ?? "", LineOfText.LongestNote, lines: true) is null;
}

internal static class PartRules
{
    /// <summary>A line as every text of a customer: kept, no longer than the others, without control characters.</summary>
    public static IRuleBuilderOptions<T, string?> Plain<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<Shell> shell, Func<string> label) => rule
        .Text(shell, label, LineOfText.Longest)
        .Must(typed => LineOfText.Check(TypedText.Line(typed) ?? "") is not (TextFault.ControlCharacter or TextFault.HalfCharacter))
        .WithMessage(_ => shell["Field.Unkeepable", label()]);
}
