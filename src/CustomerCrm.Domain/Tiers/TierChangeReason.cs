namespace CustomerCrm.Domain.Tiers;

/// <summary>What moved a shown tier.</summary>
public enum TierChangeReason
{
    /// <summary>The old version on today's facts gives the old computed tier: the new rules did it.</summary>
    Rules = 1,

    /// <summary>A fact of the customer was entered or corrected since the last score.</summary>
    Facts = 2,

    /// <summary>No fact changed, the calendar did.</summary>
    Time = 3,

    /// <summary>Facts or time, and the new version differs as well.</summary>
    Both = 4,

    /// <summary>Only the shown tier moved: a pin began or ended.</summary>
    Pin = 5,

    /// <summary>Only the shown tier moved: a waiting fall ended.</summary>
    Grace = 6,
}

/// <summary>Finds the reason of a change of the shown tier (value model, section 7).</summary>
public static class TierChangeRule
{
    /// <param name="oldComputed">The computed tier of the last score.</param>
    /// <param name="newComputed">The computed tier now.</param>
    /// <param name="oldRulesNow">What the old version gives on today's facts; equal to the new one where the version is the same.</param>
    /// <param name="factsChanged">Whether a fact of the customer was entered or corrected since the last score.</param>
    /// <param name="pinMoved">Whether a pin began, ended or changed between the two.</param>
    public static TierChangeReason ReasonOf(
        Tier oldComputed, Tier newComputed, Tier oldRulesNow, bool factsChanged, bool pinMoved)
    {
        if (oldComputed == newComputed)
        {
            return pinMoved ? TierChangeReason.Pin : TierChangeReason.Grace;
        }

        if (oldRulesNow == oldComputed)
        {
            return TierChangeReason.Rules;
        }

        if (oldRulesNow != newComputed)
        {
            return TierChangeReason.Both;
        }

        return factsChanged ? TierChangeReason.Facts : TierChangeReason.Time;
    }
}
