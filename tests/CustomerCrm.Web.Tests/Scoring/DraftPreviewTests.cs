using System.Globalization;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>The preview beside the draft: nothing is written, every figure is what the publication makes of it, every refusal is told.</summary>
public sealed class DraftPreviewTests : IAsyncLifetime
{
    private static readonly (string, string)[] ByProfit = [("ProfitWeight", "90"), ("PurchaseValueWeight", "5"), ("LoyaltyWeight", "5"), ("CutoffsPlatinum", "71")];

    private CrmFactory _factory = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _factory = await ScoringFirm.StartAsync(doesJobs: false);
        _admin = await _factory.SignedInAsync(Roles.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _factory.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Preview_WeightsChanged_IsWhatThePublicationMakes(bool withScript)
    {
        var stood = await TiersAsync();
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var shown = await PreviewAsync(withScript, ByProfit);

        shown.Status.ShouldBe(200);
        shown.Page.QuerySelector("#policy").ShouldBe(withScript ? null : shown.Page.QuerySelector("#policy"));
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
        (await _admin.SaveDraftAsync(ByProfit)).Status.ShouldBe(302);
        await _factory.Services.GetRequiredService<Recompute>().PublishAsync(
            new PublishRequest(null, null, new Publication("tester", "as previewed", DateTimeOffset.UtcNow)), default);
        var then = await TiersAsync();
        var moved = stood.Count(s => then[s.Key] != s.Value);
        moved.ShouldBeGreaterThan(0);
        shown.Page.QuerySelector("[data-moved]")!.GetAttribute("data-moved").ShouldBe(Number(moved));
        foreach (var row in shown.Page.QuerySelectorAll("#preview-tiers [data-tier]"))
        {
            var tier = row.GetAttribute("data-tier");
            row.GetAttribute("data-now").ShouldBe(Number(stood.Values.Count(t => t == tier)), tier);
            row.GetAttribute("data-then").ShouldBe(Number(then.Values.Count(t => t == tier)), tier);
        }

        foreach (var cell in shown.Page.QuerySelectorAll("#preview-matrix [data-to]"))
        {
            var (from, to) = (cell.ParentElement!.GetAttribute("data-from"), cell.GetAttribute("data-to"));
            cell.GetAttribute("data-count").ShouldBe(Number(stood.Count(s => s.Value == from && then[s.Key] == to)), $"{from} to {to}");
        }

        shown.Page.QuerySelectorAll("[data-mover]").Select(m => m.GetAttribute("data-mover")!).Order()
            .ShouldBe(stood.Keys.Where(key => then[key] != stood[key]).Order());
    }

    [Fact]
    public async Task Preview_CellAndMover_AreLookedAtMoreClosely()
    {
        var all = await PreviewAsync(true, ByProfit);
        var cell = all.Page.QuerySelectorAll("#preview-matrix button").Select(b => b.GetAttribute("hx-post")!).First(a => !SamePlace(a));
        var movers = await PreviewAsync(true, ByProfit, cell);
        movers.Page.QuerySelectorAll("[data-mover]").Length.ShouldBeLessThanOrEqualTo(all.Page.QuerySelectorAll("[data-mover]").Length);

        var why = movers.Page.QuerySelector("[data-mover] button")!.GetAttribute("hx-post")!;
        var explained = await PreviewAsync(true, ByProfit, why);

        var sides = explained.Page.QuerySelectorAll("[data-why] .preview-side");
        sides.Length.ShouldBe(2);
        var composite = explained.Page.QuerySelector("[data-mover] .preview-composite")!.TextContent;
        foreach (var (side, points) in sides.Zip(composite.Split('→')))
        {
            side.QuerySelector("tfoot .num")!.TextContent.Trim().ShouldBe(points.Trim());
            side.QuerySelectorAll(".reasons li").ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Preview_OneOwner_CountsHisCustomers()
    {
        var all = await PreviewAsync(true, ByProfit);
        var owner = all.Page.QuerySelector("#preview-owners [data-group]")!;

        var his = await PreviewAsync(true, ByProfit, owner.QuerySelector("button")!.GetAttribute("hx-post")!);

        his.Words("#preview-matrix tfoot td:last-child").ShouldBe(owner.QuerySelector("td")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("PurchaseValueWeight", "PurchaseValueWeight", "0", "ProfitWeight", "0", "LoyaltyWeight", "0")]
    [InlineData("CutoffsGold", "CutoffsGold", "90")]
    [InlineData("ProfitWeight", "ProfitWeight", "NaN")]
    [InlineData("WindowDays", "WindowDays", "0")]
    public async Task Preview_AgainstTheRules_IsRefusedByItsField(string field, params string[] typed)
    {
        var changed = typed.Chunk(2).Select(c => (c[0], c[1])).ToArray();
        foreach (var withScript in new[] { true, false })
        {
            var answer = await PreviewAsync(withScript, changed);

            answer.Status.ShouldBe(400);
            var panel = answer.Page.QuerySelector("#preview")!;
            panel.GetAttribute("data-preview").ShouldBe("refused");
            panel.QuerySelector($"a[href='#Form_{field}']").ShouldNotBeNull();
            answer.Page.QuerySelector($"#Form_{field}-error").ShouldBe(withScript ? null : answer.Page.QuerySelector($"#Form_{field}-error"));
        }
    }

    [Theory]
    [InlineData("cell=Gold-Nowhere")]
    [InlineData("cell=<script>")]
    [InlineData("mover=999999")]
    [InlineData("owner=999999")]
    public async Task Preview_LookAtNobody_IsAnswered(string look) =>
        (await PreviewAsync(true, ByProfit, "/Scoring/Draft?handler=Preview&" + look)).Status.ShouldBe(200);

    // A window measures anew: counted from the facts, and said so.
    [Fact]
    public async Task Preview_AnotherWindow_IsMeasuredFromTheFacts()
    {
        var answer = await PreviewAsync(true, [("WindowDays", "120")]);
        answer.Page.QuerySelector("#preview")!.GetAttribute("data-preview").ShouldBe("ready");
        answer.Words("[data-moment]")!.ShouldContain("anew");
    }

    [Fact]
    public async Task Draft_InChinese_IsPreviewedInChinese()
    {
        await _admin.ChooseLanguageAsync("zh-Hans", "/Account/Profile");
        (await _admin.GetAsync("/Scoring/Draft")).Words("#preview-title").ShouldBe("预览");
    }

    private static bool SamePlace(string address)
    {
        var cell = System.Web.HttpUtility.ParseQueryString(address[address.IndexOf('?', StringComparison.Ordinal)..])["cell"]?.Split('-');
        return cell is not [var from, var to] || from == to;
    }

    private async Task<Answer> PreviewAsync(bool withScript, (string, string)[] changed, string address = "/Scoring/Draft?handler=Preview")
    {
        var shown = await _admin.GetAsync("/Scoring/Draft");
        var headers = _admin.Client.DefaultRequestHeaders;
        if (withScript)
            headers.Add("HX-Request", "true");
        try
        {
            return await _admin.SubmitAsync(shown, address, "#policy", shown.Fields("#policy", [.. changed.Select(c => ("Form." + c.Item1, c.Item2))]));
        }
        finally
        {
            headers.Remove("HX-Request");
        }
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private Task<Dictionary<string, string>> TiersAsync() => _factory.WithDbAsync(db => db.CurrentScores
        .Select(s => new { s.Customer.CustomerKey, s.ShownTier })
        .ToDictionaryAsync(s => s.CustomerKey, s => s.ShownTier.ToString()));
}
