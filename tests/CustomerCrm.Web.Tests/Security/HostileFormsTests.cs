using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Tests.Customers.Edit;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Security;

/// <summary>
/// Every form of every page, read from the page itself, with what attackers type in each of its fields: no fault of the server, a
/// refused write leaves the database as it was, and what was kept is text wherever it is shown.
/// </summary>
public sealed class HostileFormsTests : IAsyncLifetime
{
    private const string Nul = "a\0b";

    /// <summary>Posted in one field after the other; the lists of <see cref="Hostile"/> go into all fields of a form at once.</summary>
    private static readonly string[] InEachField = ["\"'><img src=x onerror=alert(1)>", Nul];

    /// <summary>
    /// Handlers of buttons alone, which bind a row and its version, and of pages that this firm has not: an upload, a bulk edit, a
    /// job. A new handler with fields belongs into the walk, not here.
    /// </summary>
    private static readonly string[] NotWalked =
    [
        "/Admin/Teams?Remove", "/Admin/Users/Edit?Disable", "/Admin/Users/Edit?Enable", "/Admin/Users/Edit?Link",
        "/Customers/Bulk/Edit?Confirm", "/Customers/Bulk/Edit?Undo", "/Customers/Card/ExportFacts?Costs",
        "/Customers/Card/ExportFacts?Orders", "/Customers/Card/ExportFacts?Surveys", "/Customers/Card/Orders?Paid",
        "/Customers/Contacts/Index?Restore", "/Customers/Export?", "/Customers/Facts/Cost?Restore",
        "/Customers/Facts/Order?Restore", "/Customers/Facts/Survey?Restore", "/Customers/Views/Index?Default",
        "/Customers/Views/Index?Delete", "/Customers/Views/Index?Keep", "/Imports/Import?Look", "/Imports/Import?Undo",
        "/Imports/Upload?Apply", "/Imports/Upload?Check", "/Imports/Upload?Drop", "/Jobs/Job?Cancel", "/Jobs/Job?Retry",
        "/Scoring/Approval?Approve", "/Scoring/Approval?Decline", "/Scoring/Approval?TakeBack", "/Scoring/Backtests/Report?Again",
        "/Scoring/Compare/Index?Movers", "/Scoring/Draft?Movers", "/Scoring/Index?Recompute", "/Scoring/Suggestions/Index?", "/Scoring/Suggestions/Report?Again",
        "/Scoring/Suggestions/Report?Take", "/Tiers/Index?", "/Tiers/Pins?Export",
    ];

    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _fields = [];
    private readonly HashSet<string> _handlers = [];
    private readonly List<string> _faults = [];
    private WalkedFirm _firm = null!;
    private int _posts;
    private int _kept;
    private (string Next, string Print) _last = ("", "");

    public async Task InitializeAsync() => _firm = await WalkedFirm.StartAsync();

    public async Task DisposeAsync() => await _firm.DisposeAsync();

    [Fact]
    public async Task Forms_HostileStringsInEveryField_AreEncodedOrRefusedAndNeverAFault()
    {
        var addresses = new List<string>();
        foreach (var page in _firm.Pages())
            addresses.Add(await _firm.AddressAsync(page, "MINE"));
        var asked = await _firm.AddressAsync(_firm.Pages().Single(p => WalkedFirm.PathOf(p) == "/Customers/{id:long}/HandOver"), "HIS");

        // Twice: what the first walk makes has pages of its own.
        await TryFormsAsync(_firm[Roles.SalesRep], asked);
        foreach (var address in addresses.Concat(addresses))
            await TryFormsAsync(_firm[Roles.Admin], address);

        // Asked while somebody types into another form.
        var entry = PostedForm.On(await _firm[Roles.Admin].GetAsync("/Customers/New"), "/Customers/New").First(f => f.Names.Contains("Form.Name"));
        await TryAsync(_firm[Roles.Admin], "/Customers/New", entry with { Target = "/Customers/Duplicates" });

        using var stranger = _firm.Crm.Browser();
        foreach (var page in new[] { "/Account/SignIn", "/Account/SetPassword?user=1&token=x" })
            await TryFormsAsync(stranger, page);
        foreach (var address in addresses)
            Check(await _firm[Roles.Admin].GetAsync(address), "at last");

        _faults.ShouldBeEmpty();
        var all = new List<string>();
        foreach (var page in _firm.Pages())
            all.AddRange((await _firm.HandlersAsync(page)).Select(handler => NameOf(page, handler)));
        all.Distinct().Except(_handlers).Order(StringComparer.Ordinal).ShouldBe(NotWalked, ignoreOrder: false, customMessage: $"{_done.Count} forms, {_fields.Count} fields, {_posts} posts, {_kept} kept");
        (_done.Count, _fields.Count, _kept).ShouldSatisfyAllConditions(
            n => n.Item1.ShouldBeGreaterThan(50), n => n.Item2.ShouldBeGreaterThan(150), n => n.Item3.ShouldBeGreaterThan(100));
    }

    private async Task TryFormsAsync(CrmBrowser browser, string address)
    {
        // A cell alone is a part of a page.
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (address.Contains("/Cell/", StringComparison.Ordinal))
            request.Headers.Add("HX-Request", "true");
        var shown = await browser.SendAsync(request);
        foreach (var form in shown.Status == 200 ? PostedForm.On(shown, address).ToList() : [])
        {
            if (form.Names.Count + form.Files.Count > 0 && _done.Add(form.Key))
                await TryAsync(browser, address, form);
        }
    }

    private async Task TryAsync(CrmBrowser browser, string address, PostedForm form)
    {
        _handlers.Add(HandlerOf(form.Target));
        var current = form;
        // Another button of the same form binds the same fields.
        var fields = form.Names.Where(name => _fields.Add(form.Key.Split(' ')[0] + " " + name)).ToList();
        foreach (var (name, typed) in Hostile.Kept.Concat(Hostile.Refused).Select(typed => ("", typed))
            .Concat(fields.SelectMany(name => InEachField.Select(typed => (name, typed)))))
        {
            foreach (var inParts in typed == Nul ? new[] { true, false } : [false])
            {
                var what = $"{form.Key[..Math.Min(60, form.Key.Length)]} [{name}] {(typed == Nul ? "NUL" : typed[..Math.Min(20, typed.Length)])}";
                var before = await PrintAsync();
                var answer = await current.SendAsync(browser, field => name.Length == 0 || field == name ? typed : null, inParts);
                _posts++;
                Check(answer, what);
                if (answer.Status < 400)
                {
                    _kept++;
                    if (answer.Location is { } next && next.StartsWith('/'))
                        Check(await browser.GetAsync(next), what + " then " + next);
                }
                else if (await PrintAsync() != before)
                {
                    _faults.Add($"{what}: {answer.Status} and written");
                }

                // As it is now, with its new version; a form that is gone has done what it was for.
                if (answer.Status < 400)
                {
                    var again = PostedForm.On(await browser.GetAsync(address), address).FirstOrDefault(f => f.Key == form.Key);
                    if (again is null)
                        return;
                    current = again;
                }
            }
        }
    }

    /// <summary>No fault, and nothing of what was typed became a part of the page.</summary>
    private void Check(Answer answer, string what)
    {
        if (answer.Status >= 500)
            _faults.Add($"{what}: {answer.Status}");
        if (answer.Page.QuerySelector("[onerror], img[src=x]") is not null
            || answer.Page.QuerySelectorAll("script").Any(s => s.TextContent.Contains("alert", StringComparison.Ordinal)))
            _faults.Add($"{what}: shown as markup");
        if (answer.Status == 400 && answer.Page.QuerySelector("form, [data-status='400']") is null)
            _faults.Add($"{what}: a refusal without a word");
    }

    /// <summary>The page's file and the handler's name; the route with the fewest parameters is meant.</summary>
    private string HandlerOf(string target)
    {
        var page = Endpoints.All(_firm.Crm)
            .Where(p => p.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .OrderBy(p => p.RoutePattern.Parameters.Count)
            .First(p => new TemplateMatcher(TemplateParser.Parse(p.RoutePattern.RawText!), []).TryMatch(target.Split('?')[0], []));
        return NameOf(page, PostedForm.HandlerOf(target));
    }

    private static string NameOf(RouteEndpoint page, string handler) => $"{page.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath}?{handler}";

    /// <summary>The database's next transaction tells at once that nobody wrote; only where somebody tried is everything compared.</summary>
    private Task<string> PrintAsync() => _firm.Crm.WithDbAsync(async db =>
    {
        var next = await db.Database.SqlQuery<string>($"SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS \"Value\"").SingleAsync();
        if (next != _last.Next)
            _last = (next, await Fingerprint.OfAsync(db));
        return _last.Print;
    });
}
