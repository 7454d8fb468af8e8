using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Firms;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>
/// Every page of the endpoint table and every handler it has, as every role: who may, who is refused, whom a customer is hidden from;
/// and that a refused write left the database as it was.
/// </summary>
public sealed class RolesTests : IAsyncLifetime
{
    /// <summary>Pages that are not for every role: the longest beginning of the address decides. A page not named here is for all.</summary>
    private static readonly (string Begins, string Least)[] Least =
    [
        ("/Admin", Roles.Admin),
        ("/Dashboard", Roles.Manager),
        ("/Exports", Roles.Manager),
        ("/Imports", Roles.Manager),
        ("/Imports/New", Roles.Admin),
        ("/Imports/Uploads", Roles.Admin),
        ("/Jobs", Roles.Admin),
        ("/Jobs/{id", Roles.SalesRep),
        ("/Scoring", Roles.Admin),
        ("/Scoring/Matrix", Roles.Manager),
        ("/Scoring/Versions", Roles.SalesRep),
    ];

    /// <summary>Handlers for managers and admins on pages that all may read.</summary>
    private static readonly string[] ManagersHandlers =
        ["/Customers/{id:long}/Tiers?Pin", "/Customers/{id:long}/Tiers?End"];

    private readonly Dictionary<string, CrmBrowser> _browsers = [];
    private CrmFactory _crm = null!;
    private long _mine;
    private long _his;

    public async Task InitializeAsync()
    {
        _crm = await CrmFactory.StartAsync(("Firm:ScoringDate", "2026-06-30"), ("Jobs:Enabled", "false"));
        foreach (var role in Roles.All)
            _browsers[role] = await _crm.SignedInAsync(role);
        await _crm.UserAsync(Roles.SalesRep, "colleague@firm.example");
        await ImportAsync(
            ImportKind.Customers,
            "customer_key,name,phone,owner_email\nMINE,Mine,+49 30 1111,salesrep@firm.example\nHIS,His secret name,+49 30 2222,colleague@firm.example\n");
        await ImportAsync(ImportKind.Activities, "activity,valid_from,unit,rate\nvisit,2024-01-01,visit,30\n");
        await ImportAsync(ImportKind.Orders, "order_no,customer_key,ordered_on,net\nO-MINE,MINE,2026-05-01,100\nO-HIS,HIS,2026-05-01,100\n");
        await ImportAsync(ImportKind.Costs, "cost_no,customer_key,activity,incurred_on,quantity\nX-MINE,MINE,visit,2026-05-02,2\nX-HIS,HIS,visit,2026-05-02,2\n");
        await ImportAsync(ImportKind.Surveys, "survey_no,customer_key,answered_on,satisfaction\nS-MINE,MINE,2026-05-02,50\nS-HIS,HIS,2026-05-02,50\n");
        await _crm.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(new DateOnly(2026, 6, 30), null, "test"), default);
        (_mine, _his) = (await IdOfAsync("MINE"), await IdOfAsync("HIS"));
    }

    public async Task DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
            browser.Dispose();
        await _crm.DisposeAsync();
    }

    [Fact]
    public async Task Pages_AsEveryRole_OpenForWhomTheyAreAndForNobodyElse()
    {
        var pages = Pages();
        pages.Count.ShouldBeGreaterThan(20);
        foreach (var page in pages)
        {
            var address = await AddressAsync(page, "MINE");
            foreach (var role in Roles.All)
            {
                var status = (await _browsers[role].GetAsync(address)).Status;
                if (IsFor(page, role))
                    status.ShouldNotBe(403, $"{role} at {address}");
                else
                    status.ShouldBe(403, $"{role} at {address}");
                status.ShouldBeLessThan(500, $"{role} at {address}");
            }
        }
    }

    [Fact]
    public async Task Handlers_AsARoleTheyAreNotFor_RefuseAndChangeNothing()
    {
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);
        var asked = 0;
        foreach (var page in Pages())
        {
            var address = await AddressAsync(page, "MINE");
            foreach (var handler in await HandlersAsync(page))
            {
                foreach (var role in Roles.All.Where(r => !IsFor(page, r) || (r == Roles.SalesRep && ManagersHandlers.Contains($"{PathOf(page)}?{handler}"))))
                {
                    (await PostAsync(role, address, handler)).ShouldBe(403, $"{role} at {address}?handler={handler}");
                    asked++;
                }
            }
        }

        asked.ShouldBeGreaterThan(10);
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Handlers_OfAColleaguesCustomer_RefuseARepAndChangeNothing()
    {
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);
        foreach (var page in Pages().Where(p => PathOf(p).StartsWith("/Customers/{id", StringComparison.Ordinal)))
        {
            var address = await AddressAsync(page, "HIS");
            foreach (var handler in (await HandlersAsync(page)).Where(_ => !IsOpenToAll(page)))
            {
                // 404 where the handler wants to be told which fact is meant.
                (await PostAsync(Roles.SalesRep, address, handler)).ShouldBeOneOf([403, 404], $"{address}?handler={handler}");
            }
        }

        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Theory]
    [InlineData(Roles.SalesRep)]
    [InlineData(Roles.Manager)]
    public async Task Visibility_Narrow_HidesAColleaguesCustomerOnEveryPage(string role)
    {
        await SetAsync(Visibility.Own, Visibility.Team);
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);
        var walked = 0;
        foreach (var page in Pages().Where(p => IsFor(p, role)))
        {
            var address = await AddressAsync(page, "HIS");
            var isHis = PathOf(page).StartsWith("/Customers/{id", StringComparison.Ordinal);
            var answer = await _browsers[role].GetAsync(address);
            answer.Text.ShouldNotContain("His secret name", customMessage: address);
            answer.Text.ShouldNotContain("O-HIS", customMessage: address);
            if (isHis)
            {
                answer.Status.ShouldBeOneOf([404, 405], address);
                foreach (var handler in await HandlersAsync(page))
                    (await PostAsync(role, address, handler)).ShouldBe(404, $"{address}?handler={handler}");
                walked++;
            }
        }

        walked.ShouldBeGreaterThan(6);
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);

        await SetAsync(Visibility.All, Visibility.All);
        (await _browsers[role].GetAsync($"/Customers/{_his}")).Status.ShouldBe(200);
        (await _browsers[role].GetAsync("/Customers")).Text.ShouldContain("His secret name");
    }

    [Fact]
    public async Task Pages_Statements_AreFew()
    {
        var many = new List<string>();
        foreach (var page in Pages())
        {
            var address = await AddressAsync(page, "MINE");
            await _browsers[Roles.Admin].GetAsync(address);
            using var sent = StatementCount.Of(_crm.Database);
            await _browsers[Roles.Admin].GetAsync(address);
            if (sent.Statements.Count > 8)
                many.Add($"{address}: {sent.Statements.Count}");
        }

        many.ShouldBeEmpty();
    }

    /// <summary>What a rep may do with a colleague's customer that he sees: ask for him, and take what he reads with him.</summary>
    private static bool IsOpenToAll(RouteEndpoint page) => PathOf(page) is "/Customers/{id:long}/HandOver" or "/Customers/{id:long}/Export";

    private static bool IsFor(RouteEndpoint page, string role)
    {
        var least = Least.Where(l => PathOf(page).StartsWith(l.Begins, StringComparison.Ordinal)).OrderByDescending(l => l.Begins.Length)
            .Select(l => l.Least).FirstOrDefault() ?? Roles.SalesRep;
        return Roles.All.ToList().IndexOf(role) >= Roles.All.ToList().IndexOf(least);
    }

    private static string PathOf(RouteEndpoint page) => "/" + page.RoutePattern.RawText!.TrimStart('/');

    private List<RouteEndpoint> Pages() =>
    [
        .. Endpoints.All(_crm).Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is { ViewEnginePath: not ("/Error" or "/Account/SignOut") }
            && !Endpoints.IsOpen(e)),
    ];

    private async Task<IReadOnlyList<string>> HandlersAsync(RouteEndpoint page)
    {
        var loader = _crm.Services.GetRequiredService<PageLoader>();
        var compiled = await loader.LoadAsync(page.Metadata.GetMetadata<PageActionDescriptor>()!, page.Metadata);
        return [.. compiled.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => h.Name ?? "")];
    }

    /// <summary>The page's address, the ids of this customer and of what hangs on him in their places.</summary>
    private Task<string> AddressAsync(RouteEndpoint page, string key) => _crm.WithDbAsync(async db =>
    {
        var segments = new List<string>();
        foreach (var segment in page.RoutePattern.PathSegments)
        {
            var text = "";
            foreach (var part in segment.Parts)
            {
                text += part switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => await ValueAsync(db, segments, parameter.Name, key),
                    _ => "",
                };
            }

            segments.Add(text);
        }

        return "/" + string.Join('/', segments.Where(s => s.Length > 0));
    });

    private static async Task<string> ValueAsync(Infrastructure.Persistence.CrmDbContext db, List<string> before, string parameter, string key) =>
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

    private async Task<int> PostAsync(string role, string address, string handler)
    {
        var token = (await _browsers[role].GetAsync("/Account/Profile")).Page.QuerySelector("main input[name=form-token]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([new("form-token", token)]);
        var answer = await _browsers[role].Client.PostAsync(handler.Length == 0 ? address : $"{address}?handler={handler}", content);
        return (int)answer.StatusCode;
    }

    private async Task SetAsync(Visibility reps, Visibility managers)
    {
        await _crm.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(f => f.SetProperty(p => p.RepsSee, reps).SetProperty(p => p.ManagersSee, managers)));
        await _crm.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);
    }

    private Task<long> IdOfAsync(string key) => _crm.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey == key).Select(c => c.Id).SingleAsync());

    private async Task ImportAsync(ImportKind kind, string csv)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        await File.WriteAllTextAsync(path, csv);
        var result = await _crm.Services.GetRequiredService<Importer>().ApplyAsync(kind, path, new ImportOptions(), "test", null, default);
        File.Delete(path);
        result.ShouldBeOfType<ImportResult.Applied>();
    }
}
