using System.Text.RegularExpressions;
using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Documents;

/// <summary>docs/glossary.md and the code use the same names.</summary>
public partial class GlossaryTests
{
    private static readonly List<string[]> Rows =
        [.. new Page("glossary.md").AllRows().Where(row => row[0].StartsWith('`'))];

    private static readonly List<string> Names = [.. Rows.Select(row => row[0].Trim('`'))];

    // Every value of every enum of the model: tiers, guards, flags, stages, parts, rules, reasons, obstacles, bands.
    [Fact]
    public void Glossary_EveryValueOfTheModelsEnums_StandsInIt() =>
        typeof(Tier).Assembly.GetExportedTypes()
            .Where(type => type.IsEnum && InTheModel(type) && type != typeof(PolicyFault))
            .SelectMany(Enum.GetNames).Where(name => name != "None").Distinct().Except(Names).ShouldBeEmpty();

    // Every measure, every figure of a score, every term of a policy.
    [Fact]
    public void Glossary_EveryMeasureScoreAndPolicyTerm_StandsInIt()
    {
        Type[] types =
        [
            typeof(CustomerMetrics), typeof(CustomerScore), typeof(ScoringPolicy), typeof(GroupBuySettings),
            typeof(ThinMarginSettings), typeof(BelowZeroSettings), typeof(ProvisionalSettings), typeof(FlagSettings),
            typeof(LoyaltyWeights), typeof(MissingRules), typeof(Cutoffs),
        ];
        types.SelectMany(type => type.GetProperties()).Select(property => property.Name).Distinct().Except(Names).ShouldBeEmpty();
    }

    // Nothing in it is unknown to the code.
    [Fact]
    public void Glossary_EveryName_IsAWordOfTheCode()
    {
        var words = Directory.EnumerateFiles(Path.Combine(Page.Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();
        Names.Except(words).ShouldBeEmpty();
    }

    // One word for one thing: no name twice, in both languages, each with its sentence.
    [Fact]
    public void Glossary_EveryRow_IsWholeInBothLanguages()
    {
        Names.ShouldBeUnique();
        foreach (var row in Rows)
        {
            row.Length.ShouldBe(5, row[0]);
            row[1].ShouldNotBeEmpty(row[0]);
            row[3].ShouldEndWith(".", customMessage: row[0]);
            row[4].ShouldEndWith("。", customMessage: row[0]);
            (Han().IsMatch(row[2]) && Han().IsMatch(row[4])).ShouldBeTrue(row[0]);
        }
    }

    private static bool InTheModel(Type type) => type.Namespace is { } name
        && (name.StartsWith(typeof(ScoringPolicy).Namespace!, StringComparison.Ordinal)
            || name == typeof(Tier).Namespace || name == typeof(LoyaltyPart).Namespace || name == typeof(PolicyFault).Namespace);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Han();
}
