using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Customers.Facts;

/// <summary>A small firm for each test that writes: one customer of the rep's, one of nobody's, facts of each kind, scored.</summary>
public sealed class FactFirm : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 6, 30);

    private FactFirm(CrmFactory factory) => Factory = factory;

    public CrmFactory Factory { get; }

    public long Mine { get; private set; }

    public long Other { get; private set; }

    public static async Task<FactFirm> StartAsync(bool scored = true)
    {
        var firm = new FactFirm(await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30")));
        await firm.LoadAsync(scored);
        return firm;
    }

    public ValueTask DisposeAsync() => Factory.DisposeAsync();

    public Task<CrmBrowser> SignedInAsync(string role = Roles.SalesRep) => Factory.SignedInAsync(role);

    public Task<string> FingerprintAsync() => Factory.WithDbAsync(Fingerprint.OfAsync);

    public Task<T> WithDbAsync<T>(Func<CrmDbContext, Task<T>> work) => Factory.WithDbAsync(work);

    public Task<long> OrderAsync(string number) => WithDbAsync(db => db.Orders.Where(o => o.OrderNo == number).Select(o => o.Id).SingleAsync());

    public Task<long> CostAsync(string number) => WithDbAsync(db => db.CostEntries.Where(e => e.CostNo == number).Select(e => e.Id).SingleAsync());

    public Task<long> AnswerAsync(string number) => WithDbAsync(db => db.SurveyAnswers.Where(a => a.SurveyNo == number).Select(a => a.Id).SingleAsync());

    public Task<long> ActivityAsync(string name) => WithDbAsync(db => db.CostActivities.Where(a => a.Name == name).Select(a => a.Id).SingleAsync());

    /// <summary>What is kept of a customer's score, as one line.</summary>
    public Task<string> ScoreAsync(long customer) => WithDbAsync(async db =>
    {
        var score = await db.CurrentScores.SingleAsync(s => s.CustomerId == customer);
        var metrics = await db.CurrentMetrics.SingleAsync(m => m.CustomerId == customer);
        return FormattableString.Invariant($"{score.ShownTier} {score.ComputedTier} {score.Composite} {score.Guards} {metrics.NetRevenue:0.00} {metrics.CostToServe:0.00}");
    });

    public Task RecomputeAsync() =>
        Factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(Today, null, "test"), default);

    public async Task<ImportResult> ImportAsync(ImportKind kind, string csv)
    {
        var path = Factory.Database.Write(ImportKinds.NameOf(kind) + ".csv", csv);
        return await Factory.Services.GetRequiredService<Importer>().ApplyAsync(kind, path, new ImportOptions(), "test", null, default);
    }

    private async Task LoadAsync(bool scored)
    {
        var rep = await Factory.UserAsync(Roles.SalesRep);
        (await ImportAsync(ImportKind.Customers, "customer_key,name,owner_email\nMINE,Mine Ltd," + rep.Email + "\nOTHER,Other Ltd,\nC3,Three,\nC4,Four,\n"))
            .ShouldBeOfType<ImportResult.Applied>();
        await ImportAsync(
            ImportKind.Orders,
            """
            order_no,customer_key,ordered_on,kind,net,cost_of_goods,due_on,paid_on
            M1,MINE,2026-01-10,sale,1200.00,700.00,2026-02-10,2026-02-20
            M2,MINE,2026-03-10,sale,1300.00,800.00,2026-04-10,
            M3,MINE,2026-05-10,sale,1500.00,,2026-06-10,2026-06-01
            X1,OTHER,2026-02-01,sale,50.00,20.00,2026-03-01,
            Y1,C3,2026-02-01,sale,900.00,200.00,,
            Z1,C4,2026-04-01,sale,20000.00,9000.00,,
            Z2,C4,2026-05-01,sale,20000.00,9000.00,,

            """);
        await ImportAsync(ImportKind.OrderLines, "order_no,line_no,product_code,product_name,quantity,unit_price\nM1,1,P1,Flour,10,100\nM1,2,P2,Yeast,4,50\n");
        await ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nVisit,2020-01-01,visit,60\nVisit,2026-06-01,visit,65.5\nRebate,,amount,\n");
        await ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nK1,MINE,Visit,2026-02-02,2\nKX,OTHER,Visit,2026-02-02,2\n");
        await ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction,recommend\nA1,MINE,2026-04-04,90,9\nAX,OTHER,2026-04-04,90,9\n");
        if (scored)
        {
            await RecomputeAsync();
        }

        (Mine, Other) = await WithDbAsync(async db => (
            await db.Customers.Where(c => c.CustomerKey == "MINE").Select(c => c.Id).SingleAsync(),
            await db.Customers.Where(c => c.CustomerKey == "OTHER").Select(c => c.Id).SingleAsync()));
    }
}
