using System.Collections;
using System.Globalization;
using System.Resources;
using CustomerCrm.Web.Resources;

namespace CustomerCrm.Web.Tests.Resources;

/// <summary>One meaning for one word: what a page says of a term is what docs/glossary.md says, with more where there is more to say.</summary>
public sealed class GlossaryTests
{
    /// <summary>English and Chinese meaning by name.</summary>
    private static readonly Dictionary<string, (string English, string Chinese)> Meanings = File
        .ReadAllLines(Path.Combine(Root(), "docs", "glossary.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .ToDictionary(cells => cells[0].Trim('`'), cells => (cells[3], cells[4]));

    [Theory]
    [InlineData("")]
    [InlineData("zh-Hans")]
    public void Help_OfANameOfTheGlossary_BeginsWithItsSentence(string culture)
    {
        var help = new ResourceManager(typeof(Glossary)).GetResourceSet(CultureInfo.GetCultureInfo(culture), true, false)!
            .Cast<DictionaryEntry>()
            .Where(entry => ((string)entry.Key).StartsWith("Help.", StringComparison.Ordinal))
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        var known = help.Where(entry => NameOf(entry.Key) is not null).ToList();

        known.Count.ShouldBeGreaterThan(30);
        known.Where(entry =>
            {
                var (english, chinese) = Meanings[NameOf(entry.Key)!];
                return !entry.Value.StartsWith(culture.Length == 0 ? english : chinese, StringComparison.Ordinal);
            })
            .Select(entry => $"{entry.Key}: {entry.Value}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Term_EveryOne_StandsInTheGlossary() => new ResourceManager(typeof(Glossary))
        .GetResourceSet(CultureInfo.InvariantCulture, true, false)!
        .Cast<DictionaryEntry>()
        .Select(entry => (string)entry.Key)
        .Where(key => key.StartsWith("Term.", StringComparison.Ordinal) && NameOf(key) is null)
        .ShouldBeEmpty();

    /// <summary>Help.Tier.Gold is of Gold; a date ends in On in the code.</summary>
    private static string? NameOf(string key)
    {
        var name = key[(key.LastIndexOf('.') + 1)..];
        return Meanings.ContainsKey(name) ? name : Meanings.ContainsKey(name + "On") ? name + "On" : null;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerCrm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No CustomerCrm.sln above the tests.");
        return folder.FullName;
    }
}
