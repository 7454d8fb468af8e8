using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Firms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Dashboards;

/// <summary>
/// Three hundred customers from a seed, of every kind the dashboard tells apart, scored on four dates: some came between, some
/// are archived, some have no owner, region or source, and a colleague of another team owns some.
/// </summary>
public sealed class DashboardFirm : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 6, 30);
    public static readonly DateOnly FirstRun = new(2026, 3, 31);
    public static readonly DateOnly SecondRun = new(2026, 4, 30);

    private const int Customers = 300;
    private const int Kinds = 10;

    private readonly Random _random = new(20260630);
    private int _orders;
    private int _files;

    public CrmFactory Factory { get; private set; } = null!;

    public CrmUser Manager { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Factory = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
        Manager = await Factory.UserAsync(Roles.Manager);
        var mate = await Factory.UserAsync(Roles.SalesRep, "mate@firm.example");
        await Factory.UserAsync(Roles.SalesRep, "stranger@firm.example");
        await Factory.WithDbAsync(async db =>
        {
            var team = db.Teams.Add(new Team { Name = "North" }).Entity;
            await db.SaveChangesAsync();
            return await db.Users.Where(u => u.Id == Manager.Id || u.Id == mate.Id)
                .ExecuteUpdateAsync(u => u.SetProperty(p => p.TeamId, team.Id));
        });
        await ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2024-01-01,visit,30\n");
        await ImportFactsAsync(n => n % Kinds != 6);
        await RecomputeAsync(FirstRun);
        await RecomputeAsync(SecondRun);
        // Who comes now is scored at once, as of this date: new to whoever compares with an earlier one.
        await RecomputeAsync(Today.AddDays(-20));
        await ImportFactsAsync(n => n % Kinds == 6);
        await RecomputeAsync(Today);
        await Factory.WithDbAsync(db => db.Customers.Where(c => EF.Functions.Like(c.CustomerKey, "%7"))
            .OrderBy(c => c.Id).Take(4).ExecuteUpdateAsync(c => c.SetProperty(p => p.ArchivedAt, DateTimeOffset.UnixEpoch)));
        // As if their only orders had been taken back since: rated once, and no longer.
        await Factory.WithDbAsync(db => db.ScoreHistory
            .Where(h => h.AsOf == FirstRun && h.ShownTier == Tier.Unrated && EF.Functions.Like(h.Customer.CustomerKey, "%15"))
            .ExecuteUpdateAsync(h => h.SetProperty(p => p.ShownTier, Tier.Silver)));
    }

    public async Task DisposeAsync() => await Factory.DisposeAsync();

    public async Task SetManagersSeeAsync(Visibility visibility)
    {
        await Factory.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(f => f.SetProperty(p => p.ManagersSee, visibility)));
        await Factory.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
    }

    private Task<RunOutcome> RecomputeAsync(DateOnly asOf) =>
        Factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(asOf, null, "test"), default);

    private async Task ImportFactsAsync(Func<int, bool> which)
    {
        var numbers = Enumerable.Range(1, Customers).Where(which).ToList();
        string[] owners = ["", Manager.Email!, "mate@firm.example", "stranger@firm.example"];
        string[] regions = ["", "Europe", "Africa", "Oceania"];
        string[] sources = ["", "Trade fair", "Own search"];
        await ImportAsync(ImportKind.Customers, "customer_key,name,region,source,owner_email\n" + string.Join('\n', numbers.Select(n =>
            $"C{n:000},Customer {n:000},{regions[n % 4]},{sources[n % 3]},{owners[_random.Next(4)]}")) + "\n");
        await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net,cost_of_goods,due_on,paid_on\n"
            + string.Join('\n', numbers.SelectMany(Orders)) + "\n");
        var costs = numbers.Where(n => n % Kinds is 2 or 8).Select(n => $"X{n},C{n:000},visit,2026-0{_random.Next(1, 6)}-10,{(n % Kinds == 2 ? 400 : 3)}").ToList();
        if (costs.Count > 0)
            await ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\n" + string.Join('\n', costs) + "\n");
    }

    /// <summary>One-off buyers, once good ones gone silent, chicken ribs, late payers, people who never bought, and all between.</summary>
    private IEnumerable<string> Orders(int n)
    {
        var (count, gap, last, size, cost) = (n % Kinds) switch
        {
            0 => (1, 30, _random.Next(1, 500), 800, 0.5m),
            1 => (20, 14, _random.Next(45, 90), 4_000, 0.4m),
            3 => (15, 20, _random.Next(1, 20), 9_000, 0.985m),
            4 => (8, 30, _random.Next(1, 30), 1_500, 0.6m),
            5 => (0, 0, 0, 0, 0m),
            6 => (3, 10, _random.Next(1, 20), 700, 0.5m),
            9 => (26, 14, _random.Next(1, 10), 5_000, 0.3m),
            _ => (_random.Next(1, 25), _random.Next(10, 60), _random.Next(1, 200), _random.Next(50, 3_000), _random.Next(20, 90) / 100m),
        };
        for (var i = 0; i < count; i++)
        {
            var on = Today.AddDays(-last - (i * gap));
            var net = Math.Round(size * (0.7m + (_random.Next(60) / 100m)), 2);
            var (due, paid) = n % Kinds == 4 ? (on.AddDays(14), on.AddDays(200)) : (on.AddDays(30), on.AddDays(20));
            yield return string.Create(
                CultureInfo.InvariantCulture, $"O{++_orders},C{n:000},{on:yyyy-MM-dd},{net:F2},{net * cost:F2},{due:yyyy-MM-dd},{paid:yyyy-MM-dd}");
        }
    }

    private async Task ImportAsync(ImportKind kind, string csv)
    {
        var path = Factory.Database.Write($"{ImportKinds.NameOf(kind)}-{++_files}.csv", csv);
        var result = await Factory.Services.GetRequiredService<Importer>().ApplyAsync(kind, path, new ImportOptions(), "test", null, default);
        result.ShouldBeOfType<ImportResult.Applied>();
    }
}
