using System.Globalization;
using System.Text.Json;
using CustomerCrm.Cli;
using CustomerCrm.TestSupport;
using Microsoft.Extensions.Configuration;
using Xunit.Abstractions;

namespace CustomerCrm.Infrastructure.Tests.Oracle;

/// <summary>
/// Random scenarios through the command line, held against the independent calculation in tests/oracle, cell by cell: scores, and
/// tier changes with their reasons. In some of them versions follow each other that measure otherwise (11, 34, 40).
/// </summary>
public sealed class OracleTests(ITestOutputHelper log)
{
    private const int Customers = 14;

    [OracleTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(21)]
    [InlineData(34)]
    [InlineData(40)]
    public async Task Scores_RandomScenario_AreTheOracles(int seed)
    {
        await using var database = await CrmTestDatabase.CreateEmptyAsync();
        var (scenario, expected, actual) = (Folder("scenario"), Folder("expected"), Folder("actual"));
        string Folder(string name) => Path.Combine(database.Folder, name);
        await PythonAsync("generate.py", seed.ToString(CultureInfo.InvariantCulture), scenario, "--customers", $"{Customers}");
        await PythonAsync("run.py", scenario, "--out", expected);

        await PlayAsync(database, scenario, actual);

        log.WriteLine(await PythonAsync("compare.py", expected, actual));
    }

    private static async Task PlayAsync(CrmTestDatabase database, string folder, string actual)
    {
        Directory.CreateDirectory(actual);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "scenario.json")));
        var steps = json.RootElement.GetProperty("steps").EnumerateArray().Select(s => new Step(s)).ToList();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(database.Settings(
            ("Firm:Currency", Text(json.RootElement, "currency") ?? "EUR"),
            ("Firm:ScoringDate", Text(json.RootElement, "scoring_date") ?? steps.Max(s => s.AsOf)!))).Build();
        foreach (var words in steps.Select(s => s.Words(folder, actual)).Prepend(["migrate"]))
        {
            await using var errors = new StringWriter();
            var code = await CommandLine.RunAsync(words, TextReader.Null, TextWriter.Null, errors, settings);
            code.ShouldBe(0, $"{string.Join(' ', words)}\n{errors}");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static Task<string> PythonAsync(params string[] arguments) => Python.RunAsync("oracle", arguments);

    /// <summary>A step as the words of the command line.</summary>
    private sealed class Step(JsonElement step)
    {
        public string? AsOf { get; } = Text(step, "as_of");

        public string[] Words(string folder, string actual) => Text(step, "verb") switch
        {
            "import" => ["import", Text(step, "kind")!.Replace('_', '-'), Path.Combine(folder, Text(step, "file")!)],
            "policy-import" => ["policy", "import", Path.Combine(folder, Text(step, "file")!)],
            "policy-publish" => ["policy", "publish", "--note", "x", "--as-of", AsOf!],
            "recompute" => ["recompute", "--as-of", AsOf!, .. Optional("--version", Text(step, "version"))],
            "export" => ["export", Text(step, "what") ?? "scores", .. Optional("--as-of", AsOf), Path.Combine(actual, Text(step, "file")!)],
            var verb => throw new InvalidOperationException($"unknown verb {verb}"),
        };

        private static string[] Optional(string option, string? value) => value is null ? [] : [option, value];
    }
}

/// <summary>Needs python3; without it the theory is skipped at the desk and fails where everything must be run (CI=true).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OracleTheoryAttribute : TheoryAttribute
{
    public OracleTheoryAttribute() => Skip = Python.Missing;
}
