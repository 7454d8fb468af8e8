namespace CustomerCrm.Domain.Tiers;

/// <summary>A manager's override of the shown tier; the computed tier is still kept and shown beside it.</summary>
/// <param name="Tier">The tier to show.</param>
/// <param name="From">The day it was entered, included.</param>
/// <param name="Until">Its last day, included; it ends by itself.</param>
public readonly record struct TierPin(Tier Tier, DateOnly From, DateOnly Until)
{
    public bool HoldsOn(DateOnly asOf) => From <= asOf && asOf <= Until;
}
