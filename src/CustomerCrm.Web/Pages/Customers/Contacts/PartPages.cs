using CustomerCrm.Domain.Customers;
using CustomerCrm.Web.Forms;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Contacts;

/// <summary>A telephone number beside the first one.</summary>
public sealed class PhoneModel(PartTools tools, IValidator<PhoneForm> rules) : PartPage<PhoneForm, CustomerPhone>(tools, rules)
{
    public override string Kind => "Phone";

    protected override Task<CustomerPhone?> FindAsync(long customerId, long partId, CancellationToken cancellation) =>
        Db.CustomerPhones.SingleOrDefaultAsync(p => p.CustomerId == customerId && p.Id == partId, cancellation);

    protected override PhoneForm FormOf(CustomerPhone part) => new() { Label = part.Label, Number = part.Number };

    protected override CustomerPhone Create(long customerId) => new() { CustomerId = customerId, Label = "", Number = "" };

    protected override void Write(CustomerPhone part) =>
        (part.Label, part.Number) = (TypedText.Line(Form.Label) ?? "", TypedText.Line(Form.Number) ?? "");
}

/// <summary>Where the customer is to be found.</summary>
public sealed class AddressModel(PartTools tools, IValidator<AddressForm> rules) : PartPage<AddressForm, CustomerAddress>(tools, rules)
{
    public override string Kind => "Address";

    protected override Task<CustomerAddress?> FindAsync(long customerId, long partId, CancellationToken cancellation) =>
        Db.CustomerAddresses.SingleOrDefaultAsync(a => a.CustomerId == customerId && a.Id == partId, cancellation);

    protected override AddressForm FormOf(CustomerAddress part) => new()
    {
        Label = part.Label,
        Street = part.Street,
        PostalCode = part.PostalCode,
        City = part.City,
        Country = part.Country,
    };

    protected override CustomerAddress Create(long customerId) => new() { CustomerId = customerId, Label = "" };

    protected override void Write(CustomerAddress part)
    {
        (part.Label, part.Street) = (TypedText.Line(Form.Label) ?? "", TypedText.Line(Form.Street));
        (part.PostalCode, part.City, part.Country) =
            (TypedText.Line(Form.PostalCode), TypedText.Line(Form.City), TypedText.Line(Form.Country));
    }
}

/// <summary>Somebody at the customer's, with what helps to talk to him.</summary>
public sealed class PersonModel(PartTools tools, IValidator<ContactForm> rules) : PartPage<ContactForm, Contact>(tools, rules)
{
    public override string Kind => "Contact";

    protected override Task<Contact?> FindAsync(long customerId, long partId, CancellationToken cancellation) =>
        Db.Contacts.SingleOrDefaultAsync(c => c.CustomerId == customerId && c.Id == partId, cancellation);

    protected override ContactForm FormOf(Contact part) => new()
    {
        Name = part.Name,
        Position = part.Position,
        Phone = part.Phone,
        Email = part.Email,
        Birthday = TypedText.Of(part.Birthday),
        Personality = part.Personality?.ToString(),
        Interests = part.Interests,
        FamilyNotes = part.FamilyNotes,
    };

    protected override Contact Create(long customerId) => new() { CustomerId = customerId, Name = "" };

    protected override void Write(Contact part)
    {
        (part.Name, part.Position) = (TypedText.Line(Form.Name) ?? "", TypedText.Line(Form.Position));
        (part.Phone, part.Email) = (TypedText.Line(Form.Phone), TypedText.Line(Form.Email));
        TypedText.TryDate(Form.Birthday, out var birthday);
        part.Birthday = birthday;
        part.Personality = Enum.TryParse<Personality>(Form.Personality, out var personality) ? personality : null;
        (part.Interests, part.FamilyNotes) = (TypedText.Lines(Form.Interests), TypedText.Lines(Form.FamilyNotes));
    }
}
