using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>Section 7: the reason of a change of the shown tier.</summary>
public class TierChangeRuleTests
{
    // Rules if the old version on today's facts gives the old computed tier, whatever else happened.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void ReasonOf_OldRulesGiveTheOldTier_IsRules(bool factsChanged, bool pinMoved) =>
        TierChangeRule.ReasonOf(Tier.Gold, Tier.Silver, oldRulesNow: Tier.Gold, factsChanged, pinMoved)
            .ShouldBe(TierChangeReason.Rules);

    // Otherwise Facts, or Time if no fact was entered or corrected since the last score.
    [Theory]
    [InlineData(true, TierChangeReason.Facts)]
    [InlineData(false, TierChangeReason.Time)]
    public void ReasonOf_OldRulesGiveTheNewTier_IsFactsOrTime(bool factsChanged, TierChangeReason reason) =>
        TierChangeRule.ReasonOf(Tier.Gold, Tier.Silver, oldRulesNow: Tier.Silver, factsChanged, pinMoved: false)
            .ShouldBe(reason);

    // Both if the new version differs as well.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReasonOf_OldRulesGiveAThirdTier_IsBoth(bool factsChanged) =>
        TierChangeRule.ReasonOf(Tier.Gold, Tier.Silver, oldRulesNow: Tier.Develop, factsChanged, pinMoved: false)
            .ShouldBe(TierChangeReason.Both);

    // Pin or Grace where only the shown tier moved.
    [Theory]
    [InlineData(true, TierChangeReason.Pin)]
    [InlineData(false, TierChangeReason.Grace)]
    public void ReasonOf_ComputedTierStayed_IsPinOrGrace(bool pinMoved, TierChangeReason reason) =>
        TierChangeRule.ReasonOf(Tier.Gold, Tier.Gold, oldRulesNow: Tier.Gold, factsChanged: true, pinMoved).ShouldBe(reason);

    // Missing-case proof: every reason is given by some change.
    [Fact]
    public void ReasonOf_AllInputs_GiveEveryReason()
    {
        bool[] either = [false, true];
        var given =
            from old in Enum.GetValues<Tier>()
            from now in Enum.GetValues<Tier>()
            from oldRules in Enum.GetValues<Tier>()
            from facts in either
            from pin in either
            select TierChangeRule.ReasonOf(old, now, oldRules, facts, pin);
        given.Distinct().Order().ShouldBe(Enum.GetValues<TierChangeReason>());
    }

    // Best first: Platinum, Gold, Silver, Develop, Adjust; Unrated stands outside, under all of them.
    [Fact]
    public void Tier_Order_IsByValue() =>
        Enum.GetValues<Tier>().ShouldBe([Tier.Unrated, Tier.Adjust, Tier.Develop, Tier.Silver, Tier.Gold, Tier.Platinum]);
}
