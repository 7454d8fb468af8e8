namespace CustomerCrm.Bench.Firm;

/// <summary>An order as a firm might have it: 3 in 100 are returns, most costs are known, some are paid late.</summary>
public readonly record struct DrawnOrder(
    int Customer, DateOnly On, bool IsReturn, decimal Net, decimal? CostOfGoods, DateOnly? DueOn, DateOnly? PaidOn)
{
    public static DrawnOrder Draw(Random random, Buyers buyers, DateOnly on)
    {
        var customer = buyers.Draw(random);
        var net = Math.Round((decimal)(20 * Math.Exp(random.NextDouble() * 4)), 2);
        decimal? cost = random.Next(100) < 85 ? Math.Round(net * random.Next(40, 95) / 100, 2) : null;
        var credit = random.Next(100) < 40;
        return new DrawnOrder(
            customer, on, random.Next(100) < 3, net, cost,
            credit ? on.AddDays(30) : null, credit && random.Next(100) < 90 ? on.AddDays(random.Next(10, 60)) : null);
    }
}
