using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Backtesting;

/// <summary>
/// The rules as they could have been applied on a past date: without scales and thresholds that were taken from a later population.
/// </summary>
public static class PastPolicy
{
    /// <summary>
    /// A published version does not tell which of its scales were entered and which were computed: all of them are left open, to be taken
    /// from the buyers of the past date.
    /// </summary>
    public static ScoringPolicy OfVersion(ScoringPolicy version) => version.WithOpenScales();

    /// <summary>
    /// A draft keeps what was entered into it, but not what it has from the version in force, which was taken from a later population.
    /// </summary>
    public static ScoringPolicy OfDraft(ScoringPolicy draft, ScoringPolicy version) => draft with
    {
        PurchaseValueScale = Same(draft.PurchaseValueScale, version.PurchaseValueScale) ? null : draft.PurchaseValueScale,
        ProfitScale = Same(draft.ProfitScale, version.ProfitScale) ? null : draft.ProfitScale,
        LargeOrder = draft.LargeOrder == version.LargeOrder ? null : draft.LargeOrder,
        MediumOrder = draft.MediumOrder == version.MediumOrder ? null : draft.MediumOrder,
        ShortCycle = draft.ShortCycle == version.ShortCycle ? null : draft.ShortCycle,
        MediumCycle = draft.MediumCycle == version.MediumCycle ? null : draft.MediumCycle,
    };

    /// <summary>Whether it holds a scale or a threshold of its own, which stays as it is.</summary>
    public static bool HasEntered(ScoringPolicy policy) => policy is not
    {
        PurchaseValueScale: null, ProfitScale: null, LargeOrder: null, MediumOrder: null, ShortCycle: null, MediumCycle: null,
    };

    /// <summary>
    /// What was known of a customer on the date, of facts gathered up to it. An estimate of his annual spend bears no date: nobody can tell
    /// whether it was known then, so it counts as missing. A referral is dated by the first purchase of whom he referred.
    /// </summary>
    public static CustomerFacts Known(CustomerFacts facts) => facts with { EstimatedAnnualSpend = null };

    /// <summary>The policy that books the profit of the days after: the same money rules, over those days.</summary>
    public static ScoringPolicy Afterwards(ScoringPolicy policy, int days) => policy with
    {
        WindowDays = days,
        ExposureFloorDays = Math.Min(policy.ExposureFloorDays, days),
    };

    private static bool Same(IReadOnlyList<decimal>? one, IReadOnlyList<decimal>? other) =>
        one is not null && other is not null && one.SequenceEqual(other);
}
