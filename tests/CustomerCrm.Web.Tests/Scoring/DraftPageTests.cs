using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>The draft as a form: every setting stands there, every refusal beside its field, nothing is lost or written twice.</summary>
public sealed class DraftPageTests : IAsyncLifetime
{
    private CrmFactory _factory = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _factory = await CrmFactory.StartAsync();
        _admin = await _factory.SignedInAsync(Roles.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _factory.DisposeAsync();
    }

    [Fact]
    public void Fields_OfTheForm_AreThoseOfPolicyJson()
    {
        var json = JsonNode.Parse(PolicyJson.Write(new ScoringPolicy()))!.AsObject();
        Leaves(json, "").Order().ShouldBe(PolicyFields.All.Select(f => f.Path).Order());
        PolicyForm.Of(new ScoringPolicy()).Fields().Keys.Order().ShouldBe(PolicyFields.All.Select(f => f.Name).Order());
    }

    [Fact]
    public void Form_OfAPolicy_ReadsAsTheSame()
    {
        var policy = new ScoringPolicy
        {
            CostOfCapital = 0.087654321m,
            ProfitScale = [.. Enumerable.Range(0, 101).Select(n => (n * 12.5m) - 300)],
            LargeOrder = 1_234.56m,
            Guards = new GuardSettings { GroupBuy = new GroupBuySettings { On = false, MaxShare = 1m / 3 } },
        };

        PolicyForm.Of(policy).Read().IsSameAs(policy).ShouldBeTrue();
    }

    [Theory]
    [InlineData("OutOfRange", "windowDays", "WindowDays", "0")]
    [InlineData("OutOfRange", "costOfCapital", "CostOfCapital", "-1")]
    [InlineData("OutOfRange", "graceDays", "GraceDays", "99999999999")]
    [InlineData("OutOfRange", "guards.groupBuy.maxShare", "GuardsGroupBuyMaxShare", "10001")]
    [InlineData("WeightsSumToZero", "purchaseValueWeight", "PurchaseValueWeight", "0", "ProfitWeight", "0", "LoyaltyWeight", "0")]
    [InlineData("CutoffsNotFalling", "cutoffs.gold", "CutoffsGold", "85")]
    [InlineData("ScaleNotComplete", "profitScale", "ProfitScale", "1 2 3")]
    [InlineData("ScaleFalls", "purchaseValueScale", "PurchaseValueScale", "fall")]
    [InlineData("ThresholdsCross", "shortCycle", "ShortCycle", "50", "MediumCycle", "20")]
    public async Task Save_AgainstTheRules_IsRefusedBesideItsFieldAsTheFileIs(string fault, string path, params string[] typed)
    {
        var changed = typed.Chunk(2).Select(c => (c[0], c[1] == "fall" ? string.Join('\n', Enumerable.Range(0, 101).Reverse()) : c[1])).ToArray();
        var shown = await _admin.GetAsync("/Scoring/Draft");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SaveDraftAsync(shown, changed);

        answer.Status.ShouldBe(400);
        var beside = answer.Page.QuerySelector($"[data-field='{path}'] .field-error");
        beside.ShouldNotBeNull();
        beside.TextContent.ShouldNotBeEmpty();
        answer.Page.QuerySelector($"[data-field='{path}'] [aria-invalid=true]").ShouldNotBeNull();
        foreach (var (name, value) in changed)
        {
            var field = answer.Page.QuerySelector($"#Form_{name}")!;
            (field is IHtmlInputElement input ? input.Value : ((IHtmlTextAreaElement)field).Value).ShouldBe(value);
        }

        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);

        // The command line asks the same rules of the same policy.
        var culture = CultureInfo.InvariantCulture;
        var json = JsonNode.Parse(PolicyJson.Write(new ScoringPolicy()))!;
        foreach (var (name, value) in changed)
        {
            var field = PolicyFields.Named(name);
            var parts = field.Path.Split('.');
            var place = parts.Length == 1 ? json : PolicyValues.Node(json, string.Join('.', parts[..^1]))!;
            place[parts[^1]] = PolicyValues.Read(field, value, culture).Value;
        }

        PolicyRules.Check(PolicyJson.Read(json.ToJsonString())).ShouldContain(e => e.Field == path && e.Fault.ToString() == fault);
    }

    [Theory]
    [InlineData("ProfitWeight", "NaN")]
    [InlineData("ProfitWeight", "1e400")]
    [InlineData("ProfitWeight", "")]
    [InlineData("ProfitWeight", "1,23.4")]
    [InlineData("ProfitWeight", "<script>alert(1)</script>")]
    [InlineData("WindowDays", "365.5")]
    [InlineData("Method", "Guess")]
    [InlineData("GuardsBelowZeroCap", "Unrated")]
    [InlineData("GuardsBelowZeroOn", "maybe")]
    [InlineData("ProfitScale", "1 2 x")]
    [InlineData("ProfitScale", "a\u0001\uFFFE")]
    [InlineData("CutoffsGold", "\u202E70😀")]
    public async Task Save_WhatIsNoValue_IsRefusedBesideItsField(string name, string value)
    {
        var shown = await _admin.GetAsync("/Scoring/Draft");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SaveDraftAsync(shown, (name, value));

        answer.Status.ShouldBe(400);
        answer.Words($"#Form_{name}-error").ShouldNotBeNullOrEmpty();
        answer.Page.QuerySelector("main script").ShouldBeNull();
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Save_TenThousandCharacters_IsRefusedBesideItsField() =>
        (await _admin.SaveDraftAsync(("ProfitWeight", new string('9', 10_000)), ("ProfitScale", new string('9', 10_000)))).Status.ShouldBe(400);

    [Fact]
    public async Task Save_Unchanged_WritesNothing()
    {
        (await _admin.SaveDraftAsync(("CostOfCapital", "8.75"))).Status.ShouldBe(302);
        var shown = await _admin.GetAsync("/Scoring/Draft");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        (await _admin.SaveDraftAsync(shown, ("CostOfCapital", "8.750"), ("ProfitWeight", "40.00"))).Status.ShouldBe(302);

        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
        (await DraftAsync()).Content.CostOfCapital.ShouldBe(0.0875m);
    }

    [Fact]
    public async Task Save_AColleagueWasFaster_MeetsHimFieldByField()
    {
        var mine = await _admin.GetAsync("/Scoring/Draft");
        (await _admin.SaveDraftAsync(("ProfitWeight", "50"), ("GraceDays", "7"))).Status.ShouldBe(302);

        var clash = await _admin.SaveDraftAsync(mine, ("ProfitWeight", "60"), ("LoyaltyWeight", "30"));

        clash.Status.ShouldBe(409);
        clash.Page.QuerySelectorAll("[data-clash]").Select(c => c.GetAttribute("data-clash")).Order().ShouldBe(["GraceDays", "ProfitWeight"]);
        (await DraftAsync()).Content.ProfitWeight.ShouldBe(50);
        var settled = await _admin.SubmitAsync(clash, "/Scoring/Draft", "#policy", clash.Fields("#policy", ("Form.Take[ProfitWeight]", "theirs")));
        settled.Status.ShouldBe(302);
        var content = (await DraftAsync()).Content;
        (content.ProfitWeight, content.LoyaltyWeight, content.GraceDays).ShouldBe((50m, 30m, 7));
    }

    [Fact]
    public async Task Defaults_OfAnOlderDraft_AreNotTaken()
    {
        var shown = await _admin.GetAsync("/Scoring/Draft");
        await _admin.SaveDraftAsync(("ProfitWeight", "50"));

        var late = await _admin.SubmitAsync(shown, "/Scoring/Draft", "[data-defaults]");

        late.Status.ShouldBe(409);
        late.Page.QuerySelector("[data-conflict]").ShouldNotBeNull();
        (await DraftAsync()).Content.ProfitWeight.ShouldBe(50);
        (await _admin.SubmitAsync("/Scoring/Draft", "[data-defaults]")).Status.ShouldBe(302);
        (await DraftAsync()).Content.ShouldBe(new ScoringPolicy());
    }

    [Theory]
    [InlineData("{\"graceDays\": 9, \"cutoffs\": {\"gold\": 71}}", 302)]
    [InlineData("{\"windowDayz\": 365}", 400)]
    [InlineData("{\"costOfCapital\": NaN}", 400)]
    [InlineData("{\"cutoffs\": {\"gold\": 85}, \"windowDays\": 0}", 400)]
    [InlineData("<script>alert(1)</script>", 400)]
    [InlineData("", 400)]
    public async Task File_AsPolicyJson_ReplacesTheDraftOrSaysWhyNot(string json, int status)
    {
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await SendFileAsync(json);

        answer.Status.ShouldBe(status, answer.Words("main"));
        if (status == 302)
        {
            (await DraftAsync()).Content.Cutoffs.Gold.ShouldBe(71);
            var file = await _admin.Client.GetAsync("/Scoring/Draft?handler=File");
            PolicyJson.Read(await file.Content.ReadAsStringAsync()).GraceDays.ShouldBe(9);
            return;
        }

        answer.Words("[data-file-error]").ShouldNotBeNullOrEmpty();
        answer.Page.QuerySelector("main script").ShouldBeNull();
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Theory]
    [InlineData("{ \"windowDays\": 365,\n \"x\" ", "文件从第 2 行第 6 字节起不是有效的 JSON")]
    [InlineData("{\n\"guards\": { \"groupBuy\": { \"on\": true },\n\"lateBuy\": { } } }", "第 3 行的 guards.lateBuy 不是规则的设置")]
    [InlineData("{ \"cutoffs\": { \"gold\": 1 }, \"cutoffs\": { \"gold\": 2 } }", "第 1 行的设置 cutoffs 重复出现")]
    [InlineData("{ \"cutoffs\":\n{ \"gold\": \"high\" } }", "第 2 行的设置 cutoffs.gold 不能取这个值")]
    [InlineData("{ \"cutoffs\": null }", "第 1 行的设置 cutoffs 不能取这个值")]
    [InlineData("null", "规则文件应是一个用花括号括起设置的 JSON 对象")]
    [InlineData("[{ \"gold\": 1 }]", "规则文件应是一个用花括号括起设置的 JSON 对象")]
    public async Task File_ThatIsNoPolicy_IsRefusedWithItsPlaceInTheReadersLanguage(string json, string why)
    {
        var answer = await SendFileAsync(json, "zh-Hans");

        answer.Status.ShouldBe(400);
        answer.Words("[data-file-error]")!.ShouldContain(why);
    }

    private async Task<Answer> SendFileAsync(string json, string language = "en")
    {
        var shown = await _admin.GetAsync("/Scoring/Draft");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(shown.Page.QuerySelector("[data-file] input[name='Form.Version']")!.GetAttribute("value")!), "Form.Version" },
            { new StringContent(shown.Page.QuerySelector("[data-file] input[name=form-token]")!.GetAttribute("value")!), "form-token" },
            { new StringContent(json), "file", "policy.json" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Scoring/Draft?handler=File") { Content = form };
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await _admin.SendAsync(request);
    }

    private Task<PolicyDraft> DraftAsync() => _factory.WithDbAsync(db => db.PolicyDrafts.AsNoTracking().SingleAsync());

    private static IEnumerable<string> Leaves(JsonObject json, string prefix) => json.SelectMany(p =>
        p.Value is JsonObject inner ? Leaves(inner, prefix + p.Key + ".") : [prefix + p.Key]);
}
