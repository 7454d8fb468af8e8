using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerCrm.Domain.Tests.Builders;

/// <summary>Customers, policies and scores by chance, for the properties that must hold for all of them.</summary>
internal static class ByChance
{
    /// <summary>Fails with the smallest case for which the property does not hold.</summary>
    public static void Holds<T>(Gen<T> given, Func<T, bool> property) =>
        Prop.ForAll(given.ToArbitrary(), property).QuickCheckThrowOnFailure();

    public static Gen<Score> Scores { get; } = Gen.Choose(0, 10_000).Select(Score.FromHundredths);

    public static Gen<Tier> Tiers { get; } = Gen.Elements(Enum.GetValues<Tier>());

    /// <summary>Cents, often nought or equal to others, sometimes a loss.</summary>
    public static Gen<decimal> Amounts { get; } = Gen.Frequency(
        (1, Gen.Constant(0m)),
        (3, Gen.Choose(-50, 50).Select(n => n * 10m)),
        (6, Gen.Choose(-500_000, 2_000_000).Select(cents => cents / 100m)));

    /// <summary>101 breakpoints that never fall, in runs and in jumps.</summary>
    public static Gen<decimal[]> Scales { get; } =
        from start in Gen.Choose(-5_000, 5_000)
        from steps in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(0, 30_000))).ArrayOf(100)
        select Rising(start, steps);

    /// <summary>101 breakpoints of which each is above the one before.</summary>
    public static Gen<decimal[]> StrictScales { get; } =
        from start in Gen.Choose(-5_000, 5_000)
        from steps in Gen.Choose(1, 30_000).ArrayOf(100)
        select Rising(start, steps);

    public static Gen<CustomerBuilder> Customers { get; } =
        from orders in Order.ListOf()
        from costs in Gen.Two(Gen.Choose(0, 1_500)).ListOf()
        from answers in Gen.Zip(Gen.Choose(-10, 800), Gen.Choose(0, 100)).ListOf()
        from spend in Gen.Elements<decimal?>(null, 0m, 500m, 20_000m)
        from referrals in Gen.Choose(0, 4)
        select Told(orders, costs, answers, spend, referrals);

    public static Gen<ScoringPolicy> Policies { get; } =
        from windowDays in Gen.Elements(90, 180, 365, 730)
        from weights in Gen.Choose(0, 60).Three()
        from loyalty in Gen.Choose(0, 40).ArrayOf(6)
        from missing in Gen.Elements(Enum.GetValues<MissingRule>()).ArrayOf(6)
        from method in Gen.Elements(Enum.GetValues<TierMethod>())
        from cutoffs in Gen.Choose(1, 24).Four()
        from scales in Gen.Two(Gen.Frequency((9, Scales.Select(s => (decimal[]?)s)), (1, Gen.Constant((decimal[]?)null))))
        from caps in Gen.Choose(1, 5).Four()
        from isOn in Gen.Elements(true, true, true, false).ArrayOf(4)
        from hysteresis in Gen.Choose(0, 8)
        from thresholds in Gen.Choose(10, 3_000).Four()
        select new ScoringPolicy
        {
            WindowDays = windowDays,
            PurchaseValueWeight = weights.Item1,
            ProfitWeight = weights.Item2,
            LoyaltyWeight = weights.Item1 + weights.Item2 == 0 ? 1 : weights.Item3,
            LoyaltyWeights = new LoyaltyWeights
            {
                Tenure = loyalty[0],
                Recency = loyalty[1],
                Regularity = loyalty[2],
                ShareOfWallet = loyalty[3],
                Satisfaction = loyalty[4],
                Referrals = loyalty[5],
            },
            Missing = new MissingRules
            {
                Tenure = missing[0],
                Recency = missing[1],
                Regularity = missing[2],
                ShareOfWallet = missing[3],
                Satisfaction = missing[4],
                Referrals = missing[5],
            },
            Method = method,
            Cutoffs = new Cutoffs
            {
                Develop = cutoffs.Item1,
                Silver = cutoffs.Item1 + cutoffs.Item2,
                Gold = cutoffs.Item1 + cutoffs.Item2 + cutoffs.Item3,
                Platinum = cutoffs.Item1 + cutoffs.Item2 + cutoffs.Item3 + cutoffs.Item4,
            },
            PurchaseValueScale = scales.Item1,
            ProfitScale = scales.Item2,
            LargeOrder = Math.Max(thresholds.Item1, thresholds.Item2),
            MediumOrder = Math.Min(thresholds.Item1, thresholds.Item2),
            ShortCycle = Math.Min(thresholds.Item3, thresholds.Item4) / 10m,
            MediumCycle = Math.Max(thresholds.Item3, thresholds.Item4) / 10m,
            Guards = new GuardSettings
            {
                GroupBuy = new GroupBuySettings { On = isOn[0], Cap = (Tier)caps.Item1 },
                ThinMargin = new ThinMarginSettings { On = isOn[1], Cap = (Tier)caps.Item2, MinScore = 40 },
                BelowZero = new BelowZeroSettings { On = isOn[2], Cap = (Tier)caps.Item3 },
                Provisional = new ProvisionalSettings { On = isOn[3], Cap = (Tier)caps.Item4 },
            },
            HysteresisPoints = hysteresis,
        };

    public static Gen<TierMemory?> Memories { get; } = Gen.Frequency(
        (1, Gen.Constant((TierMemory?)null)),
        (3, Gen.Two(Tiers).Select(tiers => (TierMemory?)new TierMemory(DaysAgo(1), tiers.Item1, tiers.Item2, null))));

    /// <summary>A customer measured under a policy by chance, with what was before.</summary>
    public static Gen<Case> Cases { get; } =
        from policy in Policies
        from customer in Customers
        from memory in Memories
        select new Case(customer.Measured(policy), policy, memory);

    private static Gen<(int Ago, decimal Net, int Kind, int? Due, int? Paid)> Order =>
        from ago in Gen.Frequency((1, Gen.Choose(-20, 0)), (6, Gen.Choose(0, 360)), (3, Gen.Choose(361, 1_500)))
        from cents in Gen.Frequency((1, Gen.Constant(0)), (9, Gen.Choose(1, 300_000)))
        from kind in Gen.Choose(0, 9)
        from due in Gen.Elements<int?>(null, 0, 30, 60)
        from paid in Gen.Elements<int?>(null, 10, 45, 200)
        select (ago, cents / 100m, kind, due, paid);

    private static CustomerBuilder Told(
        IEnumerable<(int Ago, decimal Net, int Kind, int? Due, int? Paid)> orders,
        IEnumerable<(int Ago, int Amount)> costs,
        IEnumerable<(int Ago, int Satisfaction)> answers,
        decimal? spend,
        int referrals)
    {
        var customer = A.Customer().SpendsAYear(spend);
        foreach (var (ago, net, kind, due, paid) in orders)
        {
            var on = DaysAgo(ago);
            decimal? cost = kind % 3 == 0 ? null : Rounding.Cents(net * kind / 8);
            _ = kind == 9
                ? customer.Returned(Iso(on), net, cost)
                : customer.Bought(on, net, cost, due is { } d ? on.AddDays(d) : null, paid is { } p ? on.AddDays(p) : null);
        }

        foreach (var (ago, amount) in costs)
        {
            customer.CostToServe(Iso(DaysAgo(ago)), amount);
        }

        foreach (var (ago, satisfaction) in answers)
        {
            customer.Answered(Iso(DaysAgo(ago)), satisfaction);
        }

        for (var i = 0; i < referrals; i++)
        {
            customer.Referred("2020-01-01");
        }

        return customer;
    }

    private static decimal[] Rising(int start, int[] steps)
    {
        var breakpoints = new decimal[101];
        breakpoints[0] = start;
        for (var k = 1; k < breakpoints.Length; k++)
        {
            breakpoints[k] = breakpoints[k - 1] + (steps[k - 1] / 100m);
        }

        return breakpoints;
    }
}

/// <summary>What the calculator is given.</summary>
internal sealed record Case(CustomerMetrics Metrics, ScoringPolicy Policy, TierMemory? Memory)
{
    public CustomerScore Score(CustomerMetrics? metrics = null) =>
        new ScoreCalculator(Policy).Score(metrics ?? Metrics, Memory);
}
