using System.Globalization;
using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;

namespace CustomerCrm.Domain.Tests.Documents;

/// <summary>docs/scoring.md and the code say the same: its tables are read, scored and compared, its sums worked out.</summary>
public class WorkedExampleTests
{
    private static readonly Page Page = new("scoring.md");
    private static readonly CustomerFacts Facts = FactsOfThePage();
    private static readonly ScoringPolicy Policy = PolicyOfThePage();
    private static readonly CustomerMetrics Measures = MetricsCalculator.Measure(Facts, Policy);
    private static readonly TierMemory Yesterday = new(DaysAgo(1), Tier.Gold, Tier.Gold, null);
    private static readonly ScoreExplanation Explained = Explainer.Explain(Measures, Policy, 1, Yesterday);
    private static readonly CustomerScore Score = Explained.Score;

    [Fact]
    public void Measures_OfThePage_AreTheCodes()
    {
        var m = Measures;
        var figures = new Dictionary<string, string>
        {
            ["Occasions"] = Text(m.Occasions, 0),
            ["Exposure"] = Text(m.ExposureDays, 0),
            ["NetRevenue"] = Text(m.NetRevenue.Amount),
            ["Frequency"] = Text(m.Frequency, 6),
            ["AverageOrder"] = Text(m.AverageOrder!.Value.Amount),
            ["PurchaseValue"] = Text(m.PurchaseValue.Amount),
            ["PurchaseValueWithoutLargest"] = Text(m.PurchaseValueWithoutLargest!.Value.Amount),
            ["AverageCycle"] = Text(m.AverageCycle!.Value, 6),
            ["KnownCostOfGoods"] = Text(Facts.KnownCostOfGoods.Amount),
            ["EstimatedCostOfGoods"] = Text((m.NetRevenue - Facts.KnownCostOfGoods - m.GrossProfit).Amount),
            ["GrossProfit"] = Text(m.GrossProfit.Amount),
            ["EstimatedCostShare"] = Text(m.EstimatedCostShare, 6),
            ["CarryingCost"] = Text(m.CarryingCost.Amount),
            ["CostToServe"] = Text(m.CostToServe.Amount),
            ["Profit"] = Text(m.Profit.Amount),
            ["ProfitMargin"] = Text(m.ProfitMargin!.Value, 6),
            ["Tenure"] = Text(m.Tenure!.Value, 6),
            ["Rhythm"] = Text(m.Rhythm!.Value, 6),
            ["Overdue"] = Text(m.Overdue!.Value, 6),
            ["Regularity"] = Text(m.Regularity!.Value, 6),
            ["ShareOfWallet"] = m.ShareOfWallet is { } share ? Text(share, 6) : "undefined",
        };
        Page.Table("Measures").ToDictionary(row => row["measure"], row => row["figure"]).ShouldBe(figures);
    }

    [Fact]
    public void Loyalty_OfThePage_IsTheCodes()
    {
        var loyalty = Score.Loyalty!;
        Page.Table("Loyalty").Select(row => (row["part"], row["score"], row["weight"], row["points"])).ShouldBe(
            Enum.GetValues<LoyaltyPart>().Select(part => (
                part.ToString(),
                loyalty.Part(part).Known ? loyalty.Part(part).Score.ToString() : "missing",
                Text(loyalty.Part(part).Weight, 0),
                loyalty.Part(part).Points.ToString())));
        Page.Says($"= **{loyalty.Total}**").ShouldBeTrue();
        Page.Says($"**{loyalty.Coverage:0.##}**").ShouldBeTrue();
    }

    [Fact]
    public void Places_OfThePage_AreTheCodes() =>
        Page.Table("Places").Select(row => (row["score"], row["place"])).ShouldBe(
        [
            ("PurchaseValueScore", Score.PurchaseValueScore.ToString()), ("ProfitScore", Score.ProfitScore.ToString()),
        ]);

    [Fact]
    public void Composite_OfThePage_IsTheCodes()
    {
        Page.Table("Composite").Select(row => (row["part"], row["place"], row["weight"], row["points"])).ShouldBe(
            Explained.Composite.Select(line =>
                (line.Part.ToString(), line.Place.ToString(), Text(line.Weight, 0), line.Points.ToString())));
        Page.Says($"= **{Score.Composite}**").ShouldBeTrue();
    }

    [Fact]
    public void Boundaries_OfThePage_AreTheCodes()
    {
        Page.Table("Boundaries").Select(row => (row["tier"], row["cutoff"], row["boundary"], row["reached"])).ShouldBe(
            new[] { Tier.Platinum, Tier.Gold, Tier.Silver, Tier.Develop }.Select(tier =>
            {
                var boundary = WeightedScoreMethod.Boundary(tier, Policy, Yesterday.MethodTier);
                return (tier.ToString(), Text(Policy.Cutoffs.Of(tier), 0), Text(boundary, 0),
                    Score.Composite!.Value.Value >= boundary ? "yes" : "no");
            }));
        (Score.MethodTier, Score.ComputedTier, Score.ShownTier).ShouldBe((Tier.Gold, Tier.Gold, Tier.Gold));
        Page.Says($"**keeps {Score.MethodTier}**").ShouldBeTrue();
        // The two who have no Gold behind them.
        Explainer.Explain(Measures, Policy, 1).Score.MethodTier.ShouldBe(Tier.Silver);
        Explainer.Explain(Measures, Policy, 1, Yesterday with { MethodTier = Tier.Silver })
            .Score.MethodTier.ShouldBe(Tier.Silver);
    }

    [Fact]
    public void GuardsFlagsAndLifecycle_OfThePage_AreTheCodes()
    {
        Page.Table("Guards").Select(row => (row["guard"], row["fires"])).ShouldBe(
            GuardRules.InOrder.Select(guard => (guard.ToString(), Score.Guards.HasFlag(guard) ? "yes" : "no")));
        Score.Flags.ShouldBe(CustomerFlags.None);
        Page.Says($"lifecycle stage is **{Score.Lifecycle}**").ShouldBeTrue();
        Page.Says($"bought on {Measures.OccasionsEver} dates ever").ShouldBeTrue();
    }

    [Fact]
    public void NextTier_OfThePage_IsTheCodes()
    {
        var orders = Explained.NextTier!.Orders!.Value;
        var calculator = new ScoreCalculator(Policy);
        Page.Table("Next tier").Select(row => string.Join(" | ", row.Values)).ShouldBe(
            new[] { 1, orders - 1, orders }.Select(n =>
            {
                var more = NextTier.WithMoreOrders(Measures, n);
                var score = calculator.Score(more, Yesterday);
                return string.Join(" | ",
                [
                    Text(n, 0), Text(more.PurchaseValue.Amount), $"{score.PurchaseValueScore}", Text(more.Profit.Amount),
                    $"{score.ProfitScore}", $"{score.Loyalty!.Total}", $"{score.Composite}", $"{score.ComputedTier}",
                ]);
            }));
        Page.Says($"**{orders} more orders** of this size a year").ShouldBeTrue();
    }

    [Fact]
    public void MissingFacts_OfThePage_AreTheCodes()
    {
        var row = Page.Table("Missing facts").ShouldHaveSingleItem();
        var fact = Explained.MissingFacts.ShouldHaveSingleItem();
        string.Join(" | ", row.Values).ShouldBe(string.Join(" | ",
        [
            fact.Part.ToString(),
            "100.00", CompositeWith(100), fact.AtBest.ToString(),
            "0.00", CompositeWith(0), fact.AtWorst.ToString(),
        ]));

        string CompositeWith(int assumed) => new ScoreCalculator(Policy).Score(Measures, Yesterday, assumed:
            new Dictionary<LoyaltyPart, Score> { [fact.Part] = Domain.Scoring.Score.Rounded(assumed) }).Composite.ToString()!;
    }

    // Every "worked" column gives the figure beside it.
    [Theory]
    [InlineData("Measures", "worked", "figure")]
    [InlineData("Loyalty", "worked", "score")]
    [InlineData("Loyalty", "points worked", "points")]
    [InlineData("Places", "worked", "place")]
    [InlineData("Composite", "worked", "points")]
    [InlineData("Boundaries", "worked", "boundary")]
    public void Worked_EveryLine_GivesItsFigure(string table, string worked, string figure)
    {
        var rows = Page.Table(table).Where(row => row[worked].Length > 0).ToList();
        rows.Count.ShouldBeGreaterThan(1);
        foreach (var row in rows)
        {
            var places = row[figure].Contains('.', StringComparison.Ordinal) ? row[figure].Split('.')[1].Length : 0;
            Text(Math.Round(Arithmetic.Work(row[worked]), places, MidpointRounding.ToEven), places)
                .ShouldBe(row[figure], row.Values.First());
        }
    }

    private static CustomerFacts FactsOfThePage()
    {
        var customer = A.Customer();
        foreach (var row in Page.Table("Orders"))
        {
            var (on, net) = (row["date"], Amount(row["net"])!.Value);
            _ = row["kind"] == "return"
                ? customer.Returned(on, net, Amount(row["cost of goods"]))
                : customer.Bought(on, net, Amount(row["cost of goods"]), Given(row["due"]), Given(row["paid"]));
        }

        foreach (var row in Page.Table("Cost to serve"))
        {
            customer.CostToServe(row["date"], Amount(row["amount"])!.Value);
        }

        foreach (var row in Page.Table("Answers"))
        {
            customer.Answered(row["date"], Amount(row["satisfaction"]));
        }

        foreach (var row in Page.Table("Referred customers"))
        {
            customer.Referred(Given(row["first bought"]));
        }

        return customer.Facts(Day("2026-12-31"));
    }

    private static ScoringPolicy PolicyOfThePage()
    {
        var buyers = Page.Table("Buyers");
        return new ScoringPolicy
        {
            PurchaseValueScale = Scale.Of(buyers.Select(row => Amount(row["PurchaseValue"])!.Value))!.Breakpoints,
            ProfitScale = Scale.Of(buyers.Select(row => Amount(row["Profit"])!.Value))!.Breakpoints,
        };
    }

    private static string? Given(string cell) => cell.Length == 0 ? null : cell;

    private static decimal? Amount(string cell) => cell.Length == 0
        ? null
        : decimal.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Text(decimal value, int places = 2) =>
        value.ToString("N" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
