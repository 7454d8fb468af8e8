using System.Text;
using CustomerCrm.SampleConverter.Drawing;

namespace CustomerCrm.SampleConverter.Naming;

/// <summary>Addresses at the domains that RFC 2606 keeps for examples, each given once.</summary>
internal sealed class MailBook
{
    private const string Accented = "äáàåãâçčéèêëíîïńñóôöøõřúüûýžß";
    private const string Plain = "aaaaaacceeeeiiinnoooooruuuyzs";

    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    public string Next(Draw draw, string name, string key)
    {
        if (draw.Chance(0.08m))
            return "";
        var local = Slug(name);
        var domain = draw.Chance(0.5m) ? "example.com" : "example.org";
        return given.Add($"{local}@{domain}") ? $"{local}@{domain}" : $"{local}.{key[1..]}@{domain}";
    }

    // The first three words in plain letters: "Döring & Falk Geschenke KG" is doring.falk.geschenke.
    private static string Slug(string name)
    {
        var words = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            var at = Accented.IndexOf(c, StringComparison.Ordinal);
            var plain = at >= 0 ? Plain[at] : c;
            words.Append(char.IsAsciiLetter(plain) ? plain : plain == '\'' ? "" : " ");
        }

        return string.Join('.', Tongues.Words(words.ToString()).Where(w => w != "the").Take(3));
    }
}
