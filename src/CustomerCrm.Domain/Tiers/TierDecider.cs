using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tiers;

/// <summary>The tiers of a customer, one step after the other.</summary>
/// <param name="Method">The method's own, before guards, grace and pins.</param>
/// <param name="Computed">After guards.</param>
/// <param name="Unpinned">After grace.</param>
/// <param name="Shown">After a pin.</param>
/// <param name="FirstFallOn">The AsOf of the first fall that still waits under grace.</param>
/// <param name="Guards">Every guard that fired, also where its cap changed nothing.</param>
public readonly record struct TierDecision(Tier Method, Tier Computed, Tier Unpinned, Tier Shown, DateOnly? FirstFallOn, Guard Guards);

/// <summary>
/// From scores to tiers under one policy: method, guards, grace, pin (value model, sections 4 and 5). Whoever decides a tier, for one
/// customer or for a million in a preview, asks here.
/// </summary>
public sealed class TierDecider
{
    private readonly ScoringPolicy policy;
    private readonly (Guard Guard, Tier Cap)[] guards;
    private readonly WeightedScoreMethod.Boundaries boundaries;

    public TierDecider(ScoringPolicy policy)
    {
        this.policy = policy;
        guards = [.. GuardRules.InOrder.Select(guard => (guard, GuardRules.CapOf(guard, policy)))];
        boundaries = new WeightedScoreMethod.Boundaries(policy);
    }

    /// <param name="facts">Of who ever bought; null for who did not, who is Unrated.</param>
    /// <param name="composite">Null where it is undefined.</param>
    /// <param name="cell">His cell of the value matrix, where that is the method.</param>
    /// <param name="pinned">The tier of a pin that holds.</param>
    public TierDecision Decide(
        in GuardFacts? facts, Score valueScore, Score? composite, MatrixCell? cell, TierMemory? memory, DateOnly asOf, Tier? pinned)
    {
        var (method, computed, fired) = (Tier.Unrated, Tier.Unrated, Guard.None);
        if (facts is { } known)
        {
            computed = method = MethodTier(composite!.Value, cell, memory?.MethodTier);
            foreach (var (guard, cap) in guards)
            {
                if (GuardRules.Fires(guard, known, valueScore, policy))
                {
                    // Each guard that fires caps the tier; one already at or under the cap stays.
                    fired |= guard;
                    computed = computed > cap ? cap : computed;
                }
            }
        }

        var (unpinned, firstFall) = Grace.Show(computed, memory, asOf, policy.GraceDays);
        return new TierDecision(method, computed, unpinned, pinned ?? unpinned, firstFall, fired);
    }

    private Tier MethodTier(Score composite, MatrixCell? cell, Tier? previous) => policy.Method switch
    {
        TierMethod.WeightedScore => boundaries.TierOf(composite, previous),
        TierMethod.ValueMatrix => cell?.Tier ?? Tier.Adjust,
    };
}
