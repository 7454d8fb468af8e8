using CustomerCrm.Domain.Customers;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Customers.Edit;

/// <summary>One customer of the rep's own, one of somebody else, one of nobody; scored.</summary>
public sealed class EditFirm : IAsyncLifetime
{
    public CrmFactory Factory { get; private set; } = null!;

    public CrmUser Rep { get; private set; } = null!;

    public CrmUser Other { get; private set; } = null!;

    public long Own { get; private set; }

    public long Others { get; private set; }

    public async Task InitializeAsync()
    {
        Factory = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"));
        Rep = await Factory.UserAsync(Roles.SalesRep);
        Other = await Factory.UserAsync(Roles.SalesRep, "other@firm.example");
        await ImportAsync(
            ImportKind.Customers,
            """
            customer_key,name,kind,local_name,phone,email,member_card_no,region,country,city,source,owner_email,estimated_annual_spend,tags
            OWN,Harbour Bakery,company,港口烘焙,+44 20 7946 0018,a@example.com,M-1,Europe,UK,Bath,Fair,salesrep@firm.example,9000,regular
            OTHERS,Mill Ltd,company,,,,,,UK,Leeds,,other@firm.example,,
            NOBODYS,Lone Shop,company,,,,,,,,,,,

            """);
        await ImportAsync(
            ImportKind.Orders,
            """
            order_no,customer_key,ordered_on,net,cost_of_goods
            O1,OWN,2026-01-10,1200.00,700.00
            O2,OWN,2026-03-10,1300.00,800.00
            O3,OWN,2026-05-10,1500.00,800.00
            O4,OTHERS,2026-05-10,100.00,60.00

            """);
        await Factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(new DateOnly(2026, 6, 30), null, "test"), default);
        (Own, Others) = (await IdOfAsync("OWN"), await IdOfAsync("OTHERS"));
    }

    public async Task DisposeAsync() => await Factory.DisposeAsync();

    public Task<long> IdOfAsync(string key) =>
        Factory.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey == key).Select(c => c.Id).SingleAsync());

    public Task<Customer> CustomerAsync(long id) =>
        Factory.WithDbAsync(db => db.Customers.AsNoTracking().Include(c => c.Tags).SingleAsync(c => c.Id == id));

    public Task<string> FingerprintAsync() => Factory.WithDbAsync(Fingerprint.OfAsync);

    /// <summary>A customer of this owner with nothing but a name, scored.</summary>
    public async Task<long> AddAsync(string key, CrmUser? owner)
    {
        await ImportAsync(ImportKind.Customers, $"customer_key,name,owner_email\n{key},{key},{owner?.Email}\n");
        return await IdOfAsync(key);
    }

    public async Task SetRepsSeeAsync(Visibility visibility)
    {
        await Factory.WithDbAsync(async db =>
        {
            (await db.Firms.SingleAsync()).RepsSee = visibility;
            return await db.SaveChangesAsync();
        });
        await Factory.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
    }

    public async Task<CrmBrowser> OtherAsync()
    {
        var browser = Factory.Browser();
        (await browser.SignInAsync(Other.Email!, CrmFactory.Password)).Status.ShouldBe(302);
        return browser;
    }

    private async Task ImportAsync(ImportKind kind, string csv)
    {
        var path = Factory.Database.Write($"{ImportKinds.NameOf(kind)}-{Guid.NewGuid():N}.csv", csv);
        var result = await Factory.Services.GetRequiredService<Importer>().ApplyAsync(kind, path, new ImportOptions(), "test", null, default);
        result.ShouldBeOfType<ImportResult.Applied>();
    }
}
