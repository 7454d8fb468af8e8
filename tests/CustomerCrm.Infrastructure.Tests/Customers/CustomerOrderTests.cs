using System.Globalization;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Tests.Customers;

/// <summary>Pages of every order forwards and backwards, and neighbours, against the whole list sorted in memory.</summary>
public sealed class CustomerOrderTests : CrmTests
{
    private const int Customers = 47;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Crm.ImportAsync(ImportKind.Customers, TestCrm.Csv(
            "customer_key,name,estimated_annual_spend",
            Enumerable.Range(1, Customers).Select(n => $"C{n},{(n % 3 == 0 ? "王" : n % 3 == 1 ? "Zoë" : "anna")} {n % 5},{(n % 4 == 0 ? "" : n * 100)}")));
        await Crm.SalesAsync([.. Enumerable.Range(1, Customers - 6).SelectMany(n => Enumerable.Range(0, n % 4).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"O{n}-{i},C{n},{TestCrm.Today.AddDays(-n - (40 * i)):yyyy-MM-dd},{100 + (n % 6 * 50)},{n % 7 * 40}")))]);
        await Crm.RecomputeAsync();
    }

    public static TheoryData<SortBy, bool> Orders
    {
        get
        {
            var orders = new TheoryData<SortBy, bool>();
            foreach (var key in Enum.GetValues<SortBy>())
            {
                orders.Add(key, true);
                orders.Add(key, false);
            }

            return orders;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_ForwardsAndBackwards_HoldEverybodyOnceInOrder(SortBy key, bool descending)
    {
        var sort = new CustomerSort(key, descending);
        var expected = await SortedInMemoryAsync(sort);

        (await PagesAsync(sort, before: false)).ShouldBe(expected);
        (await PagesAsync(sort, before: true)).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Neighbours_OfEverybody_AreThoseBesideHim(SortBy key, bool descending)
    {
        var sort = new CustomerSort(key, descending);
        var all = await SortedInMemoryAsync(sort);
        foreach (var place in new[] { 0, 1, 20, 40, all.Count - 1 })
        {
            var beside = await Crm.WithDbAsync(db => sort.Order.NeighboursAsync(db, CustomerFilter.Everybody, all[place], default));

            beside.ShouldBe(new Neighbours(place == 0 ? null : all[place - 1], place == all.Count - 1 ? null : all[place + 1]));
        }
    }

    [Fact]
    public async Task Neighbours_OfWhomTheFilterDoesNotMean_AreThoseHeWouldStandBetween()
    {
        var filter = new CustomerFilter { Text = "anna" };
        var annas = await Crm.WithDbAsync(db => FilteredCustomers.Scores(db, filter).Select(s => s.CustomerId).ToListAsync());
        var all = await SortedInMemoryAsync(CustomerSort.Default);
        var other = all.First(id => !annas.Contains(id) && all.IndexOf(id) > 15);

        var beside = await Crm.WithDbAsync(db => CustomerSort.Default.Order.NeighboursAsync(db, filter, other, default));

        beside.Before.ShouldBe(all.Take(all.IndexOf(other)).Last(annas.Contains));
        beside.After.ShouldBe(all.Skip(all.IndexOf(other)).First(annas.Contains));
    }

    [Fact]
    public async Task Neighbours_OfWhomTheViewerMayNotSee_AreNobody()
    {
        var id = (await SortedInMemoryAsync(CustomerSort.Default))[3];

        var beside = await Crm.WithDbAsync(
            db => CustomerSort.Default.Order.NeighboursAsync(db, CustomerFilter.Everybody, id, default), Viewer.Nobody);

        beside.ShouldBe(new Neighbours(null, null));
    }

    [Theory]
    [InlineData(SortBy.Profit, "x.3")]
    [InlineData(SortBy.Composite, "1.5.3")]
    [InlineData(SortBy.LastPurchase, "infinity.3")]
    [InlineData(SortBy.Name, "a\0b.3")]
    public async Task Page_PlaceOfAnotherKind_IsNone(SortBy key, string place) => (await Crm.WithDbAsync(db => new CustomerSort(key, true).Order
        .ReadAsync(FilteredCustomers.Of(db, CustomerFilter.Everybody), c => c.Score.CustomerId, ListPlace.Read(place), false, 5, default))).ShouldBeNull();

    private async Task<List<long>> PagesAsync(CustomerSort sort, bool before)
    {
        var seen = new List<long>();
        ListPlace? place = null;
        while (true)
        {
            var lines = await Crm.WithDbAsync(db => sort.Order.ReadAsync(
                FilteredCustomers.Of(db, CustomerFilter.Everybody), c => c.Score.CustomerId, place, before, 7, default));
            if (lines!.Count == 0)
                return seen;
            seen.InsertRange(before ? 0 : seen.Count, lines.Select(l => l.Line));
            place = ListPlace.Read((before ? lines[0] : lines[^1]).Place.ToString());
        }
    }

    private async Task<List<long>> SortedInMemoryAsync(CustomerSort sort)
    {
        var all = await Crm.WithDbAsync(db => FilteredCustomers.Of(db, CustomerFilter.Everybody).Select(c => new
        {
            c.Score,
            c.Metrics,
            c.Score.Customer.Name,
            Spend = c.Score.Customer.EstimatedAnnualSpend,
        }).ToListAsync());
        all.Count.ShouldBe(Customers);
        all.Count(c => c.Score.Composite is null).ShouldBeGreaterThan(5);
        var keyed = all.Select(c => (Id: c.Score.CustomerId, Key: (IComparable?)(sort.Key switch
        {
            SortBy.Composite => c.Score.Composite,
            SortBy.Tier => c.Score.ShownTier == Tier.Unrated ? null : (decimal)c.Score.ShownTier + (c.Score.Composite / 100_000m),
            SortBy.Value => c.Metrics.PurchaseValue,
            SortBy.Profit => c.Metrics.Profit,
            SortBy.Margin => c.Metrics.ProfitMargin,
            SortBy.Loyalty => c.Score.LoyaltyScore,
            SortBy.LastPurchase => c.Metrics.LastPurchaseOn,
            SortBy.Overdue => c.Metrics.Overdue,
            SortBy.Lifecycle => (int)c.Score.Lifecycle,
            SortBy.Spend => c.Spend,
            _ => new ByCodePoint(c.Name.ToLowerInvariant()),
        }))).ToList();
        var known = keyed.Where(c => c.Key is not null);
        var none = keyed.Where(c => c.Key is null);
        return sort.Descending
            ? [.. known.OrderByDescending(c => c.Key).ThenByDescending(c => c.Id).Concat(none.OrderByDescending(c => c.Id)).Select(c => c.Id)]
            : [.. known.OrderBy(c => c.Key).ThenBy(c => c.Id).Concat(none.OrderBy(c => c.Id)).Select(c => c.Id)];
    }

    /// <summary>As the server of the tests compares, under C.UTF-8.</summary>
    private sealed record ByCodePoint(string Text) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Text, ((ByCodePoint)other!).Text);
    }
}
