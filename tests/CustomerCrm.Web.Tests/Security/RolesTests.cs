using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.TestSupport;
using Microsoft.AspNetCore.Routing;

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
        ("/Tiers/Pins", Roles.Manager),
    ];

    /// <summary>Handlers for managers and admins on pages that all may read.</summary>
    private static readonly string[] ManagersHandlers =
        ["/Customers/{id:long}/Tiers?Pin", "/Customers/{id:long}/Tiers?End"];

    private WalkedFirm _firm = null!;

    public async Task InitializeAsync() => _firm = await WalkedFirm.StartAsync();

    public async Task DisposeAsync() => await _firm.DisposeAsync();

    [Fact]
    public async Task Pages_AsEveryRole_OpenForWhomTheyAreAndForNobodyElse()
    {
        var pages = _firm.Pages();
        pages.Count.ShouldBeGreaterThan(20);
        foreach (var page in pages)
        {
            var address = await _firm.AddressAsync(page, "MINE");
            foreach (var role in Roles.All)
            {
                var status = (await _firm[role].GetAsync(address)).Status;
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
        var before = await _firm.Crm.WithDbAsync(Fingerprint.OfAsync);
        var asked = 0;
        foreach (var page in _firm.Pages())
        {
            var address = await _firm.AddressAsync(page, "MINE");
            foreach (var handler in await _firm.HandlersAsync(page))
            {
                foreach (var role in Roles.All.Where(r => !IsFor(page, r) || (r == Roles.SalesRep && ManagersHandlers.Contains($"{WalkedFirm.PathOf(page)}?{handler}"))))
                {
                    (await PostAsync(role, address, handler)).ShouldBe(403, $"{role} at {address}?handler={handler}");
                    asked++;
                }
            }
        }

        asked.ShouldBeGreaterThan(10);
        (await _firm.Crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Handlers_OfAColleaguesCustomer_RefuseARepAndChangeNothing()
    {
        var before = await _firm.Crm.WithDbAsync(Fingerprint.OfAsync);
        foreach (var page in _firm.Pages().Where(p => WalkedFirm.PathOf(p).StartsWith("/Customers/{id", StringComparison.Ordinal)))
        {
            var address = await _firm.AddressAsync(page, "HIS");
            foreach (var handler in (await _firm.HandlersAsync(page)).Where(_ => !IsOpenToAll(page)))
            {
                // 404 where the handler wants to be told which fact is meant.
                (await PostAsync(Roles.SalesRep, address, handler)).ShouldBeOneOf([403, 404], $"{address}?handler={handler}");
            }
        }

        (await _firm.Crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Theory]
    [InlineData(Roles.SalesRep)]
    [InlineData(Roles.Manager)]
    public async Task Visibility_Narrow_HidesAColleaguesCustomerOnEveryPage(string role)
    {
        await _firm.SetAsync(Visibility.Own, Visibility.Team);
        var before = await _firm.Crm.WithDbAsync(Fingerprint.OfAsync);
        var walked = 0;
        foreach (var page in _firm.Pages().Where(p => IsFor(p, role)))
        {
            var address = await _firm.AddressAsync(page, "HIS");
            var isHis = WalkedFirm.PathOf(page).StartsWith("/Customers/{id", StringComparison.Ordinal);
            var answer = await _firm[role].GetAsync(address);
            answer.Text.ShouldNotContain("His secret name", customMessage: address);
            answer.Text.ShouldNotContain("O-HIS", customMessage: address);
            if (isHis)
            {
                answer.Status.ShouldBeOneOf([404, 405], address);
                foreach (var handler in await _firm.HandlersAsync(page))
                    (await PostAsync(role, address, handler)).ShouldBe(404, $"{address}?handler={handler}");
                walked++;
            }
        }

        walked.ShouldBeGreaterThan(6);
        (await _firm.Crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);

        await _firm.SetAsync(Visibility.All, Visibility.All);
        (await _firm[role].GetAsync(await _firm.AddressAsync(_firm.Pages().Single(p => WalkedFirm.PathOf(p) == "/Customers/{id:long}"), "HIS"))).Status.ShouldBe(200);
        (await _firm[role].GetAsync("/Customers")).Text.ShouldContain("His secret name");
    }

    [Fact]
    public async Task Pages_Statements_AreFew()
    {
        var many = new List<string>();
        foreach (var page in _firm.Pages())
        {
            var address = await _firm.AddressAsync(page, "MINE");
            await _firm[Roles.Admin].GetAsync(address);
            using var sent = StatementCount.Of(_firm.Crm.Database);
            await _firm[Roles.Admin].GetAsync(address);
            if (sent.Statements.Count > 8)
                many.Add($"{address}: {sent.Statements.Count}");
        }

        many.ShouldBeEmpty();
    }

    /// <summary>What a rep may do with a colleague's customer that he sees: ask for him, and take what he reads with him.</summary>
    private static bool IsOpenToAll(RouteEndpoint page) => WalkedFirm.PathOf(page) is "/Customers/{id:long}/HandOver" or "/Customers/{id:long}/Export";

    private static bool IsFor(RouteEndpoint page, string role)
    {
        var least = Least.Where(l => WalkedFirm.PathOf(page).StartsWith(l.Begins, StringComparison.Ordinal)).OrderByDescending(l => l.Begins.Length)
            .Select(l => l.Least).FirstOrDefault() ?? Roles.SalesRep;
        return Roles.All.ToList().IndexOf(role) >= Roles.All.ToList().IndexOf(least);
    }

    private async Task<int> PostAsync(string role, string address, string handler)
    {
        var token = (await _firm[role].GetAsync("/Account/Profile")).Page.QuerySelector("main input[name=form-token]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([new("form-token", token)]);
        var answer = await _firm[role].Client.PostAsync(handler.Length == 0 ? address : $"{address}?handler={handler}", content);
        return (int)answer.StatusCode;
    }
}
