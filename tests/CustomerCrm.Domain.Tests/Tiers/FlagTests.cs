using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>Section 5: flags, which move no tier, and the lifecycle.</summary>
public class FlagTests
{
    [Fact]
    public void Flags_TypicalCustomer_AreNone() => Flags(Typical.Measures).ShouldBe(CustomerFlags.None);

    // AtRisk: Overdue >= 2 and PurchaseValueScore >= 50. Dormant: >= 3. Lost: >= 6. A Lost customer is also Dormant.
    [Theory]
    [InlineData("1.999999", 80, CustomerFlags.None)]
    [InlineData("2", 80, CustomerFlags.AtRisk)]
    [InlineData("2", 50, CustomerFlags.AtRisk)]
    [InlineData("2.999999", 80, CustomerFlags.AtRisk)]
    [InlineData("3", 80, CustomerFlags.AtRisk | CustomerFlags.Dormant)]
    [InlineData("3", 20, CustomerFlags.Dormant)]
    [InlineData("5.999999", 20, CustomerFlags.Dormant)]
    [InlineData("6", 20, CustomerFlags.Dormant | CustomerFlags.Lost)]
    [InlineData("6", 80, CustomerFlags.AtRisk | CustomerFlags.Dormant | CustomerFlags.Lost)]
    public void Overdue_Limits_RaiseTheirFlags(string overdue, int score, CustomerFlags flags) =>
        Flags(Typical.WithComposite(score) with { Overdue = Number(overdue) }).ShouldBe(flags);

    [Fact]
    public void AtRisk_ScoreJustUnderFifty_IsNotRaised() =>
        Flags(Typical.WithComposite(49.99m) with { Overdue = 2.5m }).ShouldBe(CustomerFlags.None);

    // LatePayer: carrying cost > 1 % of max(net revenue, 0).
    [Theory]
    [InlineData("10.00", 1_000, false)]
    [InlineData("10.01", 1_000, true)]
    [InlineData("0", 0, false)]
    [InlineData("0.01", 0, true)]
    [InlineData("0", -500, false)]
    [InlineData("0.01", -500, true)]
    public void LatePayer_CarryingCost_IsRaisedAboveOnePercent(string carrying, int revenue, bool raised) =>
        Flags(Typical.Measures with { CarryingCost = Money.Of(Number(carrying)), NetRevenue = Money.Of(revenue) })
            .HasFlag(CustomerFlags.LatePayer).ShouldBe(raised);

    [Fact]
    public void Flags_LimitsOfThePolicy_AreUsed()
    {
        var limits = new FlagSettings
        {
            AtRiskOverdue = 1,
            AtRiskScore = 90,
            DormantOverdue = 8,
            LostOverdue = 4,
            LatePayerShare = 0.5m,
        };
        var metrics = Typical.WithComposite(90) with { Overdue = 1, NetRevenue = Money.Of(100), CarryingCost = Money.Of(50) };
        Flags(metrics, limits).ShouldBe(CustomerFlags.AtRisk);
        Flags(metrics with { Overdue = 0.999999m }, limits).ShouldBe(CustomerFlags.None);
        Flags(metrics with { PurchaseValue = Money.Of(8_999) }, limits).ShouldBe(CustomerFlags.None);
        Flags(metrics with { CarryingCost = Money.Of(50.01m) }, limits).ShouldBe(CustomerFlags.AtRisk | CustomerFlags.LatePayer);
        // Independent: Lost without Dormant, where the limits say so.
        Flags(metrics with { Overdue = 4 }, limits).ShouldBe(CustomerFlags.AtRisk | CustomerFlags.Lost);
        Flags(metrics with { Overdue = 8 }, limits).ShouldBe(CustomerFlags.AtRisk | CustomerFlags.Lost | CustomerFlags.Dormant);
    }

    // Flags do not move the tier.
    [Fact]
    public void Flags_Raised_LeaveTheTier()
    {
        var metrics = Typical.WithComposite(90) with { Overdue = 7, CarryingCost = Money.Of(900) };
        Typical.Score(metrics, Typical.ValueOnly).ShownTier.ShouldBe(Tier.Platinum);
    }

    // The guards' conditions raise their flags though the guard is off.
    [Fact]
    public void Flags_GuardsOff_AreStillRaised()
    {
        var off = Typical.ValueOnly with
        {
            Guards = new GuardSettings
            {
                ThinMargin = new ThinMarginSettings { On = false },
                BelowZero = new BelowZeroSettings { On = false },
            },
        };
        var score = Typical.Score(Typical.WithComposite(90) with { Profit = Money.Of(-1), ProfitMargin = -0.01m }, off);
        (score.Guards, score.Flags).ShouldBe((Guard.None, CustomerFlags.BelowZero | CustomerFlags.ThinMargin));
    }

    // Never bought: Prospect (contacted by AsOf, or with any order or answer by then) or Lead.
    [Fact]
    public void Lifecycle_NeverBought_IsLeadOrProspect()
    {
        Stage(A.Customer()).ShouldBe(Lifecycle.Lead);
        Stage(A.Customer().ContactedOn("2027-01-01")).ShouldBe(Lifecycle.Lead);
        Stage(A.Customer().Answered("2027-01-01", 50)).ShouldBe(Lifecycle.Lead);
        Stage(A.Customer().CostToServe("2026-05-05", 50)).ShouldBe(Lifecycle.Lead);
        Stage(A.Customer().ContactedOn("2026-12-31")).ShouldBe(Lifecycle.Prospect);
        Stage(A.Customer().Bought("2026-05-05", 0m)).ShouldBe(Lifecycle.Prospect);
        Stage(A.Customer().Returned("2019-05-05", 5m)).ShouldBe(Lifecycle.Prospect);
        Stage(A.Customer().Answered("2019-05-05", null)).ShouldBe(Lifecycle.Prospect);
    }

    // Then Lost, Dormant, Loyal (70 and 4 ever), Repeat (2 ever), FirstTime: the first that holds.
    [Theory]
    [InlineData("6", 48, Lifecycle.Lost)]
    [InlineData("5.9", 48, Lifecycle.Dormant)]
    [InlineData("3", 48, Lifecycle.Dormant)]
    [InlineData("0", 48, Lifecycle.Loyal)]
    [InlineData("0", 4, Lifecycle.Loyal)]
    [InlineData("0", 3, Lifecycle.Repeat)]
    [InlineData("0", 2, Lifecycle.Repeat)]
    [InlineData("0", 1, Lifecycle.FirstTime)]
    [InlineData("6", 1, Lifecycle.Lost)]
    public void Lifecycle_Bought_IsTheFirstThatHolds(string overdue, int ever, Lifecycle stage) =>
        Typical.Score(Typical.Measures with { Overdue = Number(overdue), OccasionsEver = ever }).Lifecycle.ShouldBe(stage);

    [Theory]
    [InlineData("70.00", Lifecycle.Loyal)]
    [InlineData("69.99", Lifecycle.Repeat)]
    public void Lifecycle_LoyaltyScore_IsLoyalFromSeventy(string loyalty, Lifecycle stage) =>
        LifecycleRule.StageOf(Typical.Measures, CustomerFlags.None, Score.Rounded(Number(loyalty)), new ScoringPolicy())
            .ShouldBe(stage);

    [Theory]
    [InlineData(60, 10, Lifecycle.Loyal)]
    [InlineData(61, 10, Lifecycle.Repeat)]
    [InlineData(60, 49, Lifecycle.Repeat)]
    [InlineData(60, 48, Lifecycle.Loyal)]
    public void Lifecycle_LimitsOfThePolicy_AreUsed(int loyalScore, int loyalOccasions, Lifecycle stage) =>
        LifecycleRule.StageOf(
            Typical.Measures,
            CustomerFlags.None,
            Score.Rounded(60),
            new ScoringPolicy { LoyalScore = loyalScore, LoyalOccasions = loyalOccasions }).ShouldBe(stage);

    private static CustomerFlags Flags(CustomerMetrics metrics, FlagSettings? limits = null) =>
        Typical.Score(metrics, Typical.ValueOnly with { Flags = limits ?? new FlagSettings() }).Flags;

    private static Lifecycle Stage(CustomerBuilder customer) => Typical.Score(customer.Measured()).Lifecycle;
}
