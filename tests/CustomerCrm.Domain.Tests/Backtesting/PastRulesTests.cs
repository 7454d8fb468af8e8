using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Backtesting;

public class PastRulesTests
{
    private static readonly decimal[] Breakpoints = [.. Enumerable.Range(0, 101).Select(k => (decimal)k)];

    private static readonly ScoringPolicy Published = new()
    {
        PurchaseValueScale = Breakpoints,
        ProfitScale = Breakpoints,
        LargeOrder = 900,
        MediumOrder = 300,
        ShortCycle = 20,
        MediumCycle = 60,
    };

    [Fact]
    public void Grid_InStepsOfTen_Has66CombinationsThatSumTo100()
    {
        Weights.Grid.Count.ShouldBe(66);
        Weights.Grid.Distinct().Count().ShouldBe(66);
        Weights.Grid.ShouldAllBe(w => w.PurchaseValue + w.Profit + w.Loyalty == 100);
        Weights.Grid.ShouldAllBe(w => PolicyRules.Check(w.In(new ScoringPolicy())).Count == 0);
    }

    [Fact]
    public void In_APolicy_ChangesTheThreeWeightsAndNothingElse()
    {
        var before = Published with { HysteresisPoints = 7 };

        var after = new Weights(10, 20, 70).In(before);

        Weights.Of(after).ShouldBe(new Weights(10, 20, 70));
        Weights.Of(before).In(after).IsSameAs(before).ShouldBeTrue();
    }

    [Fact]
    public void DistanceTo_TheSameProportions_IsNothing()
    {
        new Weights(40, 40, 20).DistanceTo(new Weights(2, 2, 1)).ShouldBe(0);
        new Weights(100, 0, 0).DistanceTo(new Weights(0, 0, 100)).ShouldBe(2);
    }

    [Fact]
    public void OfVersion_WithScales_LeavesThemAllOpen() => PastPolicy.HasEntered(PastPolicy.OfVersion(Published)).ShouldBeFalse();

    [Fact]
    public void OfDraft_WithTheScalesOfTheVersionInForce_LeavesThoseOpenAndKeepsItsOwn()
    {
        var past = PastPolicy.OfDraft(Published with { ProfitScale = [.. Breakpoints.Select(b => b * 2)], LargeOrder = 901 }, Published);

        past.PurchaseValueScale.ShouldBeNull();
        past.ProfitScale![100].ShouldBe(200);
        (past.LargeOrder, past.MediumOrder, past.ShortCycle, past.MediumCycle).ShouldBe((901, null, null, null));
    }

    [Fact]
    public void Usual_AYearOfHistoryAndMore_IsAYearAgo() =>
        Periods.Usual(new DateOnly(2024, 1, 1), new DateOnly(2026, 6, 30)).ShouldBe(new DateOnly(2025, 6, 30));

    [Fact]
    public void Usual_LittleMoreThanAYear_IsTheMiddle() =>
        Periods.Usual(new DateOnly(2010, 12, 1), new DateOnly(2011, 12, 10)).ShouldBe(new DateOnly(2011, 6, 6));

    [Fact]
    public void Halves_ALongHistory_AreTwoYears() =>
        Periods.Halves(new DateOnly(2020, 1, 1), new DateOnly(2026, 6, 30)).ShouldBe((new DateOnly(2024, 6, 30), new DateOnly(2025, 6, 30)));

    [Fact]
    public void Halves_AShortHistory_AreAsLongAsItAllows() =>
        Periods.Halves(new DateOnly(2010, 12, 1), new DateOnly(2011, 12, 10)).ShouldBe((new DateOnly(2011, 3, 1), new DateOnly(2011, 7, 21)));

    [Fact]
    public void Halves_TooShort_AreNone() =>
        Periods.Halves(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1).AddDays(269)).ShouldBeNull();

    [Fact]
    public void Until_AtMostAYear() => Periods.Until(new DateOnly(2024, 1, 1), new DateOnly(2026, 1, 1)).ShouldBe(new DateOnly(2024, 12, 31));
}
