using CustomerCrm.Domain.Previewing;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using FsCheck;
using FsCheck.Fluent;
using static CustomerCrm.Domain.Tests.Builders.ByChance;

namespace CustomerCrm.Domain.Tests.Previewing;

/// <summary>A preview is the scorer in columns: it may not differ from it in one hundredth.</summary>
public class PreviewTests
{
    private static readonly DateOnly AsOf = Typical.Measures.AsOf;

    private static Gen<TierMemory?> Waiting =>
        from memory in ByChance.Memories
        from fell in Gen.Elements<int?>(null, null, 1, 10, 40)
        select memory is { } known ? known with { FirstFallOn = fell is { } ago ? AsOf.AddDays(-ago) : null } : (TierMemory?)null;

    private static Gen<(CustomerBuilder Customer, TierMemory? Memory, Tier? Pinned)> Members =>
        from customer in ByChance.Customers
        from memory in Waiting
        from pinned in Gen.Elements<Tier?>(null, null, null, Tier.Gold, Tier.Adjust)
        select (customer, memory, pinned);

    private static Gen<ScoringPolicy> Rules =>
        from policy in ByChance.Policies
        from grace in Gen.Elements(0, 5, 30)
        from lower in Gen.Elements(20m, 40m, 55.5m)
        from weight in Gen.Elements(0m, 0.333333333m, 0.1234567890123m)
        select policy with
        {
            WindowDays = 365,
            GraceDays = grace,
            SatisfactionLower = lower,
            ProfitWeight = policy.ProfitWeight + weight,
        };

    // The one thing a preview promises: under any rules, what the calculator says, customer by customer.
    [Fact]
    public void Decide_AnyPolicy_IsWhatTheCalculatorSays() => Holds(
        Gen.Zip(Gen.Zip(Rules, Rules), Members.ListOf(40)), given =>
    {
        var ((measuredBy, policy), members) = given;
        var rows = members.Select((m, i) => Row(i + 1, m.Customer.Measured(measuredBy), m.Memory, m.Pinned)).ToList();
        var calculator = new ScoreCalculator(policy);
        var expected = rows.Select(r => (r, Score: calculator.Score(r.Metrics, r.Memory, PinOf(r)))).Select(s =>
            (s.r.CustomerId,
             new TierDecision(s.Score.MethodTier, s.Score.ComputedTier, s.Score.UnpinnedTier, s.Score.ShownTier, s.Score.FirstFallOn, s.Score.Guards),
             s.Score.Composite));
        return Population(measuredBy, rows).Decide(new PreviewScorer(policy)).SequenceEqual(expected);
    });

    // Scales that the draft leaves open come from the same buyers as at publication.
    [Fact]
    public void Freeze_OpenScales_AreThoseOfThePublication() => Holds(
        Gen.Zip(Rules, Members.ListOf(20)), given =>
    {
        var (policy, members) = given;
        var open = policy.WithOpenScales();
        var rows = members.Select((m, i) => Row(i + 1, m.Customer.Measured(policy), m.Memory, m.Pinned)).ToList();
        var buyers = new BuyerPopulation();
        rows.ForEach(r => buyers.Add(r.Metrics));
        return Population(policy, rows).Freeze(open).Policy.IsSameAs(buyers.Freeze(open));
    });

    // Counts, revenue and profit of every cell, of owners and of regions are those of a walk over the customers.
    [Fact]
    public void Preview_Totals_AreThoseOfTheCustomers() => Holds(
        Gen.Zip(Rules, Members.ListOf(60)), given =>
    {
        var (policy, members) = given;
        var rows = members.Select((m, i) => Row(i + 1, m.Customer.Measured(policy), m.Memory, m.Pinned, i % 4)).ToList();
        var scorer = new PreviewScorer(policy);
        var population = Population(policy, rows);
        var then = population.Decide(scorer).ToDictionary(d => d.CustomerId, d => d.Tiers.Shown);
        var preview = population.Preview(scorer);
        var walked = rows.GroupBy(r => (From: r.Now?.Shown, To: then[r.CustomerId]));
        return walked.All(g => preview.Cell(g.Key.From, g.Key.To) == Sum(g))
            && preview.All == Sum(rows)
            && preview.Moved == Sum(rows.Where(r => r.Now?.Shown != then[r.CustomerId]))
            && preview.Owners.All(o => o.All == Sum(rows.Where(r => r.Owner == o.Id))
                && o.Down == Sum(rows.Where(r => r.Owner == o.Id && r.Now is { } now && then[r.CustomerId] < now.Shown)))
            && preview.Regions.Sum(r => r.Up.Customers) == preview.Up.Customers
            && population.Preview(scorer, ownerId: 2).All == Sum(rows.Where(r => r.Owner == 2));
    });

    // Against another policy instead of what stands.
    [Fact]
    public void Preview_TwoPolicies_MovesFromOneToTheOther() => Holds(
        Gen.Zip(Gen.Zip(Rules, Rules), Members.ListOf(40)), given =>
    {
        var ((one, other), members) = given;
        var population = Population(one, [.. members.Select((m, i) => Row(i + 1, m.Customer.Measured(one), m.Memory, m.Pinned))]);
        var (before, after) = (new PreviewScorer(one), new PreviewScorer(other));
        var preview = population.Preview(after, before);
        var moves = population.Decide(before).Zip(population.Decide(after), (b, a) => (From: b.Tiers.Shown, To: a.Tiers.Shown));
        return moves.GroupBy(m => m).All(g => preview.Cell(g.Key.From, g.Key.To).Customers == g.Count())
            && population.Preview(before, before).Moved.Customers == 0;
    });

    // Each side measured its own way, in chunks that do not lie alike, not everybody scored on both: met by id, as two walks would say.
    [Fact]
    public void Preview_PoliciesThatMeasureOtherwise_MeetById() => Holds(
        Gen.Zip(Gen.Zip(Rules, Rules), Members.ListOf(40)), given =>
    {
        var ((one, two), members) = given;
        var other = two with { DefaultMargin = one.DefaultMargin + 0.1m };
        var rows = members.Select((m, i) => (Id: i + 1L, m)).ToList();
        var old = PreviewPopulation.Of(
            AsOf, one, rows.Where(r => r.Id % 7 != 0).Select(r => Row(r.Id, r.m.Customer.Measured(one), r.m.Memory, r.m.Pinned)), rowsAChunk: 9);
        var population = Population(other, [.. rows.Where(r => r.Id % 5 != 0).Select(r => Row(r.Id, r.m.Customer.Measured(other), r.m.Memory, r.m.Pinned, (int)r.Id % 3))]);
        var (before, after) = (new PreviewScorer(one), new PreviewScorer(other));
        var from = old.Decide(before).ToDictionary(d => d.CustomerId);
        var expected = population.Decide(after)
            .Select(d => (d.CustomerId, From: from.TryGetValue(d.CustomerId, out var f) ? f.Tiers.Shown : (Tier?)null, To: d.Tiers.Shown,
                Before: from.GetValueOrDefault(d.CustomerId).Composite, d.Composite))
            .ToList();
        var met = new PreviewBefore(old, before);
        var preview = population.Preview(after, met, null, null);
        var movers = population.Movers(after, met).ToList();
        return expected.GroupBy(e => (e.From, e.To)).All(g => preview.Cell(g.Key.From, g.Key.To).Customers == g.Count())
            && movers.Select(m => (m.CustomerId, m.From, m.To, m.Before, m.Composite)).SequenceEqual(expected.Where(e => e.From != e.To))
            && population.Movers(after, met, 1).SequenceEqual(movers.Where(m => m.CustomerId % 3 == 1));
    });

    [Fact]
    public void Preview_TiersOfAnotherDate_AreRefused()
    {
        var population = Population(Typical.Policy, []);
        var then = PreviewPopulation.Of(AsOf.AddDays(-1), Typical.Policy, []);
        var scorer = new PreviewScorer(Typical.Policy);
        Should.Throw<ArgumentException>(() => population.Preview(scorer, new PreviewBefore(then, scorer), null, null));
        Should.Throw<ArgumentException>(() => population.Movers(scorer, new PreviewBefore(then, scorer)));
    }

    [Fact]
    public void Movers_MoreThanAreNamed_AreThoseWhoMoveMost()
    {
        var rows = Enumerable.Range(1, 200).Select(i => Row(
            i, Typical.Measures with { GrossProfit = Money.Of(400 + (i * 7 % 101)) }, null, null) with
        { Now = new StandingTiers(Tier.Gold, (Tier)(i % 6)) })
            .ToList();
        var policy = Typical.Policy;
        var population = Population(policy, rows);
        var to = population.Decide(new PreviewScorer(policy)).ToDictionary(d => d.CustomerId, d => d.Tiers.Shown);
        var named = population.Preview(new PreviewScorer(policy)).Movers;
        named.Select(m => m.CustomerId).ShouldBe(rows
            .Where(r => r.Now!.Value.Shown != to[r.CustomerId])
            .OrderByDescending(r => Math.Abs((int)to[r.CustomerId] - (int)r.Now!.Value.Shown))
            .ThenByDescending(r => Math.Abs(r.Metrics.BookedProfit.Amount))
            .ThenBy(r => r.CustomerId)
            .Take(Preview.MoversNamed).Select(r => r.CustomerId));
        named.Count.ShouldBe(50);
    }

    // Each cell of the matrix holds who the model puts there, whatever the method, and everybody stands once.
    [Fact]
    public void Matrix_EachCell_HoldsWhoTheModelPutsThere() => Holds(
        Gen.Zip(Rules, Members.ListOf(60)), given =>
    {
        var (policy, members) = given;
        var rows = members.Select((m, i) => Row(i + 1, m.Customer.Measured(policy), m.Memory, m.Pinned)).ToList();
        var population = Population(policy, rows);
        var totals = population.Matrix(policy);
        var first = rows.Max(r => r.Metrics.DaysSinceFirstPurchase);
        return MatrixCell.All.All(cell => totals[cell] == Sum(rows.Where(r => ValueMatrix.CellOf(r.Metrics, policy) == cell)))
            && totals.Outside == Sum(rows.Where(r => ValueMatrix.CellOf(r.Metrics, policy) is null))
            && totals.Inside + totals.Outside == Sum(rows)
            && population.FirstPurchaseOn == (first is { } days ? AsOf.AddDays(-days) : null);
    });

    [Fact]
    public void Tactic_OfEveryCell_IsItsOwn()
    {
        MatrixCell.All.Select(c => c.Tactic).ShouldBe(Enum.GetValues<MatrixTactic>());
        MatrixCell.All.Select(c => c.Index).ShouldBe(Enumerable.Range(0, 9));
        MatrixCell.All.Where(c => c.SilverReason == SilverReason.LongCycle).Single().Tactic.ShouldBe(MatrixTactic.ShortenCycle);
        MatrixCell.All.Where(c => c.SilverReason == SilverReason.SmallOrder).Single().Tactic.ShouldBe(MatrixTactic.ServeSimply);
    }

    // A patched population is the one that would be built anew.
    [Fact]
    public void With_ChangedGoneAndNew_IsAsBuiltAnew() => Holds(
        Gen.Zip(Rules, Members.ListOf(30)), given =>
    {
        var (policy, members) = given;
        var rows = members.Select((m, i) => Row((i + 1) * 2, m.Customer.Measured(policy), m.Memory, m.Pinned)).ToList();
        if (rows.Count < 6)
        {
            return true;
        }

        var old = Population(policy, rows);
        var patch = new Dictionary<long, PreviewRow?>
        {
            [rows[0].CustomerId] = rows[1] with { CustomerId = rows[0].CustomerId },
            [rows[2].CustomerId] = null,
            [3] = rows[4] with { CustomerId = 3 },
            [1_001] = null,
        };
        var patched = old.With(patch).With(new Dictionary<long, PreviewRow?> { [3] = rows[5] with { CustomerId = 3 } });
        PreviewRow[] anew = [patch[rows[0].CustomerId]!, rows[1], .. rows.Skip(3), rows[5] with { CustomerId = 3 }];
        var scorer = new PreviewScorer(policy);
        var fresh = Population(policy, anew);
        return patched.Decide(scorer).OrderBy(d => d.CustomerId).SequenceEqual(fresh.Decide(scorer).OrderBy(d => d.CustomerId))
            && patched.Buyers.Freeze(new ScoringPolicy()).IsSameAs(fresh.Buyers.Freeze(new ScoringPolicy()))
            && old.Decide(scorer).Count() == rows.Count;
    });

    [Fact]
    public void Freeze_PolicyThatMeasuresOtherwise_IsRefused() => Should.Throw<ArgumentException>(() =>
        Population(Typical.Policy, []).Freeze(Typical.Policy with { WindowDays = 400 }));

    private static PreviewRow Row(long id, CustomerMetrics metrics, TierMemory? memory, Tier? pinned, int owner = 0) => new(
        id, metrics, memory, pinned, id % 5 == 0 ? null : new StandingTiers(Tier.Silver, (Tier)(id % 6)), owner, (int)(id % 3));

    private static TierPin? PinOf(PreviewRow row) => row.Pinned is { } tier ? new TierPin(tier, AsOf, AsOf) : null;

    private static PreviewPopulation Population(ScoringPolicy measuredBy, IReadOnlyList<PreviewRow> rows) =>
        PreviewPopulation.Of(AsOf, measuredBy, rows, rowsAChunk: 16);

    private static PreviewTotals Sum(IEnumerable<PreviewRow> rows) =>
        rows.Aggregate(default(PreviewTotals), (sum, r) => sum + new PreviewTotals(1, r.Metrics.NetRevenue, r.Metrics.BookedProfit));
}
