using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerCrm.Cli;
using CustomerCrm.Domain;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CustomerCrm.Architecture.Tests;

/// <summary>Small files, small folders, names of the trade, and words where numbers come from.</summary>
public sealed partial class ShapeTests
{
    private const int MostLines = 300;
    private const int MostFiles = 15;

    private static readonly Assembly[] Assemblies =
        [typeof(Money).Assembly, typeof(CrmDbContext).Assembly, typeof(CommandLine).Assembly, Assembly.Load("CustomerCrm.Web")];

    /// <summary>Longer files, and why.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    /// <summary>Fuller folders: how many files at most, and why.</summary>
    private static readonly Dictionary<string, (int Most, string Why)> FullFolders = new()
    {
        ["CustomerCrm.Domain/Tiers"] = (18, "enums of a few lines each, one a file"),
        ["CustomerCrm.Web/Resources"] = (17, "a name for each pair of files of texts"),
        ["CustomerCrm.Infrastructure/EmbeddedPostgres"] = (22, "one machine; its parts are known nowhere else"),
        ["CustomerCrm.Infrastructure/Scoring"] = (21, "the run, the rows it writes, the requests for it and its audit"),
    };

    [Fact]
    public void File_Lines_AreFew() => SourceTree.Files(".cs", ".cshtml", ".sql")
        .Where(file => !SourceTree.IsGenerated(file) && !LongFiles.ContainsKey(file.Name) && file.LineCount > MostLines)
        .Select(file => $"{file.Name}: {file.LineCount} lines")
        .ShouldBeEmpty();

    [Fact]
    public void Folder_Files_AreFew() => SourceTree.Files(".cs")
        .Where(file => !SourceTree.IsGenerated(file))
        .GroupBy(file => file.Name[..file.Name.LastIndexOf('/')])
        .Where(folder => folder.Count() > (FullFolders.TryGetValue(folder.Key, out var full) ? full.Most : MostFiles))
        .Select(folder => $"{folder.Key}: {folder.Count()} files")
        .ShouldBeEmpty();

    [Fact]
    public void Type_Name_IsNoEmptyWord() => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && EmptyWord().IsMatch(type.Name))
        // The framework's own word for what a view's elements are made by.
        .Where(type => !typeof(TagHelper).IsAssignableFrom(type))
        .Select(type => type.FullName)
        .ShouldBeEmpty();

    [Fact]
    public void SqlFile_FirstLine_SaysWhy() => SourceTree.Files(".sql")
        .Where(file => !file.Text.StartsWith("-- ", StringComparison.Ordinal) || file.Text.IndexOf('\n', StringComparison.Ordinal) < 25)
        .Select(file => file.Name)
        .ShouldBeEmpty();

    [Theory]
    [InlineData("CustomerCrm.Domain.Scoring")]
    [InlineData("CustomerCrm.Domain.Tiers")]
    public void PublicType_OfTheModel_HasASummary(string space)
    {
        var documented = XDocument.Load(Path.ChangeExtension(typeof(Money).Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary")?.Value.Trim().Length > 0)
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet();
        var types = typeof(Money).Assembly.GetExportedTypes().Where(type => type.Namespace == space).ToList();
        types.ShouldNotBeEmpty();

        types.Where(type => !documented.Contains("T:" + type.FullName!.Replace('+', '.')))
            .Select(type => type.FullName)
            .ShouldBeEmpty();
    }

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Processor|Dto)(`\\d+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex EmptyWord();
}
