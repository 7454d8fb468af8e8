using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerCrm.Cli;
using CustomerCrm.Domain;

namespace CustomerCrm.Architecture.Tests;

/// <summary>Domain &lt;- Infrastructure &lt;- {Web, Cli}; what a layer must not know.</summary>
public sealed partial class LayerTests
{
    private static readonly Assembly Domain = typeof(Money).Assembly;
    private static readonly Assembly Cli = typeof(CommandLine).Assembly;
    private static readonly Assembly Web = Assembly.Load("CustomerCrm.Web");

    /// <summary>What the shared framework of the base library holds; a package would be an assembly outside it.</summary>
    private static readonly string BaseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [Fact]
    public void Domain_References_AreTheBaseLibraryAlone() => Domain.GetReferencedAssemblies()
        .Where(name => !File.Exists(Path.Combine(BaseLibrary, name.Name + ".dll")))
        .Select(name => name.Name)
        .ShouldBeEmpty();

    [Theory]
    [InlineData("Domain")]
    [InlineData("Infrastructure", "Domain")]
    [InlineData("Web", "Infrastructure")]
    [InlineData("Cli", "Infrastructure")]
    public void Project_References_PointInwards(string project, params string[] expected)
    {
        var file = XDocument.Load(Path.Combine(SourceTree.Root, $"CustomerCrm.{project}", $"CustomerCrm.{project}.csproj"));

        var referenced = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))["CustomerCrm.".Length..]);

        referenced.ShouldBe(expected);
    }

    [Fact]
    public void Domain_ProjectFile_NamesNoPackage() => File
        .ReadAllText(Path.Combine(SourceTree.Root, "CustomerCrm.Domain", "CustomerCrm.Domain.csproj"))
        .ShouldNotContain("Reference Include");

    [Fact]
    public void WebAndCli_References_NoDriverOfTheDatabase() => Web.GetReferencedAssemblies()
        .Concat(Cli.GetReferencedAssemblies())
        .Select(name => name.Name!)
        .Where(name => name.StartsWith("Npgsql", StringComparison.Ordinal))
        // Paging by a row of values is a function of the provider that a query names; it opens nothing.
        .Where(name => name != "Npgsql.EntityFrameworkCore.PostgreSQL")
        .ShouldBeEmpty();

    [Fact]
    public void WebAndCli_Source_HoldsNoSqlAndNoConnection() => SourceTree.FilesOf(["Web", "Cli"], ".cs", ".cshtml")
        .Where(file => Sql().IsMatch(file.Code))
        .Select(file => file.Name)
        .ShouldBeEmpty();

    [Fact]
    public void Domain_Types_CarryNoMappingAttribute() => Domain.GetTypes()
        .SelectMany(type => type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.Public | BindingFlags.NonPublic).Append(type))
        .Where(member => member.CustomAttributes.Any(a => IsMapping(a.AttributeType.Namespace ?? "")))
        .Select(member => $"{member.DeclaringType?.Name}.{member.Name}")
        .ShouldBeEmpty();

    private static bool IsMapping(string space) =>
        space.StartsWith("System.ComponentModel", StringComparison.Ordinal)
        || space.StartsWith("System.Text.Json", StringComparison.Ordinal)
        || space.StartsWith("Microsoft.", StringComparison.Ordinal) && space != "Microsoft.CodeAnalysis";

    [GeneratedRegex(@"using Npgsql|NpgsqlConnection|\bSELECT\s|\bINSERT INTO\b|\bUPDATE \w+ SET\b|\bDELETE FROM\b|\bTRUNCATE\b|GetDbConnection")]
    private static partial Regex Sql();
}
