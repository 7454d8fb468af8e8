using System.Text.RegularExpressions;
using CustomerCrm.TestSupport;
using Xunit.Abstractions;

namespace CustomerCrm.Infrastructure.Tests.Importing.Corpus;

/// <summary>
/// The dirty files that tests/corpus makes, each with the end its label has from the contract alone (security.md, "Dirty files"):
/// accepted with these values, rows in error at these places, or refused, and never an exception.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper log) : CrmTests
{
    private const int FewestCases = 300;

    /// <summary>At the desk, an expression for the ids that are of interest.</summary>
    private static readonly Regex Interest = new(Environment.GetEnvironmentVariable("CORPUS_CASES") ?? "");

    /// <summary>Under what the bombs unpack to.</summary>
    protected override (string Name, string Value)[] Configured => [("Import:LargestFile", "1073741824")];

    [CorpusFact]
    public async Task Apply_EachDirtyFile_EndsAsLabelled()
    {
        var folder = Path.Combine(Crm.Database.Folder, "corpus");
        log.WriteLine(await Python.RunAsync("corpus", "make.py", folder));
        var labels = await CorpusLabels.ReadAsync(folder);
        labels.Cases.Count.ShouldBeGreaterThanOrEqualTo(FewestCases);
        var kept = new CorpusBase(Crm);
        var run = new CorpusRun(Crm, kept, folder);
        await PrepareAsync(labels, run);
        await kept.KeepAsync();

        var deviations = new List<string>();
        foreach (var played in labels.Cases.Where(c => Interest.IsMatch(c.Id)))
            deviations.AddRange(await run.PlayAsync(played));

        deviations.Count.ShouldBe(0, string.Join('\n', deviations));
    }

    /// <summary>A current run stands there, so that every import scores the customers it touches, whatever they bought.</summary>
    private async Task PrepareAsync(CorpusLabels labels, CorpusRun run)
    {
        foreach (var user in labels.Users)
            await Crm.AddUserAsync(user);
        foreach (var file in labels.Prepare)
            await run.MustApplyAsync(file);
        await Crm.RecomputeAsync();
    }
}

/// <summary>Needs python3; without it the corpus is skipped at the desk and fails where everything must be run (CI=true).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = Python.Missing;
}
