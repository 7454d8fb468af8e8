using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Policies;

/// <summary>
/// A published policy: numbered, immutable, scales frozen with it. It comes into force with the switch of its recompute, in
/// the same transaction; until then the old one scores everything.
/// </summary>
public sealed class PolicyVersion
{
    /// <summary>The author of version 1 where nobody published before the first recompute.</summary>
    public const string TheSystem = "system";

    private PolicyVersion()
    {
    }

    /// <summary>1, 2, 3 and so on, without a gap.</summary>
    public int Number { get; private init; }

    public ScoringPolicy Content { get; private init; } = new();

    public string Author { get; private init; } = "";

    public string Note { get; private init; } = "";

    public DateTimeOffset PublishedAt { get; private init; }

    /// <summary>The date whose buyers the computed scales were taken from.</summary>
    public DateOnly ScalesAsOf { get; private init; }

    /// <summary>How many buyers that were; 0 leaves no computed scale.</summary>
    public int ScalePopulation { get; private init; }

    /// <summary>The version whose content this one publishes again; null for one made from the draft.</summary>
    public int? RolledBackTo { get; private init; }

    /// <summary>Freezes the draft's content with the scales of a population.</summary>
    /// <param name="lastNumber">The newest version's number; 0 where there is none.</param>
    public static PolicyVersion Publish(
        ScoringPolicy draft, BuyerPopulation population, DateOnly scalesAsOf, int lastNumber, Publication by) => new()
        {
            Number = lastNumber + 1,
            Content = population.Freeze(draft),
            Author = by.Author,
            Note = by.Note,
            PublishedAt = by.At,
            ScalesAsOf = scalesAsOf,
            ScalePopulation = population.Count,
        };

    /// <summary>Publishes this version's content again, scales included: on the same AsOf every tier is as before.</summary>
    public PolicyVersion RollBack(int lastNumber, Publication by) => new()
    {
        Number = lastNumber + 1,
        Content = Content,
        Author = by.Author,
        Note = by.Note,
        PublishedAt = by.At,
        ScalesAsOf = ScalesAsOf,
        ScalePopulation = ScalePopulation,
        RolledBackTo = Number,
    };
}

/// <summary>Who publishes, why and when.</summary>
public sealed record Publication(string Author, string Note, DateTimeOffset At);
