using System.Text.Json;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Web.Audit;

namespace CustomerCrm.Web.Pages.Customers.Contacts;

/// <summary>A phone, address or person as the audit kept it when it was removed, ready to be added again.</summary>
/// <param name="Part">The entity, new.</param>
public sealed record RemovedPart(long EntryId, DateTimeOffset At, string By, object Part)
{
    public static readonly IReadOnlyList<string> Subjects = ["customer_phones", "customer_addresses", "contacts"];

    /// <summary>How it is called in a line.</summary>
    public string Name => Part switch
    {
        CustomerPhone phone => phone.Number,
        CustomerAddress address => Line(address),
        Contact contact => contact.Name,
        _ => "",
    };

    public static string Line(CustomerAddress address) => string.Join(
        ", ",
        new[] { address.Street, string.Join(' ', new[] { address.PostalCode, address.City }.Where(p => !string.IsNullOrEmpty(p))), address.Country }
            .Where(p => !string.IsNullOrEmpty(p)));

    /// <returns>Null where the entry tells of no part that was removed.</returns>
    public static RemovedPart? Of(AuditEntry entry)
    {
        if (entry.Action != "removed" || entry.CustomerId is not { } customer || !Subjects.Contains(entry.Subject))
        {
            return null;
        }

        var was = AuditFields.Read(entry).ToDictionary(f => f.Field, f => f.Before);
        string? Text(string field) => was.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        object part = entry.Subject switch
        {
            "customer_phones" => new CustomerPhone { CustomerId = customer, Label = Text("label") ?? "", Number = Text("number") ?? "" },
            "customer_addresses" => new CustomerAddress
            {
                CustomerId = customer,
                Label = Text("label") ?? "",
                Street = Text("street"),
                PostalCode = Text("postalCode"),
                City = Text("city"),
                Country = Text("country"),
            },
            _ => new Contact
            {
                CustomerId = customer,
                Name = Text("name") ?? "",
                Position = Text("position"),
                Phone = Text("phone"),
                Email = Text("email"),
                Birthday = DateOnly.TryParse(Text("birthday"), System.Globalization.CultureInfo.InvariantCulture, out var birthday) ? birthday : null,
                Personality = was.TryGetValue("personality", out var value) && value.ValueKind == JsonValueKind.Number ? (Personality)value.GetInt32() : null,
                Interests = Text("interests"),
                FamilyNotes = Text("familyNotes"),
            },
        };
        return new RemovedPart(entry.Id, entry.At, entry.UserName, part);
    }

    /// <summary>Whether one just like it is there: it was put back, or never missed.</summary>
    public bool IsAmong(IEnumerable<CustomerPhone> phones, IEnumerable<CustomerAddress> addresses, IEnumerable<Contact> people) => Part switch
    {
        CustomerPhone mine => phones.Any(p => (p.Label, p.Number) == (mine.Label, mine.Number)),
        CustomerAddress mine => addresses.Any(a => (a.Label, Line(a)) == (mine.Label, Line(mine))),
        Contact mine => people.Any(c => (c.Name, c.Position, c.Phone, c.Email) == (mine.Name, mine.Position, mine.Phone, mine.Email)),
        _ => true,
    };
}
