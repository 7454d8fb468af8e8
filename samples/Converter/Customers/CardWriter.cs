using CustomerCrm.SampleConverter.Drawing;
using CustomerCrm.SampleConverter.Naming;
using CustomerCrm.SampleConverter.Places;

namespace CustomerCrm.SampleConverter.Customers;

/// <summary>What every card has, a customer's or a prospect's: name, place, ways to reach them, owner, source.</summary>
internal sealed class CardWriter
{
    public const string ByReferral = "Referral";

    private readonly NameBook names = new();
    private readonly PhoneBook phones = new();
    private readonly MailBook mails = new();

    public CardWriter()
    {
        foreach (var character in Characters.All)
            names.Reserve(character.Name);
    }

    public CustomerCard Write(string key, Country country, bool isPerson, Role role)
    {
        var draw = Draw.For(key, "card");
        var city = country.Cities.Count > 0 ? draw.Pick(country.Cities) : null;
        var name = role == Role.Extra
            ? names.Next(draw, country, city, isPerson, chinese: draw.Chance(0.25m))
            : Characters.Of(role);
        return new CustomerCard(key, name.Name, isPerson)
        {
            LocalName = name.LocalName,
            MemberCardNo = draw.Chance(isPerson ? 0.7m : 0.2m) ? $"70{key[1..]}{draw.Below(10)}" : "",
            Phone = phones.Next(draw, country, city, isPerson),
            Email = mails.Next(draw, name.Name, key),
            Region = country.Region,
            Country = country.Name,
            City = city?.Name ?? "",
            Industry = name.Industry,
            BusinessType = isPerson ? "" : draw.Pick(Choices.BusinessTypes),
            Source = draw.Pick(Choices.Sources),
            OwnerEmail = role == Role.Extra ? draw.Pick(Choices.Owners) : Choices.Rep,
        };
    }
}
