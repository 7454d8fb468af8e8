namespace CustomerCrm.Domain.Tiers;

/// <summary>
/// A fall of the shown tier, never of the computed one, waits for the policy's grace days, counted from the AsOf of the first
/// fall; the shown tier falls on the first AsOf &gt;= first fall + grace days. Only a computed tier at or above the shown one
/// ends the wait. Unrated stands outside the order: a move from or to it waits for nothing.
/// </summary>
public static class Grace
{
    /// <summary>The tier shown before any pin, and the date of the first fall where one is still waiting.</summary>
    public static (Tier Shown, DateOnly? FirstFallOn) Show(Tier computed, TierMemory? memory, DateOnly asOf, int graceDays)
    {
        if (memory is not { } before || before.ShownTier == Tier.Unrated || computed == Tier.Unrated
            || computed >= before.ShownTier)
        {
            return (computed, null);
        }

        var firstFall = before.FirstFallOn ?? asOf;
        return asOf >= firstFall.AddDays(graceDays) ? (computed, null) : (before.ShownTier, firstFall);
    }
}
