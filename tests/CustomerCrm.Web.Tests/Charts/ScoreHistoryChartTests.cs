using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Web.Charts;

namespace CustomerCrm.Web.Tests.Charts;

public sealed class ScoreHistoryChartTests
{
    private static readonly DateOnly January = new(2026, 1, 31);

    [Fact]
    public void Dots_OneForEachRow_AndAMarkForEachChangeOfTheRules()
    {
        HistoryPoint[] rows =
        [
            Point(0, 40, Tier.Develop, 1), Point(1, 55, Tier.Silver, 1), Point(2, 56, Tier.Silver, 2), Point(3, 72, Tier.Gold, 2), Point(4, 71, Tier.Gold, 3),
        ];
        var chart = ScoreHistoryChart.Of(rows, rows[^1], new ScoringPolicy());

        chart.Dots.Select(d => d.Point).ShouldBe(rows);
        chart.Now.ShouldBeNull();
        chart.Marks.Select(m => (m.Version, m.On)).ShouldBe([(2, rows[2].On), (3, rows[4].On)]);
        chart.Marks[0].X.ShouldBe(chart.Dots[2].X);
        chart.Bands.Select(b => b.Tier).ShouldBe([Tier.Develop, Tier.Silver, Tier.Gold]);
        chart.Dots[0].X.ShouldBe(ScoreHistoryChart.Left);
        chart.Dots[^1].X.ShouldBe(ScoreHistoryChart.Right);
        chart.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public void Dots_ASinglePoint_StandsInTheMiddleOverItsBand()
    {
        var only = Point(0, 61.5m, Tier.Silver, 1);
        var chart = ScoreHistoryChart.Of([only], only, new ScoringPolicy());

        chart.Dots.ShouldHaveSingleItem().X.ShouldBeInRange(ScoreHistoryChart.Left, ScoreHistoryChart.Right);
        chart.Bands.ShouldHaveSingleItem().Width.ShouldBe(ScoreHistoryChart.Right - ScoreHistoryChart.Left);
        chart.Lines.ShouldBeEmpty();
        chart.Marks.ShouldBeEmpty();
        chart.Dates.ShouldHaveSingleItem().On.ShouldBe(January);
    }

    [Fact]
    public void Now_LaterThanTheLastRow_StandsBesideTheDotsAndBringsItsMark()
    {
        var chart = ScoreHistoryChart.Of([Point(0, 40, Tier.Develop, 1)], Point(1, 80, Tier.Gold, 2), new ScoringPolicy());

        chart.Dots.Count.ShouldBe(1);
        chart.Now!.Point.Tier.ShouldBe(Tier.Gold);
        chart.Marks.ShouldHaveSingleItem().Version.ShouldBe(2);
        chart.Bands.Select(b => b.Tier).ShouldBe([Tier.Develop, Tier.Gold]);
    }

    [Fact]
    public void Marks_DatesInForceKnown_StandThereAndShowAVersionThatCameAndWent()
    {
        HistoryPoint[] rows = [Point(0, 40, Tier.Develop, 1), Point(4, 55, Tier.Silver, 3), Point(12, 56, Tier.Silver, 5)];
        var inForce = new Dictionary<int, DateOnly>
        {
            [1] = January,
            [2] = January.AddDays(1),
            [3] = January.AddDays(2),
            [4] = January.AddMonths(8),
            [5] = January.AddMonths(20),
        };
        var chart = ScoreHistoryChart.Of(rows, rows[^1], new ScoringPolicy(), inForce);

        chart.Marks.Select(m => (m.Version, m.On)).ShouldBe(
            [(2, inForce[2]), (3, inForce[3]), (4, inForce[4]), (5, rows[2].On)], "a date outside its two points is not believed");
        chart.MarkLabels.Select(l => (l.First, l.Last)).ShouldBe([(2, 3), (4, 4), (5, 5)], "words do not run into each other");
    }

    [Fact]
    public void Lines_WithoutAComposite_AreBroken()
    {
        HistoryPoint[] rows = [Point(0, 40, Tier.Develop, 1), Point(1, 41, Tier.Develop, 1), Point(2, null, Tier.Unrated, 1), Point(3, 50, Tier.Silver, 1), Point(4, 52, Tier.Silver, 1)];
        var chart = ScoreHistoryChart.Of(rows, rows[^1], new ScoringPolicy());

        chart.Lines.Count.ShouldBe(2);
        chart.Dots[2].Y.ShouldBe(ScoreHistoryChart.Bottom);
    }

    private static HistoryPoint Point(int month, decimal? composite, Tier tier, int version) =>
        new(January.AddMonths(month), composite, tier, version);
}
