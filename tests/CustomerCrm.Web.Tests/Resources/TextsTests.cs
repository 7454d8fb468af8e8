using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Web.Tests.Resources;

public sealed partial class TextsTests
{
    private static readonly Assembly[] Assemblies = [typeof(Program).Assembly, typeof(ImportMessage).Assembly];

    public static TheoryData<string> Areas => [.. Assemblies
        .SelectMany(a => a.GetManifestResourceNames())
        .Where(n => n.EndsWith(".resources", StringComparison.Ordinal))
        .Select(n => n[..^".resources".Length])];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Texts_StandInBothLanguages_WithTheSamePlaces(string area)
    {
        var manager = new ResourceManager(area, Assemblies.Single(a => area.StartsWith(a.GetName().Name!, StringComparison.Ordinal)));
        var english = Read(manager, CultureInfo.InvariantCulture);
        var chinese = Read(manager, CultureInfo.GetCultureInfo("zh-Hans"));

        english.ShouldNotBeEmpty();
        chinese.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (key, text) in english)
        {
            text.ShouldNotBeNullOrWhiteSpace(key);
            chinese[key].ShouldNotBeNullOrWhiteSpace(key);
            Places(chinese[key]).ShouldBe(Places(text), key);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Texts_BelongToAClassOfTheirName(string area) => Assemblies.Select(a => a.GetType(area)).ShouldContain(type => type != null);

    private static Dictionary<string, string> Read(ResourceManager manager, CultureInfo culture)
    {
        var set = manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        set.ShouldNotBeNull($"{manager.BaseName} has no texts in {culture.Name}");
        return set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();
}
