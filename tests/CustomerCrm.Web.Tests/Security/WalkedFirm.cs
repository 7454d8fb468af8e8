using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Firms;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>
/// A firm whose every page can be walked: a customer of the rep (MINE) and one of his colleague (HIS), each with an order, a cost
/// entry and a survey, somebody signed in for each role, and no job that runs meanwhile.
/// </summary>
internal sealed class WalkedFirm : IAsyncDisposable
{
    private readonly Dictionary<string, CrmBrowser> _browsers = [];

    private WalkedFirm(CrmFactory crm) => Crm = crm;

    public CrmFactory Crm { get; }

    public CrmBrowser this[string role] => _browsers[role];

    public static async Task<WalkedFirm> StartAsync()
    {
        var firm = new WalkedFirm(await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"), ("Jobs:Enabled", "false")));
        foreach (var role in Roles.All)
            firm._browsers[role] = await firm.Crm.SignedInAsync(role);
        await firm.Crm.UserAsync(Roles.SalesRep, "colleague@firm.example");
        await firm.ImportAsync(
            ImportKind.Customers,
            "customer_key,name,phone,owner_email\nMINE,Mine,+49 30 1111,salesrep@firm.example\nHIS,His secret name,+49 30 2222,colleague@firm.example\n");
        await firm.ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2024-01-01,visit,30\n");
        await firm.ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO-MINE,MINE,2026-05-01,100\nO-HIS,HIS,2026-05-01,100\n");
        await firm.ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nX-MINE,MINE,visit,2026-05-02,2\nX-HIS,HIS,visit,2026-05-02,2\n");
        await firm.ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction\nS-MINE,MINE,2026-05-02,50\nS-HIS,HIS,2026-05-02,50\n");
        await firm.Crm.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(new DateOnly(2026, 6, 30), null, "test"), default);
        return firm;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
            browser.Dispose();
        await Crm.DisposeAsync();
    }

    public static string PathOf(RouteEndpoint page) => "/" + page.RoutePattern.RawText!.TrimStart('/');

    /// <summary>Every page for who has signed in.</summary>
    public List<RouteEndpoint> Pages() =>
    [
        .. Endpoints.All(Crm).Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is { ViewEnginePath: not ("/Error" or "/Account/SignOut") }
            && !Endpoints.IsOpen(e)),
    ];

    public async Task<IReadOnlyList<string>> HandlersAsync(RouteEndpoint page)
    {
        var loader = Crm.Services.GetRequiredService<PageLoader>();
        var compiled = await loader.LoadAsync(page.Metadata.GetMetadata<PageActionDescriptor>()!, page.Metadata);
        return [.. compiled.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => h.Name ?? "")];
    }

    /// <summary>The page's address, the ids of this customer and of what hangs on him in their places.</summary>
    public Task<string> AddressAsync(RouteEndpoint page, string key) => Crm.WithDbAsync(async db =>
    {
        var segments = new List<string>();
        foreach (var segment in page.RoutePattern.PathSegments)
        {
            var text = "";
            foreach (var part in segment.Parts)
            {
                text += part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternParameterPart parameter => await ValueAsync(db, segments, parameter.Name, key),
                    _ => "",
                };
            }

            segments.Add(text);
        }

        return "/" + string.Join('/', segments.Where(s => s.Length > 0));
    });

    private static async Task<string> ValueAsync(CrmDbContext db, List<string> before, string parameter, string key) =>
        (before.FirstOrDefault(), parameter) switch
        {
            ("Customers", "id") => $"{await db.Customers.Where(c => c.CustomerKey == key).Select(c => c.Id).SingleAsync()}",
            (_, "orderId" or "factId") when before[^1] == "Orders" => $"{await db.Orders.Where(o => o.OrderNo == "O-" + key).Select(o => o.Id).SingleAsync()}",
            (_, "factId") when before[^1] == "Costs" => $"{await db.CostEntries.Where(e => e.CostNo == "X-" + key).Select(e => e.Id).SingleAsync()}",
            (_, "factId") => $"{await db.SurveyAnswers.Where(a => a.SurveyNo == "S-" + key).Select(a => a.Id).SingleAsync()}",
            (_, "part") => "",
            (_, "field") => "Phone",
            (_, "list") => "Regions",
            _ => "1",
        };

    /// <summary>Changes who sees whom.</summary>
    public async Task SetAsync(Visibility reps, Visibility managers)
    {
        await Crm.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(f => f.SetProperty(p => p.RepsSee, reps).SetProperty(p => p.ManagersSee, managers)));
        await Crm.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
    }

    private async Task ImportAsync(ImportKind kind, string csv)
    {
        var path = Crm.Database.Write(ImportKinds.NameOf(kind) + ".csv", csv);
        var result = await Crm.Services.GetRequiredService<Importer>().ApplyAsync(kind, path, new ImportOptions(), "test", null, default);
        result.ShouldBeOfType<ImportResult.Applied>();
    }
}
