using CustomerCrm.SampleConverter.Drawing;

namespace CustomerCrm.SampleConverter.Places;

/// <summary>Numbers that ring nowhere, each given once. A country without a range kept for fiction has no phones here.</summary>
internal sealed class PhoneBook
{
    // Ofcom: 07700 900000 to 900999, mobile numbers for drama.
    private const string BritishMobile = "+44 7700 900###";
    private const int Tries = 200;

    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    public string Next(Draw draw, Country country, City? city, bool isPerson)
    {
        if (city is null || draw.Chance(0.06m))
            return "";
        var pattern = isPerson && country.Name == "United Kingdom" ? BritishMobile
            : city.PhonePattern.Length > 0 ? city.PhonePattern
            : country.PhonePattern;
        for (var i = 0; pattern.Length > 0 && i < Tries; i++)
        {
            var number = string.Concat(pattern.Select(c => c == '#' ? (char)('0' + draw.Below(10)) : c));
            if (given.Add(number))
                return number;
        }

        return "";
    }
}
