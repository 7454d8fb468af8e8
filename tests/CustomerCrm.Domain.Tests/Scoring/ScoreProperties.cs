using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Scoring.Explaining;
using CustomerCrm.Domain.Tiers;
using FsCheck.Fluent;
using static CustomerCrm.Domain.Tests.Builders.ByChance;

namespace CustomerCrm.Domain.Tests.Scoring;

/// <summary>What holds for every customer under every policy.</summary>
public class ScoreProperties
{
    // The generator makes policies that may be published, so that the properties speak of real ones.
    [Fact]
    public void Check_PolicyByChance_IsAPolicy() => Holds(ByChance.Policies, policy => PolicyRules.Check(policy).Count == 0);

    // Scores stay in 0..100, coverage in 0..1.
    [Fact]
    public void Score_Anybody_StaysInBounds() => Holds(ByChance.Cases, given =>
    {
        var score = given.Score();
        return InBounds(score.PurchaseValueScore) && InBounds(score.ProfitScore)
            && (score.Composite is not { } composite || InBounds(composite))
            && (score.Loyalty is not { } loyalty
                || (InBounds(loyalty.Total) && loyalty.Coverage is >= 0 and <= 1
                    && loyalty.Parts.All(part => InBounds(part.Score) && InBounds(part.Points))));
    });

    // What is shown adds up to the digit, always.
    [Fact]
    public void Explain_Points_AddUpToTheComposite() => Holds(ByChance.Cases, given =>
    {
        var explained = Explainer.Explain(given.Metrics, given.Policy, 1, given.Memory);
        var loyalty = explained.Score.Loyalty;
        return explained.Score.Composite is not { } composite
            ? explained.Composite.Count == 0
            : explained.Composite.Sum(line => line.Points.Value) == composite.Value
                && (loyalty!.Parts.Sum(part => part.Weight) == 0 ? loyalty.Total.Value == 50
                    : explained.Loyalty.Sum(line => line.Score.Points.Value) == loyalty.Total.Value);
    });

    // Same input, same explanation.
    [Fact]
    public void Explain_SameInput_IsTheSame() => Holds(ByChance.Cases, given =>
    {
        var one = Told(Explainer.Explain(given.Metrics, given.Policy, 3, given.Memory));
        var other = Told(Explainer.Explain(given.Metrics with { }, given.Policy with { }, 3, given.Memory));
        return one == other;
    });

    // More revenue never lowers PurchaseValueScore: one more sale on a purchase day of the window.
    [Fact]
    public void PurchaseValueScore_MoreRevenue_NeverFalls() => Holds(
        Gen.Zip(Gen.Zip(ByChance.Policies, ByChance.Customers), Gen.Choose(1, 500_000)), given =>
    {
        var ((policy, customer), cents) = given;
        var before = customer.Measured(policy);
        if (before.LastPurchaseOn is not { } day || before.Occasions == 0)
        {
            return true;
        }

        var after = customer.Bought(day, cents / 100m).Measured(policy);
        return Typical.Score(after, policy).PurchaseValueScore >= Typical.Score(before, policy).PurchaseValueScore;
    });

    [Fact]
    public void Score_MoreProfitAlone_NeverLowersTheComposite() => Holds(
        Gen.Zip(ByChance.Cases, Gen.Choose(0, 1_000_000)), given =>
    {
        var (one, cents) = given;
        var more = one.Metrics with { Profit = one.Metrics.Profit + Money.Of(cents / 100m) };
        return !(one.Score(more).Composite?.Value < one.Score().Composite?.Value);
    });

    // The composite is monotone in each part, but for the excess over 100.00.
    [Fact]
    public void Share_OneScoreHigher_NeverLowersTheTotal() => Holds(
        Gen.Zip(Gen.Choose(0, 50).ArrayOf(3), Gen.Zip(ByChance.Scores.ArrayOf(3), Gen.Choose(0, 2))), given =>
    {
        var (weights, (scores, raised)) = given;
        decimal[] by = [.. weights.Select(weight => (decimal)weight)];
        var before = WeightedPoints.Share(by, scores).Aggregate(Score.Add);
        Score[] higher = [.. scores];
        higher[raised] = Score.FromHundredths(Math.Min(10_000, higher[raised].Hundredths + 37));
        return WeightedPoints.Share(by, higher).Aggregate(Score.Add) >= before;
    });

    // Every part's points are within half a hundredth of its exact share, but where the excess was given up; none is negative.
    [Fact]
    public void Share_AnyScores_StayWithinAHundredthOfTheirShare() => Holds(
        Gen.Zip(Gen.Choose(1, 50).ArrayOf(6), ByChance.Scores.ArrayOf(6)), given =>
    {
        var (weights, scores) = given;
        decimal[] by = [.. weights.Select(weight => (decimal)weight)];
        var points = WeightedPoints.Share(by, scores);
        var total = points.Aggregate(Score.Add);
        var exact = by.Select((weight, i) => weight * scores[i].Value / by.Sum()).ToArray();
        var beyond = points.Select((p, i) => Math.Abs(p.Value - exact[i])).Count(gap => gap > 0.005m);
        return total <= Score.Hundred && beyond <= (total == Score.Hundred ? 1 : 0);
    });

    // Raising any known part of loyalty never lowers the score.
    [Fact]
    public void Loyalty_BetterFact_NeverLowersIt() => Holds(ByChance.Cases, given =>
    {
        var metrics = given.Metrics;
        if (!metrics.EverBought)
        {
            return true;
        }

        var before = LoyaltyCalculator.Calculate(metrics, given.Policy).Total;
        CustomerMetrics[] better =
        [
            metrics with { Tenure = metrics.Tenure + 1 },
            metrics with { Overdue = 0 },
            metrics with { Referrals = metrics.Referrals + 1 },
            metrics with { Regularity = metrics.Regularity is null ? null : 1 },
            metrics with { ShareOfWallet = metrics.ShareOfWallet is null ? null : 1 },
            metrics with { SatisfactionSum = 100 * metrics.SatisfactionCount },
        ];
        return better.All(one => LoyaltyCalculator.Calculate(one, given.Policy).Total >= before);
    });

    // Place is monotone.
    [Fact]
    public void Place_HigherMeasure_NeverStandsLower() => Holds(
        Gen.Zip(ByChance.Scales, Gen.Two(ByChance.Amounts)), given =>
    {
        var scale = new Scale(given.Item1);
        var (low, high) = (Math.Min(given.Item2.Item1, given.Item2.Item2), Math.Max(given.Item2.Item1, given.Item2.Item2));
        return scale.Place(low) <= scale.Place(high);
    });

    // Placing a breakpoint of a strictly rising scale gives its index.
    [Fact]
    public void Place_BreakpointOfAStrictScale_IsItsIndex() => Holds(
        ByChance.StrictScales,
        breakpoints => Enumerable.Range(0, 101).All(k => new Scale(breakpoints).Place(breakpoints[k]).Value == k));

    // A scale of a population: it never falls, begins with the least and ends with the greatest.
    [Fact]
    public void Of_Population_SpansItFromLeastToGreatest() => Holds(
        ByChance.Amounts.NonEmptyListOf(), population =>
    {
        var scale = Scale.Of(population)!;
        return Scale.IsScale(scale.Breakpoints)
            && scale.Breakpoints[0] == population.Min() && scale.Breakpoints[100] == population.Max();
    });

    // Roll-back: the same content under a new number gives the same tiers.
    [Fact]
    public void RollBack_AnyVersion_GivesTheSameTiers() => Holds(ByChance.Cases, given =>
    {
        var by = new Publication("a", "", DateTimeOffset.UnixEpoch);
        var buyers = new BuyerPopulation();
        buyers.Add(given.Metrics);
        var version = PolicyVersion.Publish(given.Policy, buyers, Today, 0, by);
        var again = version.RollBack(1, by);
        return Told(new ScoreCalculator(again.Content).Score(given.Metrics, given.Memory))
            == Told(new ScoreCalculator(version.Content).Score(given.Metrics, given.Memory));
    });

    // What would earn the next tier does earn it, and one order fewer does not.
    [Fact]
    public void NextTier_Orders_AreTheSmallestNumberThatEarnsIt() => Holds(ByChance.Cases, given =>
    {
        var answer = Explainer.Explain(given.Metrics, given.Policy, 1, given.Memory).NextTier;
        return answer switch
        {
            null => given.Score().ComputedTier is Tier.Platinum or Tier.Unrated,
            { Orders: { } n } => n is >= 1 and <= 24 && answer.Obstacle is null && Reached(n)
                && !Enumerable.Range(1, n - 1).Any(Reached),
            _ => answer.Obstacle is not null && (given.Metrics.Occasions == 0 || !Enumerable.Range(1, 24).Any(Reached)),
        };

        bool Reached(int orders) =>
            given.Score(NextTier.WithMoreOrders(given.Metrics, orders)).ComputedTier >= answer!.Tier;
    });

    private static bool InBounds(Score score) => score.Hundredths is >= 0 and <= 10_000;

    /// <summary>All a score says, lists included, which records compare by reference.</summary>
    private static string Told(object told) => System.Text.Json.JsonSerializer.Serialize(told);
}
