using System.Reflection;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Policies;

/// <summary>Sections 4, 5 and 7 and policy.json: what a policy may say, field by field.</summary>
public class PolicyRulesTests
{
    private static readonly ScoringPolicy Default = new();

    /// <summary>For each field: the least and the greatest value allowed, and one step beyond each.</summary>
    private static readonly Dictionary<string, Limits> Fields = new()
    {
        ["windowDays"] = new(90, 3_650, 1, v => Default with { WindowDays = (int)v, ExposureFloorDays = 90 }),
        ["exposureFloorDays"] = new(1, 365, 1, v => Default with { ExposureFloorDays = (int)v }),
        ["rhythmFloorDays"] = new(1, 3_650, 1, v => Default with { RhythmFloorDays = (int)v }),
        ["costOfCapital"] = new(0, 10, 0.01m, v => Default with { CostOfCapital = v }),
        ["defaultMargin"] = new(-10, 1, 0.01m, v => Default with { DefaultMargin = v }),
        ["satisfactionLower"] = new(0.01m, 80, 0.01m, v => Default with { SatisfactionLower = v }),
        ["satisfactionUpper"] = new(0.01m, 99.99m, 0.01m, v => Default with { SatisfactionLower = 0.01m, SatisfactionUpper = v }),
        ["purchaseValueWeight"] = Weight(v => Default with { PurchaseValueWeight = v }),
        ["profitWeight"] = Weight(v => Default with { ProfitWeight = v }),
        ["loyaltyWeight"] = Weight(v => Default with { LoyaltyWeight = v }),
        ["loyaltyWeights.tenure"] = Weight(v => With(new LoyaltyWeights { Tenure = v })),
        ["loyaltyWeights.recency"] = Weight(v => With(new LoyaltyWeights { Recency = v })),
        ["loyaltyWeights.regularity"] = Weight(v => With(new LoyaltyWeights { Regularity = v })),
        ["loyaltyWeights.shareOfWallet"] = Weight(v => With(new LoyaltyWeights { ShareOfWallet = v })),
        ["loyaltyWeights.satisfaction"] = Weight(v => With(new LoyaltyWeights { Satisfaction = v })),
        ["loyaltyWeights.referrals"] = Weight(v => With(new LoyaltyWeights { Referrals = v })),
        ["cutoffs.platinum"] = new(70.01m, 100, 0.01m, v => With(new Cutoffs { Platinum = v }), LowField: "cutoffs.gold"),
        ["cutoffs.gold"] = new(50.01m, 84.99m, 0.01m, v => With(new Cutoffs { Gold = v }), LowField: "cutoffs.silver"),
        ["cutoffs.silver"] = new(25.01m, 69.99m, 0.01m, v => With(new Cutoffs { Silver = v }), LowField: "cutoffs.develop"),
        ["cutoffs.develop"] = new(0, 49.99m, 0.01m, v => With(new Cutoffs { Develop = v })),
        ["largeOrder"] = new(20, Most, 0.01m, v => Default with { LargeOrder = v, MediumOrder = 20 }),
        ["mediumOrder"] = new(-Most, 20, 0.01m, v => Default with { LargeOrder = 20, MediumOrder = v }, HighField: "largeOrder"),
        ["shortCycle"] = new(0, 20, 0.01m, v => Default with { ShortCycle = v, MediumCycle = 20 }),
        ["mediumCycle"] = new(20, 3_650, 0.01m, v => Default with { ShortCycle = 20, MediumCycle = v }, LowField: "shortCycle"),
        ["hysteresisPoints"] = new(0, 100, 0.01m, v => Default with { HysteresisPoints = v }),
        ["graceDays"] = new(0, 3_650, 1, v => Default with { GraceDays = (int)v }),
        ["guards.groupBuy.minOccasions"] = new(0, 3_650, 1, v => With(new GroupBuySettings { MinOccasions = (int)v })),
        ["guards.groupBuy.maxShare"] = new(0, 100, 0.01m, v => With(new GroupBuySettings { MaxShare = v })),
        ["guards.thinMargin.minScore"] = new(0, 100, 0.01m, v => With(new ThinMarginSettings { MinScore = v })),
        ["guards.thinMargin.minMargin"] = new(-100, 100, 0.01m, v => With(new ThinMarginSettings { MinMargin = v })),
        ["guards.provisional.days"] = new(0, 3_650, 1, v => With(new ProvisionalSettings { Days = (int)v })),
        ["flags.atRiskOverdue"] = Weight(v => With(new FlagSettings { AtRiskOverdue = v })),
        ["flags.atRiskScore"] = new(0, 100, 0.01m, v => With(new FlagSettings { AtRiskScore = v })),
        ["flags.dormantOverdue"] = Weight(v => With(new FlagSettings { DormantOverdue = v })),
        ["flags.lostOverdue"] = Weight(v => With(new FlagSettings { LostOverdue = v })),
        ["flags.latePayerShare"] = Weight(v => With(new FlagSettings { LatePayerShare = v })),
        ["loyalScore"] = new(0, 100, 0.01m, v => Default with { LoyalScore = v }),
        ["loyalOccasions"] = new(0, 1_000_000, 1, v => Default with { LoyalOccasions = (int)v }),
    };

    private const decimal Most = 999_999_999_999.99m;

    private sealed record Limits(
        decimal Least, decimal Greatest, decimal Step, Func<decimal, ScoringPolicy> Policy,
        string? LowField = null, string? HighField = null);

    public static TheoryData<string> FieldNames => [.. Fields.Keys];

    [Fact]
    public void Check_Defaults_AreAPolicy() => PolicyRules.Check(Default).ShouldBeEmpty();

    [Fact]
    public void Check_FrozenPolicy_IsAPolicy() => PolicyRules.Check(Typical.Policy).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void Check_ValueOnEitherLimit_IsAllowed(string field)
    {
        PolicyRules.Check(Fields[field].Policy(Fields[field].Least)).ShouldBeEmpty();
        PolicyRules.Check(Fields[field].Policy(Fields[field].Greatest)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void Check_ValueBeyondALimit_IsRefusedBesideItsField(string field)
    {
        var limits = Fields[field];
        var (under, over) = (limits.Policy(limits.Least - limits.Step), limits.Policy(limits.Greatest + limits.Step));
        PolicyRules.Check(under).ShouldContain(error => error.Field == (limits.LowField ?? field));
        PolicyRules.Check(over).ShouldContain(error => error.Field == (limits.HighField ?? field));
    }

    // Missing-case proof: every number a policy holds is in the table above.
    [Fact]
    public void Check_EveryNumberOfAPolicy_HasLimits() =>
        NumbersOf(typeof(ScoringPolicy), "").Order(StringComparer.Ordinal)
            .ShouldBe(Fields.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Check_OutOfRange_SaysBetweenWhat()
    {
        var error = PolicyRules.Check(Default with { GraceDays = -1 }).ShouldHaveSingleItem();
        error.ShouldBe(new PolicyError("graceDays", PolicyFault.OutOfRange, 0, 3_650));
        error.ToString().ShouldBe("graceDays: must be between 0 and 3650");
    }

    // Weights are >= 0 and their sum > 0; loyalty's own weights may all be 0.
    [Fact]
    public void Check_WeightsAllZero_AreRefused() =>
        PolicyRules.Check(Default with { PurchaseValueWeight = 0, ProfitWeight = 0, LoyaltyWeight = 0 })
            .ShouldBe([new PolicyError("purchaseValueWeight", PolicyFault.WeightsSumToZero)]);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Check_OneWeightPositive_IsEnough(int value, int profit, int loyalty) =>
        PolicyRules.Check(Default with { PurchaseValueWeight = value, ProfitWeight = profit, LoyaltyWeight = loyalty })
            .ShouldBeEmpty();

    [Fact]
    public void Check_LoyaltyWeightsAllZero_AreAllowed() => PolicyRules.Check(With(new LoyaltyWeights
    {
        Tenure = 0,
        Recency = 0,
        Regularity = 0,
        ShareOfWallet = 0,
        Satisfaction = 0,
        Referrals = 0,
    })).ShouldBeEmpty();

    // Strictly falling.
    [Theory]
    [InlineData(70, 70, 50, 25, "cutoffs.gold")]
    [InlineData(85, 50, 50, 25, "cutoffs.silver")]
    [InlineData(85, 70, 25, 25, "cutoffs.develop")]
    public void Check_EqualCutoffs_AreRefused(int platinum, int gold, int silver, int develop, string field) =>
        PolicyRules.Check(With(new Cutoffs { Platinum = platinum, Gold = gold, Silver = silver, Develop = develop }))
            .ShouldBe([new PolicyError(field, PolicyFault.CutoffsNotFalling)]);

    // 0 < lower <= upper < 100.
    [Fact]
    public void Check_SatisfactionThresholdsCrossed_AreRefused() =>
        PolicyRules.Check(Default with { SatisfactionLower = 60, SatisfactionUpper = 50 }).ShouldHaveSingleItem()
            .Field.ShouldBe("satisfactionLower");

    // windowDays >= exposureFloorDays.
    [Fact]
    public void Check_FloorAboveTheWindow_IsRefused() =>
        PolicyRules.Check(Default with { WindowDays = 100, ExposureFloorDays = 101 }).ShouldHaveSingleItem()
            .Field.ShouldBe("exposureFloorDays");

    // 101 breakpoints, non-decreasing.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(102)]
    public void Check_ScaleOfAnotherLength_IsRefused(int count)
    {
        PolicyRules.Check(Default with { PurchaseValueScale = new decimal[count] })
            .ShouldBe([new PolicyError("purchaseValueScale", PolicyFault.ScaleNotComplete)]);
        PolicyRules.Check(Default with { ProfitScale = new decimal[count] })
            .ShouldBe([new PolicyError("profitScale", PolicyFault.ScaleNotComplete)]);
    }

    [Fact]
    public void Check_FallingScale_IsRefused() =>
        PolicyRules.Check(Default with { PurchaseValueScale = Typical.Scale(-1), ProfitScale = Typical.Scale(-1) }).ShouldBe(
        [
            new PolicyError("purchaseValueScale", PolicyFault.ScaleFalls),
            new PolicyError("profitScale", PolicyFault.ScaleFalls),
        ]);

    [Fact]
    public void Check_ScaleBeyondMoney_IsRefused()
    {
        decimal[] high = [.. Typical.Scale(1)], low = [.. Typical.Scale(1)];
        (high[100], low[0]) = (Most + 1, -Most - 1);
        var error = new PolicyError("profitScale", PolicyFault.OutOfRange, -Most, Most);
        PolicyRules.Check(Default with { ProfitScale = high }).ShouldBe([error]);
        PolicyRules.Check(Default with { ProfitScale = low }).ShouldBe([error]);
    }

    [Fact]
    public void Check_ThresholdsCrossed_AreRefused()
    {
        PolicyRules.Check(Default with { LargeOrder = 10, MediumOrder = 10.01m })
            .ShouldBe([new PolicyError("largeOrder", PolicyFault.ThresholdsCross)]);
        PolicyRules.Check(Default with { ShortCycle = 10.01m, MediumCycle = 10 })
            .ShouldBe([new PolicyError("shortCycle", PolicyFault.ThresholdsCross)]);
        PolicyRules.Check(Default with { LargeOrder = 10, MediumOrder = 10, ShortCycle = 5, MediumCycle = 5 }).ShouldBeEmpty();
    }

    // A cap is one of the five tiers.
    [Theory]
    [InlineData(Tier.Unrated)]
    [InlineData((Tier)6)]
    [InlineData((Tier)(-1))]
    public void Check_CapThatIsNoTier_IsRefused(Tier cap) =>
        PolicyRules.Check(WithCaps(cap)).Select(e => (e.Field, e.Fault)).ShouldBe(
        [
            ("guards.groupBuy.cap", PolicyFault.CapIsNoTier), ("guards.thinMargin.cap", PolicyFault.CapIsNoTier),
            ("guards.belowZero.cap", PolicyFault.CapIsNoTier), ("guards.provisional.cap", PolicyFault.CapIsNoTier),
        ]);

    [Fact]
    public void Check_EveryTierAsACap_IsAllowed()
    {
        foreach (var cap in Enum.GetValues<Tier>().Where(tier => tier != Tier.Unrated))
        {
            PolicyRules.Check(WithCaps(cap)).ShouldBeEmpty();
        }
    }

    // Every error at once, and each fault has a sentence of its own.
    [Fact]
    public void Check_SeveralFaults_AreAllTold() =>
        PolicyRules.Check(Default with { WindowDays = 1, GraceDays = -1, LoyalScore = 101 })
            .Select(e => e.Field).ShouldBe(["windowDays", "exposureFloorDays", "graceDays", "loyalScore"]);

    [Fact]
    public void ToString_EveryFault_HasItsSentence()
    {
        var sentences = Enum.GetValues<PolicyFault>().Select(fault => new PolicyError("x", fault, 1, 2).ToString()).ToList();
        sentences.ShouldBeUnique();
        sentences.ShouldAllBe(sentence => sentence.StartsWith("x: ", StringComparison.Ordinal) && sentence.Length > 10);
    }

    private static Limits Weight(Func<decimal, ScoringPolicy> policy) => new(0, 1_000_000, 0.01m, policy);

    private static ScoringPolicy With(LoyaltyWeights weights) => Default with { LoyaltyWeights = weights };

    private static ScoringPolicy With(Cutoffs cutoffs) => Default with { Cutoffs = cutoffs };

    private static ScoringPolicy With(FlagSettings flags) => Default with { Flags = flags };

    private static ScoringPolicy With(GroupBuySettings guard) => Default with { Guards = new GuardSettings { GroupBuy = guard } };

    private static ScoringPolicy With(ThinMarginSettings guard) =>
        Default with { Guards = new GuardSettings { ThinMargin = guard } };

    private static ScoringPolicy With(ProvisionalSettings guard) =>
        Default with { Guards = new GuardSettings { Provisional = guard } };

    private static ScoringPolicy WithCaps(Tier cap) => Default with
    {
        Guards = new GuardSettings
        {
            GroupBuy = new GroupBuySettings { Cap = cap },
            ThinMargin = new ThinMarginSettings { Cap = cap },
            BelowZero = new BelowZeroSettings { Cap = cap },
            Provisional = new ProvisionalSettings { Cap = cap },
        },
    };

    private static IEnumerable<string> NumbersOf(Type type, string path)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = path + char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (kind == typeof(int) || kind == typeof(decimal))
            {
                yield return name;
            }
            else if (kind.IsClass && kind.Namespace == typeof(ScoringPolicy).Namespace)
            {
                foreach (var inner in NumbersOf(kind, name + "."))
                {
                    yield return inner;
                }
            }
        }
    }
}
