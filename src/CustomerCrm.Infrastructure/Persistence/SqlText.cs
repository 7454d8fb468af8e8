using System.Collections.Concurrent;
using System.Reflection;

namespace CustomerCrm.Infrastructure.Persistence;

/// <summary>SQL stands in files of its own, beside what runs it, each with its reason on top.</summary>
internal static class SqlText
{
    private static readonly ConcurrentDictionary<string, string> Files = new();

    /// <param name="path">Folder and file below the project, such as <c>Scoring/Sql/customer_facts.sql</c>.</param>
    /// <param name="replace">Words in braces and what stands for them; closed lists of our own, never text from outside.</param>
    public static string Read(string path, params (string Word, string With)[] replace)
    {
        var text = Files.GetOrAdd(path, Load);
        foreach (var (word, with) in replace)
        {
            text = text.Replace("{" + word + "}", with, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Load(string path)
    {
        var name = "CustomerCrm.Infrastructure." + path.Replace('/', '.');
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"There is no embedded file {name}.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');

        // Comments explain the words in braces and must not have them replaced.
        return string.Join('\n', lines.Where(line => !line.TrimStart().StartsWith("--", StringComparison.Ordinal)));
    }
}
