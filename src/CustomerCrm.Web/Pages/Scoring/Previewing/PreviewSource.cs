using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Lab.Columns;

namespace CustomerCrm.Web.Pages.Scoring.Previewing;

/// <summary>One side of a comparison as people call it.</summary>
/// <param name="Version">The one it is, or would be.</param>
/// <param name="IsDraft">What a draft leaves open is taken from today's buyers; a version is what it was published as.</param>
public sealed record PreviewSide(string Name, int Version, ScoringPolicy Policy, bool IsDraft = false);

/// <summary>Two sets of rules, the one that customers come from first.</summary>
public sealed record PreviewSides(PreviewSide Before, PreviewSide After);

/// <summary>What is to be previewed.</summary>
/// <param name="Policy">The rules that customers would stand under.</param>
/// <param name="Sides">Null for a draft against the tiers that stand.</param>
/// <param name="AsOf">Null for the date of the current scores.</param>
public sealed record PreviewQuestion(ScoringPolicy Policy, PreviewPlace Place, PreviewSides? Sides = null, DateOnly? AsOf = null);

/// <summary>Everything a preview needs, from memory.</summary>
/// <param name="Held">As the later rules measure.</param>
/// <param name="Before">Null for the tiers that stand.</param>
/// <param name="BeforePolicy">Whose tiers the customers come from; frozen.</param>
public sealed record PreviewAsked(HeldPopulation Held, PreviewScorer After, PreviewBefore? Before, ScoringPolicy BeforePolicy);

/// <summary>Finds the populations of a question: one, or two where its sides measure otherwise.</summary>
public sealed class PreviewSource(PreviewStore store)
{
    /// <returns>What was asked for; or, while it is being read, how far that is; or neither, before the first scores.</returns>
    public async Task<(PreviewAsked? Asked, double? Reading)> AskAsync(PreviewQuestion question, TimeSpan patience, CancellationToken cancellation)
    {
        // Begun together, so that neither waits for the other.
        var later = store.AskAsync(question.Policy, question.AsOf, patience, cancellation);
        var earlier = question.Sides is { Before.Policy: var old } && !MetricsCalculator.MeasuresAlike(old, question.Policy)
            ? store.AskAsync(old, question.AsOf, patience, cancellation)
            : later;
        PreviewAnswer[] answers = [await later, await earlier];
        if (answers.Any(a => a is PreviewAnswer.NoScores))
        {
            return (null, null);
        }

        if (answers is not [PreviewAnswer.Ready { Held: var held }, PreviewAnswer.Ready { Held: var other }])
        {
            return (null, answers.Average(a => a is PreviewAnswer.Reading reading ? reading.Progress : 1));
        }

        // A new day came between the two; the older one is read anew by now.
        if (held.Population.AsOf != other.Population.AsOf)
        {
            return (null, 0);
        }

        var after = ScorerOf(held.Population, question.Policy, question.Sides?.After.IsDraft ?? true);
        if (question.Sides is not { Before: var before })
        {
            return (new PreviewAsked(held, after, null, held.InForce.Policy), null);
        }

        var scorer = ScorerOf(other.Population, before.Policy, before.IsDraft);
        return (new PreviewAsked(held, after, new PreviewBefore(other.Population, scorer), scorer.Policy), null);
    }

    private static PreviewScorer ScorerOf(PreviewPopulation population, ScoringPolicy policy, bool isDraft) =>
        isDraft ? population.Freeze(policy) : new PreviewScorer(policy);
}
