using System.Reflection;
using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Orders;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerCrm.Infrastructure.Tests.Persistence;

/// <summary>"A total never counts a row its reader may not open": whatever hangs on a customer passes the row filter.</summary>
public sealed class RowFilterTests : CrmTests
{
    /// <summary>Hangs on customers and is not filtered, because no page reads it.</summary>
    private static readonly Type[] Internal = [typeof(DirtyCustomer), typeof(RescoredCustomer)];

    private long anna;
    private long ben;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        anna = await Crm.AddUserAsync("anna@example.com");
        ben = await Crm.AddUserAsync("ben@example.com");
        await Crm.ImportAsync(
            ImportKind.Customers,
            "customer_key,name,owner_email\nA1,a,anna@example.com\nA2,a,anna@example.com\nB1,b,ben@example.com\nFREE,f,\n");
        await Crm.ImportAsync(ImportKind.Activities, "activity,unit\nrebate,amount\n");
        string[] keys = ["A1", "A2", "B1", "FREE"];
        await Crm.SalesAsync([.. keys.Select(k => $"O-{k},{k},2026-06-01,100")]);
        await Crm.ImportAsync(ImportKind.OrderLines, TestCrm.Csv("order_no,line_no,net", keys.Select(k => $"O-{k},1,100")));
        await Crm.ImportAsync(ImportKind.Costs, TestCrm.Csv(
            "cost_no,customer_key,activity,incurred_on,amount", keys.Select(k => $"X-{k},{k},rebate,2026-06-02,5")));
        await Crm.ImportAsync(ImportKind.Surveys, TestCrm.Csv(
            "survey_no,customer_key,answered_on,satisfaction", keys.Select(k => $"S-{k},{k},2026-06-02,50")));
        await Crm.RecomputeAsync();
        await Crm.WithDbAsync(async db =>
        {
            foreach (var customer in await db.Customers.ToListAsync())
            {
                db.PinnedTiers.Add(new PinnedTier
                {
                    CustomerId = customer.Id,
                    Tier = Tier.Gold,
                    FromOn = TestCrm.Today,
                    UntilOn = TestCrm.Today.AddDays(2),
                    Reason = "r",
                    PinnedBy = "m",
                    PinnedAt = Crm.Clock.Now,
                });
                db.Contacts.Add(new Contact { CustomerId = customer.Id, Name = "n" });
                db.CustomerPhones.Add(new CustomerPhone { CustomerId = customer.Id, Label = "l", Number = "1" });
                db.CustomerAddresses.Add(new CustomerAddress { CustomerId = customer.Id, Label = "l" });
                db.HandOverRequests.Add(new HandOverRequest
                {
                    CustomerId = customer.Id,
                    RequestedById = anna,
                    Note = "n",
                    RequestedAt = Crm.Clock.Now,
                });
            }

            return await db.SaveChangesAsync();
        });
        await Crm.RecomputeAsync(TestCrm.Today.AddDays(1));
    }

    public static TheoryData<string, string, int> Viewers => new()
    {
        { "nobody", "", 0 },
        { "anna", "A1 A2", 2 },
        { "ben", "B1", 1 },
        { "team", "A1 A2 B1", 3 },
        { "everybody", "A1 A2 B1 FREE", 4 },
    };

    [Fact]
    public async Task Model_WhateverHangsOnACustomer_HasAQueryFilter()
    {
        var unfiltered = await Crm.WithDbAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(e => !e.HasSharedClrType && HangsOnACustomer(e) && e.GetDeclaredQueryFilters().Count == 0)
            .Select(e => e.ClrType)
            .ToList()));

        unfiltered.ShouldBe(Internal, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Viewers))]
    public async Task Query_EveryDbSetOnACustomer_ShowsTheViewersRowsAlone(string viewer, string keys, int customers)
    {
        var seen = await Crm.WithDbAsync(
            async db =>
            {
                var counts = new Dictionary<string, int>();
                foreach (var set in FilteredSets(db))
                    counts[set.Name] = await ((IQueryable<object>)set.GetValue(db)!).CountAsync();
                (await db.Customers.OrderBy(c => c.CustomerKey).Select(c => c.CustomerKey).ToListAsync())
                    .ShouldBe(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                return counts;
            },
            ViewerOf(viewer));

        seen.Count.ShouldBeGreaterThanOrEqualTo(11);
        // A row a customer of each, but of the audit: one for each of the five entered by hand, and the system's own for who sees everything.
        foreach (var (set, count) in seen.Where(s => s.Key != nameof(CrmDbContext.AuditEntries)))
            count.ShouldBe(set == nameof(CrmDbContext.ScoreHistory) ? 2 * customers : customers, set);
        if (viewer != "everybody")
            seen[nameof(CrmDbContext.AuditEntries)].ShouldBe(5 * customers);
    }

    [Theory]
    [MemberData(nameof(Viewers))]
    public async Task Totals_OverOrdersAndMeasures_CountTheViewersRowsAlone(string viewer, string keys, int customers)
    {
        keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(customers);
        await Crm.WithDbAsync(
            async db =>
            {
                (await db.Orders.SumAsync(o => o.BaseNet)).ShouldBe(100m * customers);
                (await db.OrderLines.SumAsync(l => l.Amount)).ShouldBe(100m * customers);
                (await db.CurrentMetrics.SumAsync(m => m.NetRevenue)).ShouldBe(100m * customers);
                (await db.CurrentScores.GroupBy(s => s.ShownTier).Select(g => g.Count()).ToListAsync()).Sum().ShouldBe(customers);
                (await db.CostEntries.SumAsync(c => c.Amount)).ShouldBe(5m * customers);
                return customers;
            },
            ViewerOf(viewer));
    }

    [Fact]
    public async Task Query_ViewerChangesInsideAScope_FollowsHim()
    {
        await using var scope = Crm.Scope(ViewerOf("anna"));
        var db = scope.ServiceProvider.GetService(typeof(CrmDbContext)) as CrmDbContext;
        (await db!.Customers.CountAsync()).ShouldBe(2);

        ((ViewerContext)scope.ServiceProvider.GetService(typeof(ViewerContext))!).Current = ViewerOf("ben");

        (await db.Customers.CountAsync()).ShouldBe(1);
    }

    private Viewer ViewerOf(string name) => name switch
    {
        "nobody" => Viewer.Nobody,
        "anna" => new Viewer(false, [anna], new Actor(anna, "anna")),
        "ben" => new Viewer(false, [ben], new Actor(ben, "ben")),
        "team" => new Viewer(false, [anna, ben], new Actor(anna, "anna")),
        _ => Viewer.Everything(Actor.System),
    };

    private static bool HangsOnACustomer(IReadOnlyEntityType entity) =>
        entity.ClrType == typeof(Customer) || entity.ClrType == typeof(OrderLine)
        || entity.FindNavigation("Customer") is not null || entity.FindProperty("CustomerId") is not null;

    private static IEnumerable<PropertyInfo> FilteredSets(CrmDbContext db) => typeof(CrmDbContext)
        .GetProperties()
        .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
        .Where(p => db.Model.FindEntityType(p.PropertyType.GetGenericArguments()[0]) is { } e && HangsOnACustomer(e)
            && !Internal.Contains(e.ClrType));
}
