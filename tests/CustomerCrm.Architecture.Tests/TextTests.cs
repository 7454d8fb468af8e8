using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CustomerCrm.Architecture.Tests;

/// <summary>Code and SQL name the texts they tell by keys; each key has its text, and each text somebody who tells it.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void ImportKeys_OfCodeAndSql_AreThoseOfTheTexts()
    {
        var used = SourceTree.FilesOf(["Infrastructure"], ".cs", ".sql")
            .SelectMany(file => Key().Matches(file.Text).Select(m => m.Value[1..^1]))
            .Distinct();
        var texts = XDocument.Load(Path.Combine(SourceTree.Root, "CustomerCrm.Infrastructure/Resources/ImportTexts.resx"))
            .Descendants("data")
            .Select(data => data.Attribute("name")!.Value);

        used.Order(StringComparer.Ordinal).ShouldBe(texts.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""(["'])(File|Row|Warning|Kept|Remark)\.[A-Z]\w+\1""")]
    private static partial Regex Key();
}
