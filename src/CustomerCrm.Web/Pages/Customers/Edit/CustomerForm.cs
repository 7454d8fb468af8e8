using System.Globalization;
using CustomerCrm.Domain;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Pages.Customers.Contacts;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Edit;

/// <summary>Everything customers.csv knows of a customer, as typed. Its fields are called as those of CustomerDetails.</summary>
public sealed class CustomerForm : EditForm
{
    /// <summary>Asked for a new customer alone; one is made where it is left empty.</summary>
    public string? CustomerKey { get; set; }

    public string? Name { get; set; }

    public string? LocalName { get; set; }

    public string? Kind { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? MemberCardNo { get; set; }

    public string? RegionId { get; set; }

    public string? Country { get; set; }

    public string? City { get; set; }

    public string? Industry { get; set; }

    public string? BusinessType { get; set; }

    public string? SourceId { get; set; }

    /// <summary>Asked of managers alone.</summary>
    public string? OwnerId { get; set; }

    public string? EstimatedAnnualSpend { get; set; }

    /// <summary>A key, or a name that only one customer has.</summary>
    public string? ReferredBy { get; set; }

    public string? FirstContactOn { get; set; }

    public string? Tags { get; set; }

    /// <param name="referrerKey">Null where the reader may not see him: then nothing stands in the field, and left so he stays.</param>
    public static CustomerForm Of(Customer customer, string? referrerKey)
    {
        var form = new CustomerForm
        {
            Name = customer.Name,
            LocalName = customer.LocalName,
            Kind = customer.Kind.ToString(),
            Phone = customer.Phone,
            Email = customer.Email,
            MemberCardNo = customer.MemberCardNo,
            RegionId = Id(customer.RegionId),
            Country = customer.Country,
            City = customer.City,
            Industry = customer.Industry,
            BusinessType = customer.BusinessType,
            SourceId = Id(customer.SourceId),
            OwnerId = Id(customer.OwnerId),
            EstimatedAnnualSpend = TypedText.Of(customer.EstimatedAnnualSpend),
            ReferredBy = referrerKey,
            FirstContactOn = TypedText.Of(customer.FirstContactOn),
            Tags = string.Join(", ", customer.Tags.Select(t => t.Name).Order(StringComparer.CurrentCulture)),
        };
        form.Remember(customer.Version);
        return form;
    }

    public static string? Id(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of CustomerTexts that names a field.</summary>
    public static string LabelOf(string field) => "Fact." + field switch
    {
        nameof(CustomerKey) => "Key",
        nameof(RegionId) => "Region",
        nameof(SourceId) => "Source",
        nameof(OwnerId) => "Owner",
        nameof(EstimatedAnnualSpend) => "AnnualSpend",
        nameof(FirstContactOn) => "FirstContact",
        nameof(MemberCardNo) => "MemberCard",
        _ => field,
    };
}

/// <summary>Shape alone: texts that can be kept, numbers and dates that are some. What they mean is asked of the customer.</summary>
internal sealed class CustomerFormRules : AbstractValidator<CustomerForm>
{
    private const int LongestChoice = 20;

    public CustomerFormRules(IStringLocalizer<Shell> shell, IStringLocalizer<CustomerTexts> text)
    {
        Func<string> Label(string field) => () => text[CustomerForm.LabelOf(field)];
        RuleFor(f => f.CustomerKey).Text(shell, Label(nameof(CustomerForm.CustomerKey)), LineOfText.LongestKey);
        RuleFor(f => f.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage(_ => shell["Field.Required", text["Fact.Name"]]);
        RuleFor(f => f.Name).Text(shell, Label(nameof(CustomerForm.Name)), LineOfText.Longest);
        RuleFor(f => f.LocalName).Text(shell, Label(nameof(CustomerForm.LocalName)), LineOfText.Longest);
        RuleFor(f => f.Kind).Text(shell, Label(nameof(CustomerForm.Kind)), LongestChoice);
        RuleFor(f => f.Phone).Text(shell, Label(nameof(CustomerForm.Phone)), LineOfText.Longest);
        RuleFor(f => f.Email).Text(shell, Label(nameof(CustomerForm.Email)), LineOfText.Longest);
        RuleFor(f => f.MemberCardNo).Text(shell, Label(nameof(CustomerForm.MemberCardNo)), LineOfText.Longest);
        RuleFor(f => f.RegionId).Text(shell, Label(nameof(CustomerForm.RegionId)), LongestChoice);
        RuleFor(f => f.Country).Text(shell, Label(nameof(CustomerForm.Country)), LineOfText.Longest);
        RuleFor(f => f.City).Text(shell, Label(nameof(CustomerForm.City)), LineOfText.Longest);
        RuleFor(f => f.Industry).Text(shell, Label(nameof(CustomerForm.Industry)), LineOfText.Longest);
        RuleFor(f => f.BusinessType).Text(shell, Label(nameof(CustomerForm.BusinessType)), LineOfText.Longest);
        RuleFor(f => f.SourceId).Text(shell, Label(nameof(CustomerForm.SourceId)), LongestChoice);
        RuleFor(f => f.OwnerId).Text(shell, Label(nameof(CustomerForm.OwnerId)), LongestChoice);
        RuleFor(f => f.EstimatedAnnualSpend).Number(shell, Label(nameof(CustomerForm.EstimatedAnnualSpend)));
        RuleFor(f => f.ReferredBy).Text(shell, Label(nameof(CustomerForm.ReferredBy)), LineOfText.Longest);
        RuleFor(f => f.FirstContactOn).Date(shell, Label(nameof(CustomerForm.FirstContactOn)));
        RuleFor(f => f.Tags).Plain(shell, Label(nameof(CustomerForm.Tags)));
    }
}
