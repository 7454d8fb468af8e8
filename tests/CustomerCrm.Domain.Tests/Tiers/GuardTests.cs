using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Tiers;

/// <summary>Section 5: the guards, at, just under and just over each limit.</summary>
public class GuardTests
{
    private static readonly CustomerMetrics Platinum = Typical.WithComposite(90);

    [Fact]
    public void Guards_TypicalCustomer_NoneFires()
    {
        var score = Typical.Score(Platinum, Typical.ValueOnly);
        (score.Guards, score.ComputedTier).ShouldBe((Guard.None, Tier.Platinum));
    }

    // GroupBuy: fewer than 3 occasions in the window.
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void GroupBuy_Occasions_FiresUnderThree(int occasions, bool fires) =>
        Fired(Platinum with { Occasions = occasions }, Guard.GroupBuy).ShouldBe(fires);

    // Or the sales of one date > 60 % of the window's net revenue after returns.
    [Theory]
    [InlineData("599.99", false)]
    [InlineData("600", false)]
    [InlineData("600.01", true)]
    public void GroupBuy_LargestDate_FiresAboveSixtyPercent(string largest, bool fires) => Fired(
        Platinum with { NetRevenue = Money.Of(1_000), LargestDaySales = Money.Of(Number(largest)) }, Guard.GroupBuy)
        .ShouldBe(fires);

    [Fact]
    public void GroupBuy_ReturnsLowerTheRevenue_TheShareRises() => Fired(
        A.Customer().Bought("2026-02-02", 500m).Bought("2026-05-05", 300m).Bought("2026-08-08", 200m).Returned("2026-09-09", 200m)
            .Measured(),
        Guard.GroupBuy).ShouldBeTrue();

    [Fact]
    public void GroupBuy_SeveralOrdersOfADate_AreAddedUp() => Fired(
        A.Customer().Bought("2026-02-02", 400m).Bought("2026-02-02", 210m).Bought("2026-05-05", 200m).Bought("2026-08-08", 190m)
            .Measured(),
        Guard.GroupBuy).ShouldBeTrue();

    [Fact]
    public void GroupBuy_LimitsOfThePolicy_AreUsed()
    {
        var settings = new GroupBuySettings { MinOccasions = 5, MaxShare = 0.25m };
        var policy = Typical.ValueOnly with { Guards = new GuardSettings { GroupBuy = settings } };
        var metrics = Platinum with { Occasions = 5, NetRevenue = Money.Of(1_000), LargestDaySales = Money.Of(250) };
        Fired(metrics, Guard.GroupBuy, policy).ShouldBeFalse();
        Fired(metrics with { Occasions = 4 }, Guard.GroupBuy, policy).ShouldBeTrue();
        Fired(metrics with { LargestDaySales = Money.Of(250.01m) }, Guard.GroupBuy, policy).ShouldBeTrue();
    }

    // Without an occasion there is no date whose share could be too large.
    [Fact]
    public void GroupBuy_NoOccasionAndNoneAsked_DoesNotFire() => Fired(
        Platinum with { Occasions = 0, NetRevenue = Money.Of(-5), LargestDaySales = Money.Zero },
        Guard.GroupBuy,
        Typical.ValueOnly with { Guards = new GuardSettings { GroupBuy = new GroupBuySettings { MinOccasions = 0 } } })
        .ShouldBeFalse();

    // ThinMargin: PurchaseValueScore >= 80 and ProfitMargin < 5 %.
    [Theory]
    [InlineData("80", "0.049999", true)]
    [InlineData("80", "0.05", false)]
    [InlineData("80", "0.050001", false)]
    [InlineData("79.99", "0.049999", false)]
    [InlineData("80.01", "-3", true)]
    [InlineData("90", null, false)]
    public void ThinMargin_BigAndTasteless_Fires(string score, string? margin, bool fires)
    {
        var metrics = Typical.WithComposite(Number(score)) with { ProfitMargin = margin is null ? null : Number(margin) };
        Fired(metrics, Guard.ThinMargin).ShouldBe(fires);
        Typical.Score(metrics, Typical.ValueOnly).Flags.HasFlag(CustomerFlags.ThinMargin).ShouldBe(fires);
    }

    [Theory]
    [InlineData("60", "0.099999", true)]
    [InlineData("60", "0.10", false)]
    [InlineData("59.99", "0.09", false)]
    public void ThinMargin_LimitsOfThePolicy_AreUsed(string score, string margin, bool fires) => Fired(
        Typical.WithComposite(Number(score)) with { ProfitMargin = Number(margin) },
        Guard.ThinMargin,
        Typical.ValueOnly with
        {
            Guards = new GuardSettings { ThinMargin = new ThinMarginSettings { MinScore = 60, MinMargin = 0.10m } },
        }).ShouldBe(fires);

    // BelowZero: Profit < 0 and AsOf - first purchase >= 90 days; a newcomer's loss raises the flag alone.
    [Theory]
    [InlineData("-0.01", 90, true, true)]
    [InlineData("-0.01", 89, false, true)]
    [InlineData("0", 90, false, false)]
    [InlineData("0.01", 900, false, false)]
    [InlineData("-500", 900, true, true)]
    public void BelowZero_LossOfNoNewcomer_Fires(string profit, int firstDaysAgo, bool fires, bool flag)
    {
        var metrics = Platinum with { Profit = Money.Of(Number(profit)), FirstPurchaseOn = DaysAgo(firstDaysAgo) };
        Fired(metrics, Guard.BelowZero).ShouldBe(fires);
        Typical.Score(metrics, Typical.ValueOnly).Flags.HasFlag(CustomerFlags.BelowZero).ShouldBe(flag);
    }

    // It uses the Provisional guard's days, also where that guard is off.
    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void BelowZero_ProvisionalOff_StillUsesItsDays(int firstDaysAgo, bool fires)
    {
        var policy = Typical.ValueOnly with
        {
            Guards = new GuardSettings { Provisional = new ProvisionalSettings { On = false, Days = 30 } },
        };
        var metrics = Platinum with { Profit = Money.Of(-1), FirstPurchaseOn = DaysAgo(firstDaysAgo) };
        Fired(metrics, Guard.BelowZero, policy).ShouldBe(fires);
        Fired(metrics, Guard.Provisional, policy).ShouldBeFalse();
    }

    // Provisional: AsOf - first purchase < 90 days.
    [Theory]
    [InlineData(0, true)]
    [InlineData(89, true)]
    [InlineData(90, false)]
    [InlineData(91, false)]
    public void Provisional_DaysSinceFirstPurchase_FiresUnderNinety(int firstDaysAgo, bool fires) =>
        Fired(Platinum with { FirstPurchaseOn = DaysAgo(firstDaysAgo) }, Guard.Provisional).ShouldBe(fires);

    // Caps: Silver, Silver, Adjust, Gold; a tier already at or under the cap stays, and the guard names itself all the same.
    [Theory]
    [InlineData(Guard.GroupBuy, 90, Tier.Silver)]
    [InlineData(Guard.GroupBuy, 55, Tier.Silver)]
    [InlineData(Guard.GroupBuy, 30, Tier.Develop)]
    [InlineData(Guard.ThinMargin, 90, Tier.Silver)]
    [InlineData(Guard.BelowZero, 90, Tier.Adjust)]
    [InlineData(Guard.BelowZero, 10, Tier.Adjust)]
    [InlineData(Guard.Provisional, 90, Tier.Gold)]
    [InlineData(Guard.Provisional, 72, Tier.Gold)]
    [InlineData(Guard.Provisional, 55, Tier.Silver)]
    public void Cap_GuardThatFires_NeverRaises(Guard guard, int composite, Tier computed)
    {
        var score = Typical.Score(Tripping(guard, Typical.WithComposite(composite)), Typical.ValueOnly);
        (score.Guards, score.ComputedTier).ShouldBe((guard, computed));
    }

    // Each guard has its own cap in the policy.
    [Theory]
    [InlineData(Guard.GroupBuy)]
    [InlineData(Guard.ThinMargin)]
    [InlineData(Guard.BelowZero)]
    [InlineData(Guard.Provisional)]
    public void Cap_OfThePolicy_IsUsed(Guard guard)
    {
        var policy = Typical.ValueOnly with
        {
            Guards = new GuardSettings
            {
                GroupBuy = new GroupBuySettings { Cap = CapIf(Guard.GroupBuy) },
                ThinMargin = new ThinMarginSettings { Cap = CapIf(Guard.ThinMargin) },
                BelowZero = new BelowZeroSettings { Cap = CapIf(Guard.BelowZero) },
                Provisional = new ProvisionalSettings { Cap = CapIf(Guard.Provisional) },
            },
        };
        Typical.Score(Tripping(guard, Platinum), policy).ComputedTier.ShouldBe(Tier.Develop);
        GuardRules.CapOf(guard, policy).ShouldBe(Tier.Develop);

        Tier CapIf(Guard one) => one == guard ? Tier.Develop : Tier.Platinum;
    }

    // One that is off is not named.
    [Theory]
    [InlineData(Guard.GroupBuy)]
    [InlineData(Guard.ThinMargin)]
    [InlineData(Guard.BelowZero)]
    [InlineData(Guard.Provisional)]
    public void Guard_Off_IsNeitherRunNorNamed(Guard guard)
    {
        var policy = Typical.ValueOnly with
        {
            Guards = new GuardSettings
            {
                GroupBuy = new GroupBuySettings { On = guard != Guard.GroupBuy },
                ThinMargin = new ThinMarginSettings { On = guard != Guard.ThinMargin },
                BelowZero = new BelowZeroSettings { On = guard != Guard.BelowZero },
                Provisional = new ProvisionalSettings { On = guard != Guard.Provisional },
            },
        };
        var score = Typical.Score(Tripping(guard, Platinum), policy);
        (score.Guards, score.ComputedTier).ShouldBe((Guard.None, Tier.Platinum));
    }

    // They run after either method, all of them, in this order.
    [Fact]
    public void Guards_SeveralFire_AllAreNamedAndTheLowestCapHolds()
    {
        var metrics = Platinum with { Occasions = 1, ProfitMargin = 0.01m, Profit = Money.Of(-1) };
        var score = Typical.Score(metrics, Typical.ValueOnly);
        (score.Guards, score.ComputedTier).ShouldBe((Guard.GroupBuy | Guard.ThinMargin | Guard.BelowZero, Tier.Adjust));
        var matrix = Typical.Score(
            metrics with { AverageOrder = Money.Of(2_000), AverageCycle = 10 },
            Typical.Policy with { Method = TierMethod.ValueMatrix });
        (matrix.MethodTier, matrix.ComputedTier).ShouldBe((Tier.Platinum, Tier.Adjust));
    }

    [Fact]
    public void InOrder_Guards_AreTheFourInTheirOrder() =>
        GuardRules.InOrder.ShouldBe([Guard.GroupBuy, Guard.ThinMargin, Guard.BelowZero, Guard.Provisional]);

    // Missing-case proof: every guard has a condition and a cap; a set of guards has none.
    [Fact]
    public void Rules_EveryGuard_IsKnown()
    {
        GuardRules.InOrder.ShouldBe(Enum.GetValues<Guard>().Where(guard => guard != Guard.None));
        foreach (var none in new[] { Guard.None, Guard.GroupBuy | Guard.BelowZero })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => GuardRules.CapOf(none, Typical.Policy));
            Should.Throw<ArgumentOutOfRangeException>(() => GuardRules.Fires(none, GuardFacts.Of(Platinum), Score.Zero, Typical.Policy));
        }
    }

    private static bool Fired(CustomerMetrics metrics, Guard guard, ScoringPolicy? policy = null) =>
        Typical.Score(metrics, policy ?? Typical.ValueOnly).Guards.HasFlag(guard);

    private static CustomerMetrics Tripping(Guard guard, CustomerMetrics metrics) => guard switch
    {
        Guard.GroupBuy => metrics with { Occasions = 2 },
        Guard.ThinMargin => metrics with { ProfitMargin = 0.01m },
        Guard.BelowZero => metrics with { Profit = Money.Of(-1) },
        Guard.Provisional => metrics with { FirstPurchaseOn = DaysAgo(10) },
        _ => throw new ArgumentOutOfRangeException(nameof(guard)),
    };
}
