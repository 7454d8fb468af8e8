namespace CustomerCrm.Domain.Scoring;

/// <summary>
/// From facts to measures (value model, section 2). Each measure is computed from unrounded facts and rounded once; where a
/// formula names another measure its unrounded value is meant, but Profit and ProfitMargin start from the rounded
/// GrossProfit and CostToServe. A year is 365 days.
/// </summary>
public static class MetricsCalculator
{
    public const int DaysAYear = 365;

    /// <summary>Whether two policies give the same measures of the same facts: no other parameter moves a measure.</summary>
    public static bool MeasuresAlike(ScoringPolicy one, ScoringPolicy other) =>
        (one.WindowDays, one.ExposureFloorDays, one.RhythmFloorDays, one.CostOfCapital, one.DefaultMargin)
        == (other.WindowDays, other.ExposureFloorDays, other.RhythmFloorDays, other.CostOfCapital, other.DefaultMargin);

    /// <exception cref="ArgumentException">The facts were gathered over another window than the policy's.</exception>
    public static CustomerMetrics Measure(CustomerFacts facts, ScoringPolicy policy)
    {
        if (facts.WindowDays != policy.WindowDays)
        {
            throw new ArgumentException(
                $"The facts cover {facts.WindowDays} days, the policy asks for {policy.WindowDays}.", nameof(facts));
        }

        var days = facts.PurchaseDays;
        DateOnly? first = days.Count > 0 ? days[0] : null;
        DateOnly? last = days.Count > 0 ? days[^1] : null;
        var windowStart = facts.AsOf.AddDays(1 - facts.WindowDays);
        var firstInWindow = FirstIndexFrom(days, windowStart);
        var occasions = days.Count - firstInWindow;
        var exposure = Exposure(facts, first, occasions, policy);

        var estimatedCost = Money.Rounded(facts.NetWithoutCost.Amount * (1 - policy.DefaultMargin));
        var grossProfit = facts.NetRevenue - facts.KnownCostOfGoods - estimatedCost;
        var carryingCost = Money.Rounded(facts.ReceivableDays * policy.CostOfCapital / DaysAYear);
        var costToServe = facts.CostEntries + carryingCost;
        var booked = grossProfit - costToServe;
        var rhythm = RhythmOf(facts, policy);

        return new CustomerMetrics
        {
            AsOf = facts.AsOf,
            Occasions = occasions,
            OccasionsEver = days.Count,
            FirstPurchaseOn = first,
            LastPurchaseOn = last,
            ExposureDays = exposure,
            Frequency = Rounding.Ratio((decimal)occasions * DaysAYear / exposure),
            AverageOrder = occasions > 0 ? AverageOrder(facts.NetRevenue, occasions) : null,
            PurchaseValue = occasions > 0 ? AYear(facts.NetRevenue, exposure) : Money.Zero,
            PurchaseValueWithoutLargest = occasions > 0 ? AYear(facts.NetRevenue - facts.LargestDaySales, exposure) : null,
            AverageCycle = occasions > 0 ? AverageCycle(exposure, occasions) : null,
            NetRevenue = facts.NetRevenue,
            LargestDaySales = facts.LargestDaySales,
            GrossProfit = grossProfit,
            EstimatedCostShare = facts.Turnover > Money.Zero
                ? Rounding.Ratio(facts.TurnoverWithoutCost.Amount / facts.Turnover.Amount)
                : 0,
            CostToServe = costToServe,
            CarryingCost = carryingCost,
            Profit = AYear(booked, exposure),
            ProfitMargin = ProfitMargin(booked, facts.NetRevenue),
            Tenure = first is { } f ? Rounding.Ratio((decimal)(facts.AsOf.DayNumber - f.DayNumber) / DaysAYear) : null,
            Rhythm = rhythm is { } r ? Rounding.Ratio(r.Days / r.Gaps) : null,
            Overdue = rhythm is { } o
                ? Rounding.Ratio((facts.AsOf.DayNumber - last!.Value.DayNumber) * o.Gaps / o.Days)
                : null,
            Regularity = occasions >= 3 ? Regularity(facts, firstInWindow, Later(days[0], windowStart)) : null,
            ShareOfWallet = ShareOfWallet(facts, occasions, exposure),
            EstimatedAnnualSpend = facts.EstimatedAnnualSpend,
            SatisfactionSum = facts.SatisfactionSum,
            SatisfactionCount = facts.SatisfactionCount,
            Referrals = facts.Referrals,
            Contacted = facts.Contacted,
        };
    }

    /// <summary>
    /// clamp(AsOf - max(first purchase ever, AsOf - WindowDays), floor, WindowDays); the whole window with fewer than 2
    /// occasions in it, since one order is not a rate.
    /// </summary>
    private static int Exposure(CustomerFacts facts, DateOnly? first, int occasions, ScoringPolicy policy) =>
        occasions < 2
            ? facts.WindowDays
            : Math.Clamp(
                facts.AsOf.DayNumber - Later(first!.Value, facts.AsOf.AddDays(-facts.WindowDays)).DayNumber,
                policy.ExposureFloorDays,
                facts.WindowDays);

    /// <summary>Money a year at this rate: amount x 365 / exposure.</summary>
    public static Money AYear(Money amount, int exposure) => Money.Rounded(amount.Amount * DaysAYear / exposure);

    /// <summary>Net revenue an occasion.</summary>
    public static Money AverageOrder(Money netRevenue, int occasions) => Money.Rounded(netRevenue.Amount / occasions);

    /// <summary>Days between purchases.</summary>
    public static decimal AverageCycle(int exposure, int occasions) => Rounding.Ratio((decimal)exposure / occasions);

    /// <summary>Booked profit per net revenue; undefined where net revenue is not positive.</summary>
    public static decimal? ProfitMargin(Money bookedProfit, Money netRevenue) =>
        netRevenue > Money.Zero ? Rounding.Ratio(bookedProfit.Amount / netRevenue.Amount) : null;

    /// <summary>
    /// Rhythm as a fraction, so that Overdue divides once: max(last - first, floor) over the gaps, each gap at least the
    /// rhythm's floor, of the occasions in the window that ends with the last purchase, where they are 3 or more, else of
    /// all occasions, where they are 2 or more; with one purchase ever a third of the window.
    /// </summary>
    private static (decimal Days, decimal Gaps)? RhythmOf(CustomerFacts facts, ScoringPolicy policy)
    {
        var days = facts.PurchaseDays;
        switch (days.Count)
        {
            case 0:
                return null;
            case 1:
                return (facts.WindowDays, 3);
        }

        var from = FirstIndexFrom(days, days[^1].AddDays(1 - facts.WindowDays));
        if (days.Count - from < 3)
        {
            from = 0;
        }

        var gaps = days.Count - from - 1;
        var span = Math.Max(days[^1].DayNumber - days[from].DayNumber, policy.ExposureFloorDays);
        return (Math.Max(span, policy.RhythmFloorDays * gaps), gaps);
    }

    private static decimal Regularity(CustomerFacts facts, int firstInWindow, DateOnly firstDay) =>
        Rounding.Ratio((decimal)Math.Clamp(
            1 - Clumpiness.Of(facts.PurchaseDays, firstInWindow, firstDay, facts.AsOf), 0, 1));

    private static decimal? ShareOfWallet(CustomerFacts facts, int occasions, int exposure) =>
        facts.EstimatedAnnualSpend is not { } spend || spend <= Money.Zero ? null
        : occasions == 0 ? 0
        : Math.Clamp(Rounding.Ratio(facts.NetRevenue.Amount * DaysAYear / (exposure * spend.Amount)), 0, 1);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    /// <summary>The place of the first day that is not before <paramref name="start"/>.</summary>
    private static int FirstIndexFrom(IReadOnlyList<DateOnly> days, DateOnly start)
    {
        var index = days.Count;
        while (index > 0 && days[index - 1] >= start)
        {
            index--;
        }

        return index;
    }
}
