namespace CustomerCrm.Domain.Tests.Documents;

/// <summary>A page of docs/, read by its tables: each stands under a heading and is found by it.</summary>
internal sealed class Page
{
    private readonly string[] lines;

    public Page(string name) => lines = File.ReadAllLines(Path.Combine(Root(), "docs", name));

    /// <summary>The rows of the first table after a heading of this text, each cell by its column's title.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Table(string heading)
    {
        var rows = lines
            .SkipWhile(line => line != "### " + heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(Cells)
            .ToList();
        rows.Count.ShouldBeGreaterThan(2, $"the table under '{heading}'");
        var titles = Unique(rows[0]);
        return [.. rows.Skip(2).Select(row => titles.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>The first cells of every table.</summary>
    public IEnumerable<string[]> AllRows() => lines.Where(line => line.StartsWith('|')).Select(Cells);

    public bool Says(string text) => string.Join(' ', lines).Contains(text, StringComparison.Ordinal);

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];

    /// <summary>A title that comes twice has its number: "tier", "tier 2".</summary>
    private static string[] Unique(string[] titles) =>
        [.. titles.Select((title, i) => titles[..i].Count(t => t == title) is > 0 and var n ? $"{title} {n + 1}" : title)];

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerCrm.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No solution above the tests.");
    }
}
