namespace CustomerCrm.Infrastructure.Portfolio;

/// <summary>Customers and the money they booked in the window. Booked money adds up; a figure a year does not.</summary>
/// <param name="Profit">Gross profit less cost to serve.</param>
public readonly record struct Sums(long Customers, decimal NetRevenue, decimal Profit, decimal CarryingCost = 0)
{
    /// <summary>Profit per net revenue; undefined where there is none, as for one customer.</summary>
    public decimal? Margin => NetRevenue > 0 ? Profit / NetRevenue : null;

    /// <summary>Booked profit a customer; undefined without one.</summary>
    public decimal? AverageProfit => Customers > 0 ? Profit / Customers : null;

    public static Sums operator +(Sums one, Sums other) => new(
        one.Customers + other.Customers,
        one.NetRevenue + other.NetRevenue,
        one.Profit + other.Profit,
        one.CarryingCost + other.CarryingCost);
}

/// <summary>Adding up.</summary>
public static class SumsOf
{
    public static Sums Total(this IEnumerable<Sums> sums) => sums.Aggregate(default(Sums), (total, one) => total + one);
}
