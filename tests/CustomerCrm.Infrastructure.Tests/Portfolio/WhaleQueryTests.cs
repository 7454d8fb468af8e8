using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Infrastructure.Tests.Portfolio;

/// <summary>The steps that the database groups against every customer sorted in memory.</summary>
public sealed class WhaleQueryTests : CrmTests
{
    [Fact]
    public async Task Whale_ProfitsOfAllSizes_IsTheSortedOnesAddedUp()
    {
        var random = new Random(11);
        var sales = Enumerable.Range(1, 150).Select(n =>
        {
            var net = Math.Round((decimal)Math.Pow(10, (random.NextDouble() * 7) - 1), 2) + 0.01m;
            return $"O{n},C{n},2026-0{random.Next(1, 6)}-11,{net:F2},{net * (decimal)(random.NextDouble() * 1.6):F2}";
        });
        await Crm.ImportAsync(
            ImportKind.Orders, TestCrm.Csv("order_no,customer_key,ordered_on,net,cost_of_goods", sales), new(CreateCustomers: true));
        await Crm.RecomputeAsync();
        await using var scope = Crm.Scope();
        var figures = await scope.ServiceProvider.GetRequiredService<PortfolioReader>()
            .ReadAsync(new PortfolioRequest(CustomerFilter.Everybody), default);
        var profits = await Crm.WithDbAsync(db => db.CurrentMetrics.Select(m => m.GrossProfit - m.CostToServe).ToListAsync());

        var sorted = profits.Where(p => p != 0).OrderDescending().ToList();
        figures.Whale.Customers.ShouldBe(sorted.Count);
        figures.Whale.Total.ShouldBe(sorted.Sum());
        figures.Whale.Peak.ShouldBe(new WhalePoint(sorted.Count(p => p > 0), sorted.Where(p => p > 0).Sum()));
        sorted.Count(p => p < 0).ShouldBeGreaterThan(20);
        foreach (var point in figures.Whale.Points)
            point.Profit.ShouldBe(sorted.Take((int)point.Customers).Sum());
        figures.Whale.Points.Count.ShouldBeGreaterThan(100);
    }
}
