using CustomerCrm.Domain.Scoring;

namespace CustomerCrm.Domain.Tests.Builders;

/// <summary>
/// Plain orders, costs and answers turned into facts by the definitions of the value model, sections 1 and 2: written from
/// the page alone, as a second opinion on how facts are gathered.
/// </summary>
internal sealed class CustomerBuilder
{
    private readonly List<Trade> trades = [];
    private readonly List<(DateOnly On, decimal Amount)> costs = [];
    private readonly List<(DateOnly On, decimal? Satisfaction)> answers = [];
    private readonly List<DateOnly?> referred = [];
    private decimal? annualSpend;
    private DateOnly? contactedOn;

    private sealed record Trade(DateOnly On, decimal Net, decimal? Cost, bool IsReturn, DateOnly? Due, DateOnly? Paid);

    public CustomerBuilder Bought(
        string on, decimal net, decimal? cost = null, string? due = null, string? paid = null) =>
        Bought(Day(on), net, cost, due is null ? null : Day(due), paid is null ? null : Day(paid));

    public CustomerBuilder Bought(DateOnly on, decimal net, decimal? cost = null, DateOnly? due = null, DateOnly? paid = null)
    {
        trades.Add(new Trade(on, net, cost, IsReturn: false, due, paid));
        return this;
    }

    /// <summary>A return; its amounts are written positive.</summary>
    public CustomerBuilder Returned(string on, decimal net, decimal? cost = null, string? due = null, string? paid = null)
    {
        trades.Add(new Trade(
            Day(on), net, cost, IsReturn: true, due is null ? null : Day(due), paid is null ? null : Day(paid)));
        return this;
    }

    public CustomerBuilder CostToServe(string on, decimal amount)
    {
        costs.Add((Day(on), amount));
        return this;
    }

    public CustomerBuilder Answered(string on, decimal? satisfaction)
    {
        answers.Add((Day(on), satisfaction));
        return this;
    }

    public CustomerBuilder SpendsAYear(decimal? amount)
    {
        annualSpend = amount;
        return this;
    }

    /// <summary>Another customer brought by this one, with the date of his first purchase; null where he never bought.</summary>
    public CustomerBuilder Referred(string? whoFirstBoughtOn)
    {
        referred.Add(whoFirstBoughtOn is null ? null : Day(whoFirstBoughtOn));
        return this;
    }

    public CustomerBuilder ContactedOn(string on)
    {
        contactedOn = Day(on);
        return this;
    }

    public CustomerMetrics Measured(ScoringPolicy? policy = null, DateOnly? asOf = null)
    {
        policy ??= new ScoringPolicy();
        return MetricsCalculator.Measure(Facts(asOf, policy.WindowDays), policy);
    }

    public CustomerFacts Facts(DateOnly? date = null, int windowDays = 365)
    {
        var asOf = date ?? Today;
        var start = asOf.AddDays(-windowDays);
        var known = trades.Where(t => t.On <= asOf).ToList();
        var window = known.Where(t => t.On > start).ToList();
        var scored = answers.Where(a => a.On > start && a.On <= asOf && a.Satisfaction is not null).ToList();
        var newest = scored.Count == 0 ? [] : scored.Where(a => a.On == scored.Max(s => s.On)).ToList();
        return new CustomerFacts
        {
            AsOf = asOf,
            WindowDays = windowDays,
            PurchaseDays = [.. known.Where(t => t is { IsReturn: false, Net: > 0 }).Select(t => t.On).Distinct().Order()],
            NetRevenue = Money.Of(window.Sum(Signed)),
            LargestDaySales = Money.Of(window.Where(t => !t.IsReturn)
                .GroupBy(t => t.On, t => t.Net, (_, nets) => nets.Sum()).DefaultIfEmpty(0).Max()),
            KnownCostOfGoods = Money.Of(window.Sum(t => t.IsReturn ? -(t.Cost ?? 0) : t.Cost ?? 0)),
            NetWithoutCost = Money.Of(window.Where(t => t.Cost is null).Sum(Signed)),
            Turnover = Money.Of(window.Sum(t => t.Net)),
            TurnoverWithoutCost = Money.Of(window.Where(t => t.Cost is null).Sum(t => t.Net)),
            ReceivableDays = known.Where(t => !t.IsReturn).Sum(t => t.Net * DaysLate(t, asOf, start)),
            CostEntries = Money.Of(costs.Where(c => c.On > start && c.On <= asOf).Sum(c => c.Amount)),
            EstimatedAnnualSpend = annualSpend is { } spend ? Money.Of(spend) : null,
            SatisfactionSum = newest.Sum(a => a.Satisfaction!.Value),
            SatisfactionCount = newest.Count,
            Referrals = referred.Count(bought => bought <= asOf),
            Contacted = contactedOn <= asOf || known.Count > 0 || answers.Any(a => a.On <= asOf),
        };
    }

    private static decimal Signed(Trade trade) => trade.IsReturn ? -trade.Net : trade.Net;

    private static int DaysLate(Trade trade, DateOnly asOf, DateOnly start)
    {
        if (trade.Due is not { } due)
        {
            return 0;
        }

        var until = trade.Paid is { } paid && paid < asOf ? paid : asOf;
        var from = due > start ? due : start;
        return Math.Max(0, until.DayNumber - from.DayNumber);
    }
}
