namespace CustomerCrm.Architecture.Tests;

/// <summary>A file of src, named from there, with / between folders.</summary>
public sealed record SourceFile(string Name, string Text)
{
    public int LineCount => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>Without comments that have a line of their own: they may name what code must not do.</summary>
    public string Code => string.Join(
        '\n', Text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
}

/// <summary>What stands below src, build output left out.</summary>
public static class SourceTree
{
    private static readonly string[] Output = ["bin", "obj", "node_modules"];

    public static readonly string Root = FindRoot();

    public static IReadOnlyList<SourceFile> Files(params string[] extensions) =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Select(path => (Path: path, Name: Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Intersect(Output).Any())
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Name, File.ReadAllText(file.Path)))];

    /// <summary>Files of some projects by their short names, such as Web.</summary>
    public static IEnumerable<SourceFile> FilesOf(IReadOnlyList<string> projects, params string[] extensions) =>
        Files(extensions).Where(file => projects.Any(p => file.Name.StartsWith($"CustomerCrm.{p}/", StringComparison.Ordinal)));

    /// <summary>Written by a tool, read by nobody.</summary>
    public static bool IsGenerated(SourceFile file) => file.Name.Contains("/Migrations/", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerCrm.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No CustomerCrm.sln above the tests.");
        return Path.Combine(folder.FullName, "src");
    }
}
