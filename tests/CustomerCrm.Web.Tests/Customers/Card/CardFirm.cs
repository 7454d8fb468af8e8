using CustomerCrm.Domain.Firms;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Audit;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Firms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Customers.Card;

/// <summary>A few customers with everything a card can show, one of them with markup for a name.</summary>
public sealed class CardFirm : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 6, 30);

    public CrmFactory Factory { get; private set; } = null!;

    public long Bakery { get; private set; }

    public long Hostile { get; private set; }

    public long Prospect { get; private set; }

    public async Task InitializeAsync()
    {
        Factory = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
        await ImportAsync(
            ImportKind.Customers,
            """
            customer_key,name,kind,local_name,phone,email,region,country,city,source,estimated_annual_spend,tags
            BAKERY,Harbour Bakery,company,港口烘焙,+44 20 7946 0018,a@example.com,Europe,UK,Bath,Fair,9000,regular
            HOSTILE,"<script>alert(1)</script> & ""Sons"" Ltd",company,<img src=x>,"+1 <b>555</b>",,,<i>UK</i>,,,,
            SMALL,Small Shop,company,,,,,,,,,
            PROSPECT,Prospect,person,,,,,,,,,

            """);
        await ImportAsync(
            ImportKind.Orders,
            """
            order_no,customer_key,ordered_on,kind,net,cost_of_goods,due_on,paid_on
            B1,BAKERY,2026-01-10,sale,1200.00,700.00,2026-02-10,2026-02-20
            B2,BAKERY,2026-03-10,sale,1300.00,800.00,2026-04-10,
            B3,BAKERY,2026-05-10,sale,1500.00,,2026-06-10,2026-06-01
            B4,BAKERY,2026-05-20,return,200.00,120.00,,
            H1,HOSTILE,2026-01-05,sale,90.00,95.00,,
            S1,SMALL,2026-02-01,sale,50.00,20.00,,

            """);
        await ImportAsync(
            ImportKind.OrderLines,
            """
            order_no,line_no,product_code,product_name,quantity,unit_price
            B1,1,P1,Flour,10,100
            B1,2,P2,<b>Yeast</b>,4,50

            """);
        await ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nVisit,2020-01-01,visit,60\nRebate,,amount,\n");
        await ImportAsync(
            ImportKind.Costs,
            """
            cost_no,customer_key,activity,incurred_on,quantity,amount,note
            K1,BAKERY,Visit,2026-02-02,2,,<u>note</u>
            K2,BAKERY,Visit,2026-04-02,1,,
            K3,BAKERY,Rebate,2026-05-02,,85.50,
            K4,BAKERY,Visit,2024-01-02,1,,

            """);
        await ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction,recommend\nA1,BAKERY,2026-04-04,90,9\n");
        await RecomputeAsync();
        (Bakery, Hostile, Prospect) = (await IdOfAsync("BAKERY"), await IdOfAsync("HOSTILE"), await IdOfAsync("PROSPECT"));
        await KeepHistoryAsync();
    }

    public async Task DisposeAsync() => await Factory.DisposeAsync();

    public Task RecomputeAsync() =>
        Factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(Today, null, "test"), default);

    public Task<long> IdOfAsync(string key) =>
        Factory.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey == key).Select(c => c.Id).SingleAsync());

    public async Task SetRepsSeeAsync(Visibility visibility)
    {
        await Factory.WithDbAsync(async db =>
        {
            (await db.Firms.SingleAsync()).RepsSee = visibility;
            return await db.SaveChangesAsync();
        });
        await Factory.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
    }

    public Task AuditAsync(string action, string subject, string details, string? subjectId = null) => Factory.WithDbAsync(db =>
    {
        db.AuditEntries.Add(new AuditEntry
        {
            At = new DateTimeOffset(2026, 6, 1, 9, 30, 0, TimeSpan.Zero),
            UserName = "Mia",
            Action = action,
            Subject = subject,
            SubjectId = subjectId,
            CustomerId = Bakery,
            Details = details,
        });
        return db.SaveChangesAsync();
    });

    /// <summary>Two versions and four points of history; one change of tier for each reason.</summary>
    private Task<int> KeepHistoryAsync() => Factory.WithDbAsync(async db =>
    {
        var first = await db.PolicyVersions.SingleAsync();
        db.PolicyVersions.Add(first.RollBack(1, new Publication("mia", "Spring <b>rules</b>", DateTimeOffset.UnixEpoch)));
        foreach (var (on, version, composite, tier) in new[]
        {
            (new DateOnly(2026, 3, 31), 1, 4100, Tier.Develop), (new DateOnly(2026, 4, 30), 1, 5200, Tier.Silver), (new DateOnly(2026, 5, 31), 2, 5300, Tier.Silver),
        })
        {
            db.Add(new ScoreHistoryRow
            {
                CustomerId = Bakery,
                AsOf = on,
                PolicyVersion = version,
                Composite = composite,
                MethodTier = tier,
                ComputedTier = tier,
                UnpinnedTier = tier,
                ShownTier = tier,
            });
        }

        var day = 0;
        foreach (var reason in Enum.GetValues<TierChangeReason>())
        {
            db.TierChanges.Add(new TierChange
            {
                CustomerId = Bakery,
                AsOf = new DateOnly(2026, 4, 1).AddDays(day++),
                FromTier = Tier.Develop,
                ToTier = Tier.Silver,
                FromComputed = Tier.Develop,
                ToComputed = reason == TierChangeReason.Pin ? Tier.Develop : Tier.Silver,
                PolicyVersion = 2,
                Reason = reason,
                Measures = new CustomerMetrics { AsOf = new DateOnly(2026, 4, 1), PurchaseValue = Domain.Money.Of(1234), LastPurchaseOn = new DateOnly(2026, 3, 10) },
                ChangedAt = DateTimeOffset.UnixEpoch,
            });
        }

        await db.SaveChangesAsync();
        await db.AuditEntries.ExecuteDeleteAsync();
        return 0;
    });

    private async Task ImportAsync(ImportKind kind, string csv)
    {
        var path = Factory.Database.Write(ImportKinds.NameOf(kind) + ".csv", csv);
        var result = await Factory.Services.GetRequiredService<Importer>().ApplyAsync(
            kind, path, new ImportOptions(CreateCustomers: true), "test", null, default);
        result.ShouldBeOfType<ImportResult.Applied>();
    }
}
