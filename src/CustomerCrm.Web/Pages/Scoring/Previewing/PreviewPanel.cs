using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Lab.Columns;

namespace CustomerCrm.Web.Pages.Scoring.Previewing;

/// <summary>What a preview shows beside its figures: names, and of when it is.</summary>
public sealed record PreviewPanel
{
    /// <summary>The page it stands on.</summary>
    public PreviewPlace Place { get; init; } = PreviewPlace.Draft;

    /// <summary>What is compared; null for a draft against the tiers that stand.</summary>
    public PreviewSides? Sides { get; init; }

    /// <summary>Null while it is being read, and where there is nothing to show.</summary>
    public Preview? Preview { get; init; }

    /// <summary>0 to 1 while everybody is being read; null else.</summary>
    public double? Reading { get; init; }

    /// <summary>The rules measure otherwise than those they are compared with: it takes longer, and counts from the facts.</summary>
    public bool MeasuresAnew { get; init; }

    /// <summary>What is wrong with the draft, field by field; a policy that cannot be published is not previewed.</summary>
    public IReadOnlyList<(string Field, string Label, string Reason)> Refused { get; init; } = [];

    public DateTimeOffset ReadAt { get; init; }

    /// <summary>The version that customers stand under now.</summary>
    public int PolicyVersion { get; init; }

    public IReadOnlyList<MoverLine> Movers { get; init; } = [];

    /// <summary>The cell of the matrix whose movers are named; null for the whole of it.</summary>
    public MatrixChoice? Cell { get; init; }

    public IReadOnlyDictionary<int, string> Owners { get; init; } = new Dictionary<int, string>();

    public IReadOnlyDictionary<int, string> Regions { get; init; } = new Dictionary<int, string>();

    /// <summary>The owner whose customers alone are shown; 0 for nobody's.</summary>
    public int? Owner { get; init; }

    /// <summary>Who has a score now and would have none under these rules.</summary>
    public long Leaving { get; init; }

    /// <summary>The mover who is explained.</summary>
    public MoverExplanation? Explained { get; init; }

    public long? ExplainedId { get; init; }
}

/// <summary>A mover as the table names him.</summary>
/// <param name="Before">His composite as it stands, in hundredths.</param>
public sealed record MoverLine(Mover Mover, string Key, string Name, string? LocalName, int? Before);

/// <summary>A cell of the matrix as buttons send it: from, to.</summary>
public sealed record MatrixChoice(Tier? From, Tier To)
{
    private const string New = "New";

    public override string ToString() => $"{From?.ToString() ?? New}-{To}";

    /// <summary>Null where it is none.</summary>
    public static MatrixChoice? Parse(string? text) =>
        text?.Split('-') is [var from, var to] && TierOf(to) is { } known && (from == New || TierOf(from) is not null)
            ? new MatrixChoice(TierOf(from), known)
            : null;

    private static Tier? TierOf(string name) => Enum.GetValues<Tier>().Cast<Tier?>().FirstOrDefault(tier => tier.ToString() == name);
}

/// <summary>A press that looks closer.</summary>
/// <param name="Place">The page it is pressed on.</param>
/// <param name="Label">What it does, where the text alone does not say it.</param>
/// <param name="IsOn">Whether what it shows is shown; null for one that is not a switch.</param>
public sealed record PreviewButton(PreviewPlace Place, PreviewLook Look, string Text, string Css, string? Label = null, bool? IsOn = null);

/// <summary>What the rules do to owners or regions.</summary>
/// <param name="IsChoice">Whether a row's name shows that one alone.</param>
public sealed record PreviewGroups(
    PreviewPlace Place, string Id, string Title, string Heading, IReadOnlyList<PreviewGroup> Groups, Func<int, string> NameOf, bool IsChoice)
{
    /// <summary>So many are shown; the rest are summed up.</summary>
    public const int Shown = 15;
}
