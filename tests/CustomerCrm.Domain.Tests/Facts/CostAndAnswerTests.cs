using CustomerCrm.Domain.CostToServe;
using CustomerCrm.Domain.Facts;
using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Facts;

/// <summary>Costs by the rate of their date, answers within their bounds, pins of a year at most.</summary>
public sealed class CostAndAnswerTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Theory]
    [InlineData("2026-02-28", 2d, null, "20.00")]
    [InlineData("2026-03-01", 2d, null, "21.00")]
    [InlineData("2026-03-01", 0.5, null, "5.25")]
    [InlineData("2026-03-01", 0.01, null, "0.10")]
    [InlineData("2026-03-01", 0.03, null, "0.32")]
    [InlineData("2026-03-01", -1d, null, "-10.50")]
    [InlineData("2026-03-01", 2d, 7.77, "7.77")]
    [InlineData("2020-01-01", null, 7.77, "7.77")]
    public void Cost_Amount_IsGivenElseQuantityByTheRateOfTheDate(string on, double? quantity, double? amount, string expected)
    {
        var (cost, errors) = CostEntry.Enter(7, Visit(), Entry(DateOnly.Parse(on, null), (decimal?)quantity, (decimal?)amount));

        errors.ShouldBeEmpty();
        (cost!.Amount, cost.GivenAmount).ShouldBe((decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), (decimal?)amount));
    }

    [Theory]
    [InlineData("2026-03-01", null, null, "Quantity", FactRefusal.NoAmount)]
    [InlineData("2025-12-31", 2d, null, "Amount", FactRefusal.NoRate)]
    [InlineData("1899-12-31", 2d, null, "IncurredOn", FactRefusal.DateOutOfRange)]
    [InlineData("2026-03-01", 1.1234567, null, "Quantity", FactRefusal.TooManyDecimals)]
    [InlineData("2026-03-01", 1d, 1.005, "Amount", FactRefusal.TooManyDecimals)]
    [InlineData("2026-03-01", 999999999999d, null, "Quantity", FactRefusal.AmountTooLarge)]
    public void Cost_WhatCannotBe_IsRefused(string on, double? quantity, double? amount, string field, FactRefusal refusal)
    {
        var (cost, errors) = CostEntry.Enter(7, Visit(), Entry(DateOnly.Parse(on, null), (decimal?)quantity, (decimal?)amount));

        cost.ShouldBeNull();
        errors.Select(e => (e.Field, e.Refusal)).ShouldBe([(field, refusal)]);
    }

    [Fact]
    public void Cost_OfADirectActivity_NeedsItsAmount()
    {
        var rebate = new CostActivity { Name = "Rebate", Unit = "amount" };

        CostEntry.Enter(7, rebate, Entry(Day, 2, null)).Errors.Single().Refusal.ShouldBe(FactRefusal.DirectAmount);
        CostEntry.Enter(7, rebate, Entry(Day, null, 85.5m)).Cost!.Amount.ShouldBe(85.5m);
    }

    [Theory]
    [InlineData(0d, null, null)]
    [InlineData(100d, 10d, null)]
    [InlineData(null, 0d, null)]
    [InlineData(null, null, FactRefusal.NoAnswer)]
    [InlineData(100.5, null, FactRefusal.Over)]
    [InlineData(-1d, null, FactRefusal.Under)]
    [InlineData(null, 10.1, FactRefusal.Over)]
    [InlineData(1.1234567, null, FactRefusal.TooManyDecimals)]
    public void Answer_Bounds_Hold(double? satisfaction, double? recommend, FactRefusal? refusal)
    {
        var (answer, errors) = SurveyAnswer.Enter(7, new AnswerToEnter("S1", Day, (decimal?)satisfaction, (decimal?)recommend));

        errors.Select(e => (FactRefusal?)e.Refusal).SingleOrDefault().ShouldBe(refusal);
        (answer is null).ShouldBe(refusal is not null);
    }

    [Theory]
    [InlineData(Tier.Gold, "2026-03-01", "why", null)]
    [InlineData(Tier.Adjust, "2027-03-01", "why", null)]
    [InlineData(Tier.Gold, "2027-03-02", "why", FactRefusal.UntilTooLate)]
    [InlineData(Tier.Gold, "2026-02-28", "why", FactRefusal.UntilBeforeFrom)]
    [InlineData(Tier.Gold, "2026-04-01", "", FactRefusal.Missing)]
    [InlineData(Tier.Unrated, "2026-04-01", "why", FactRefusal.NoTier)]
    [InlineData((Tier)9, "2026-04-01", "why", FactRefusal.NoTier)]
    public void Pin_Bounds_Hold(Tier tier, string until, string reason, FactRefusal? refusal)
    {
        var (pin, errors) = PinnedTier.Set(7, tier, Day, DateOnly.Parse(until, null), reason, "Mia", DateTimeOffset.UnixEpoch);

        errors.Select(e => (FactRefusal?)e.Refusal).SingleOrDefault().ShouldBe(refusal);
        (pin is null).ShouldBe(refusal is not null);
    }

    [Fact]
    public void Pin_EndedEarly_HoldsToTheDayBefore()
    {
        var pin = PinnedTier.Set(7, Tier.Gold, Day, Day.AddDays(30), "why", "Mia", DateTimeOffset.UnixEpoch).Pin!;

        pin.EndBefore(Day).ShouldBeFalse();
        pin.UntilOn.ShouldBe(Day.AddDays(30));
        pin.EndBefore(Day.AddDays(10)).ShouldBeTrue();
        (pin.Pin.HoldsOn(Day.AddDays(9)), pin.Pin.HoldsOn(Day.AddDays(10))).ShouldBe((true, false));
        pin.EndBefore(Day.AddDays(20)).ShouldBeTrue();
        pin.UntilOn.ShouldBe(Day.AddDays(9));
    }

    private static CostActivity Visit()
    {
        var visit = new CostActivity { Name = "Visit", Unit = "visit" };
        visit.Rates.Add(new CostRate { ValidFrom = new DateOnly(2026, 1, 1), Rate = 10 });
        visit.Rates.Add(new CostRate { ValidFrom = Day, Rate = 10.5m });
        visit.Rates.Add(new CostRate { ValidFrom = new DateOnly(2027, 1, 1), Rate = 99 });
        return visit;
    }

    private static CostToEnter Entry(DateOnly on, decimal? quantity, decimal? amount) => new("K1", on, quantity, amount, null);
}
