using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Policies;

/// <summary>Whether a policy makes sense, told field by field; the page, the file and the publication ask the same.</summary>
public static class PolicyRules
{
    public const int LeastWindowDays = 90;
    public const int MostWindowDays = 3_650;

    private const decimal MostMoney = 999_999_999_999.99m;
    private const decimal MostWeight = 1_000_000;

    public static IReadOnlyList<PolicyError> Check(ScoringPolicy policy)
    {
        var errors = new List<PolicyError>();
        CheckMeasures(policy, errors);
        CheckWeights(policy, errors);
        CheckMethods(policy, errors);
        CheckGuards(policy.Guards, errors);
        CheckFlags(policy, errors);
        return errors;
    }

    private static void CheckMeasures(ScoringPolicy policy, List<PolicyError> errors)
    {
        Range(errors, "windowDays", policy.WindowDays, LeastWindowDays, MostWindowDays);
        Range(errors, "exposureFloorDays", policy.ExposureFloorDays, 1, Math.Max(1, policy.WindowDays));
        Range(errors, "rhythmFloorDays", policy.RhythmFloorDays, 1, MostWindowDays);
        Range(errors, "costOfCapital", policy.CostOfCapital, 0, 10);
        Range(errors, "defaultMargin", policy.DefaultMargin, -10, 1);
        Range(errors, "satisfactionLower", policy.SatisfactionLower, 0.01m, policy.SatisfactionUpper);
        Range(errors, "satisfactionUpper", policy.SatisfactionUpper, 0.01m, 99.99m);
    }

    private static void CheckWeights(ScoringPolicy policy, List<PolicyError> errors)
    {
        Range(errors, "purchaseValueWeight", policy.PurchaseValueWeight, 0, MostWeight);
        Range(errors, "profitWeight", policy.ProfitWeight, 0, MostWeight);
        Range(errors, "loyaltyWeight", policy.LoyaltyWeight, 0, MostWeight);
        if (policy is { PurchaseValueWeight: 0, ProfitWeight: 0, LoyaltyWeight: 0 })
        {
            errors.Add(new PolicyError("purchaseValueWeight", PolicyFault.WeightsSumToZero));
        }

        foreach (var part in Enum.GetValues<LoyaltyPart>())
        {
            Range(errors, "loyaltyWeights." + Camel(part.ToString()), policy.LoyaltyWeights.Of(part), 0, MostWeight);
        }
    }

    private static void CheckMethods(ScoringPolicy policy, List<PolicyError> errors)
    {
        var cutoffs = policy.Cutoffs;
        Range(errors, "cutoffs.platinum", cutoffs.Platinum, 0, 100);
        Range(errors, "cutoffs.develop", cutoffs.Develop, 0, 100);
        foreach (var (field, better, worse) in new[]
        {
            ("cutoffs.gold", cutoffs.Platinum, cutoffs.Gold),
            ("cutoffs.silver", cutoffs.Gold, cutoffs.Silver),
            ("cutoffs.develop", cutoffs.Silver, cutoffs.Develop),
        })
        {
            if (worse >= better)
            {
                errors.Add(new PolicyError(field, PolicyFault.CutoffsNotFalling));
            }
        }

        CheckScale("purchaseValueScale", policy.PurchaseValueScale, errors);
        CheckScale("profitScale", policy.ProfitScale, errors);
        Range(errors, "largeOrder", policy.LargeOrder, -MostMoney, MostMoney);
        Range(errors, "mediumOrder", policy.MediumOrder, -MostMoney, MostMoney);
        Range(errors, "shortCycle", policy.ShortCycle, 0, MostWindowDays);
        Range(errors, "mediumCycle", policy.MediumCycle, 0, MostWindowDays);
        if (policy.LargeOrder < policy.MediumOrder)
        {
            errors.Add(new PolicyError("largeOrder", PolicyFault.ThresholdsCross));
        }

        if (policy.ShortCycle > policy.MediumCycle)
        {
            errors.Add(new PolicyError("shortCycle", PolicyFault.ThresholdsCross));
        }

        Range(errors, "hysteresisPoints", policy.HysteresisPoints, 0, 100);
        Range(errors, "graceDays", policy.GraceDays, 0, MostWindowDays);
    }

    private static void CheckGuards(GuardSettings guards, List<PolicyError> errors)
    {
        Range(errors, "guards.groupBuy.minOccasions", guards.GroupBuy.MinOccasions, 0, MostWindowDays);
        Range(errors, "guards.groupBuy.maxShare", guards.GroupBuy.MaxShare, 0, 100);
        Range(errors, "guards.thinMargin.minScore", guards.ThinMargin.MinScore, 0, 100);
        Range(errors, "guards.thinMargin.minMargin", guards.ThinMargin.MinMargin, -100, 100);
        Range(errors, "guards.provisional.days", guards.Provisional.Days, 0, MostWindowDays);
        foreach (var (field, cap) in new[]
        {
            ("guards.groupBuy.cap", guards.GroupBuy.Cap),
            ("guards.thinMargin.cap", guards.ThinMargin.Cap),
            ("guards.belowZero.cap", guards.BelowZero.Cap),
            ("guards.provisional.cap", guards.Provisional.Cap),
        })
        {
            if (cap == Tier.Unrated || !Enum.IsDefined(cap))
            {
                errors.Add(new PolicyError(field, PolicyFault.CapIsNoTier));
            }
        }
    }

    private static void CheckFlags(ScoringPolicy policy, List<PolicyError> errors)
    {
        Range(errors, "flags.atRiskOverdue", policy.Flags.AtRiskOverdue, 0, MostWeight);
        Range(errors, "flags.atRiskScore", policy.Flags.AtRiskScore, 0, 100);
        Range(errors, "flags.dormantOverdue", policy.Flags.DormantOverdue, 0, MostWeight);
        Range(errors, "flags.lostOverdue", policy.Flags.LostOverdue, 0, MostWeight);
        Range(errors, "flags.latePayerShare", policy.Flags.LatePayerShare, 0, MostWeight);
        Range(errors, "loyalScore", policy.LoyalScore, 0, 100);
        Range(errors, "loyalOccasions", policy.LoyalOccasions, 0, MostWeight);
    }

    private static void CheckScale(string field, IReadOnlyList<decimal>? breakpoints, List<PolicyError> errors)
    {
        if (breakpoints is null)
        {
            return;
        }

        if (breakpoints.Count != Scale.BreakpointCount)
        {
            errors.Add(new PolicyError(field, PolicyFault.ScaleNotComplete));
            return;
        }

        if (!Scale.IsScale(breakpoints))
        {
            errors.Add(new PolicyError(field, PolicyFault.ScaleFalls));
        }

        Range(errors, field, breakpoints.Min(), -MostMoney, MostMoney);
        Range(errors, field, breakpoints.Max(), -MostMoney, MostMoney);
    }

    private static void Range(List<PolicyError> errors, string field, decimal? value, decimal min, decimal max)
    {
        if (value < min || value > max)
        {
            errors.Add(new PolicyError(field, PolicyFault.OutOfRange, min, max));
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
