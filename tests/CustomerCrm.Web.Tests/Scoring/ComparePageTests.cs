using System.Globalization;
using CustomerCrm.Domain.Policies;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Domain.Tiers;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Scoring;
using CustomerCrm.Web.Pages.Scoring.Rules;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>Two versions side by side: every figure is that of the scores that stood under each.</summary>
public sealed class ComparePageTests : IAsyncLifetime
{
    private static readonly ScoringPolicy[] Policies =
    [
        new ScoringPolicy { ProfitWeight = 90, PurchaseValueWeight = 5, LoyaltyWeight = 5 },
        new ScoringPolicy { WindowDays = 120, DefaultMargin = 0.6m, Guards = new GuardSettings { GroupBuy = new GroupBuySettings { On = false } } },
    ];

    private readonly Dictionary<int, Dictionary<string, Stood>> _stood = [];
    private CrmFactory _factory = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _factory = await ScoringFirm.StartAsync(doesJobs: false);
        await _factory.WithDbAsync(db => db.Customers.Where(c => c.CustomerKey == "C008").ExecuteUpdateAsync(c => c.SetProperty(p => p.Name, "=1+2,<b>x</b>")));
        _admin = await _factory.SignedInAsync(Roles.Admin);
        _stood[1] = await StandingAsync();
        foreach (var (policy, number) in Policies.Select((p, i) => (p, i + 2)))
        {
            await DraftAsync(policy);
            var outcome = await _factory.Services.GetRequiredService<Recompute>().PublishAsync(
                new PublishRequest(null, null, new Publication("tester", "a note", DateTimeOffset.UtcNow)), default);
            outcome.ShouldBeOfType<RunOutcome.Scored>();
            _stood[number] = await StandingAsync();
        }
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _factory.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public async Task Compare_TwoVersions_MovesWhoStoodElsewhere(int one, int other)
    {
        var page = (await _admin.GetAsync($"/Scoring/Compare?one={one}&other={other}")).Page;

        var cells = page.QuerySelectorAll("[data-from]").SelectMany(row => row.QuerySelectorAll("[data-to]")
            .Select(cell => (From: row.GetAttribute("data-from"), To: cell.GetAttribute("data-to"), Count: cell.GetAttribute("data-count"))));
        var expected = _stood[other].GroupBy(s => (From: _stood[one][s.Key].Tier.ToString(), To: s.Value.Tier.ToString())).ToDictionary(g => g.Key, g => g.Count());
        expected.Keys.ShouldContain(k => k.From != k.To);
        foreach (var (from, to, count) in cells)
            count.ShouldBe(expected.GetValueOrDefault((from!, to!)).ToString(CultureInfo.InvariantCulture), $"{from} to {to}");
        cells.Sum(c => int.Parse(c.Count!, CultureInfo.InvariantCulture)).ShouldBe(expected.Values.Sum());
        page.QuerySelectorAll("[data-change]").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    public async Task Movers_AsAFile_AreAllWithBothScoresAndNoFormula(int one, int other)
    {
        await _admin.GetAsync($"/Scoring/Compare?one={one}&other={other}");

        var answer = await MoversAsync($"one={one}&other={other}");

        var rows = answer.Text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldBe("customer_key,name,from,to,composite_before,composite_after,net_revenue,booked_profit");
        rows[1..].Select(r => r.Replace("\"'=1+2,<b>x</b>\"", "C008").Split(',')).Select(c => $"{c[0]} {c[2]} {c[3]} {c[4]} {c[5]}").Order().ShouldBe(
            _stood[other].Where(s => _stood[one][s.Key].Tier != s.Value.Tier)
                .Select(s => $"{s.Key} {_stood[one][s.Key].Tier} {s.Value.Tier} {_stood[one][s.Key].Points} {s.Value.Points}").Order());
        answer.Text.ShouldNotContain(",=1+2");
    }

    [Fact]
    public async Task Movers_OfTheDraftAsTyped_AreSentWithoutBeingSaved()
    {
        var shown = await _admin.GetAsync("/Scoring/Draft");
        var before = await _factory.WithDbAsync(db => db.PolicyDrafts.AsNoTracking().SingleAsync());
        var button = shown.Page.QuerySelector("[data-movers-file]");
        button.ShouldBeNull("the draft is what is in force, nobody moves");

        var fields = shown.Fields("#policy", [.. PolicyForm.Of(Policies[0]).Fields().Where(f => f.Value is not null).Select(f => ("Form." + f.Key, f.Value!))]);
        var answer = await PostAsync(shown, "/Scoring/Draft?handler=Movers", fields);

        var rows = answer.Text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(1 + _stood[2].Count(s => _stood[3][s.Key].Tier != s.Value.Tier));
        (await _factory.WithDbAsync(db => db.PolicyDrafts.AsNoTracking().SingleAsync())).Version.ShouldBe(before.Version);
        (await PostAsync(shown, "/Scoring/Draft?handler=Movers", [.. fields, ("Form.ProfitWeight", "-1")])).Status.ShouldBe(400);
    }

    // Under each version a dated run of that date says the same.
    [Fact]
    public async Task Compare_AsOfAPastDate_IsWhatDatedRunsSay()
    {
        var past = ScoringFirm.Today.AddDays(-60);
        var stood = new Dictionary<int, Dictionary<string, Stood>>();
        foreach (var number in new[] { 1, 3 })
        {
            (await _factory.Services.GetRequiredService<Recompute>().RunAsync(new RecomputeRequest(past, number, "test"), default)).ShouldBeOfType<RunOutcome.Scored>();
            stood[number] = await _factory.WithDbAsync(db => db.Database.SqlQueryRaw<Row>(
                """
                SELECT c.customer_key AS "Key", d.shown_tier AS "Tier", d.composite AS "Composite"
                FROM dated_scores d JOIN customers c ON c.id = d.customer_id WHERE d.run_id = (SELECT max(run_id) FROM dated_scores)
                """).ToDictionaryAsync(r => r.Key, r => new Stood((Tier)r.Tier, r.Composite)));
        }

        var answer = await MoversAsync($"one=1&other=3&asOf={past:yyyy-MM-dd}");
        var page = await _admin.GetAsync($"/Scoring/Compare?one=1&other=3&asOf={past:yyyy-MM-dd}");

        var moved = stood[3].Count(s => stood[1][s.Key].Tier != s.Value.Tier);
        moved.ShouldBeGreaterThan(0);
        answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(moved + 1);
        page.Page.QuerySelector("[data-moved]")!.GetAttribute("data-moved").ShouldBe(moved.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Presses_OfTheMatrixAMoverAndAnOwner_LookCloser()
    {
        var page = await _admin.GetAsync("/Scoring/Compare?one=1&other=2");
        var cell = page.Page.QuerySelectorAll("#preview-matrix a.preview-cell").First(a => a.ParentElement!.ClassName!.Contains("preview-rise") || a.ParentElement.ClassName.Contains("preview-fall"));
        var chosen = await _admin.GetAsync(cell.GetAttribute("hx-get")!);
        var count = cell.ParentElement!.GetAttribute("data-count");
        chosen.Page.QuerySelectorAll("[data-mover]").Length.ToString(CultureInfo.InvariantCulture).ShouldBe(count);
        chosen.Page.QuerySelector("form[data-compare]").ShouldBeNull();

        var why = await _admin.GetAsync(chosen.Page.QuerySelector("[data-mover] a.btn")!.GetAttribute("href")!);
        why.Page.QuerySelectorAll("[data-why] .preview-side").Length.ShouldBe(2);
        why.Words("[data-why] h4")!.ShouldStartWith("Version 1");

        var nobody = await _admin.GetAsync(page.Page.QuerySelector("#preview-owners a.preview-name")!.GetAttribute("href")!);
        nobody.Page.QuerySelector(".preview-only").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("", "2", "3")]
    [InlineData("?one=3", "3", "draft")]
    [InlineData("?one=1", "1", "3")]
    [InlineData("?other=3", "2", "3")]
    [InlineData("?one=2&other=draft", "2", "draft")]
    public async Task Compare_WhatIsNotNamed_IsTheVersionInForceAndTheOneBefore(string query, string one, string other)
    {
        var page = (await _admin.GetAsync("/Scoring/Compare" + query)).Page;
        page.QuerySelector("#compare-one option[selected]")!.GetAttribute("value").ShouldBe(one);
        page.QuerySelector("#compare-other option[selected]")!.GetAttribute("value").ShouldBe(other);
        page.QuerySelector("#preview")!.GetAttribute("data-preview").ShouldBe("ready");
    }

    [Theory]
    [InlineData("one=9&other=2", 404)]
    [InlineData("one=x&other=2", 404)]
    [InlineData("one=0&other=2", 404)]
    [InlineData("one=99999999999&other=2", 404)]
    [InlineData("one=2&other=2", 400)]
    [InlineData("one=draft&other=draft", 400)]
    [InlineData("one=1&other=2&asOf=2026-07-01", 400)]
    [InlineData("one=1&other=2&asOf=0001-01-01", 400)]
    [InlineData("one=1&other=2&asOf=2026-02-30", 400)]
    [InlineData("one=1&other=2&asOf=<script>", 400)]
    [InlineData("one=1&other=2&owner=x", 404)]
    public async Task Compare_WhatCannotBe_IsRefused(string query, int status)
    {
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);
        foreach (var language in new[] { "en", "zh-Hans" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/Scoring/Compare?" + query);
            request.Headers.AcceptLanguage.ParseAdd(language);
            var answer = await _admin.SendAsync(request);
            answer.Status.ShouldBe(status);
            if (status == 400)
            {
                answer.Words(".field-error").ShouldNotBeNullOrEmpty();
                answer.Page.QuerySelector("#preview").ShouldBeNull();
            }
        }

        (await MoversAsync(query)).Status.ShouldBe(404);
        (await _admin.GetAsync("/Scoring/Compare?handler=Preview&" + query)).Status.ShouldBe(404);
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Links_FromTheListAndFromAVersion_Compare()
    {
        (await _admin.GetAsync("/Scoring")).Page.QuerySelector("[data-compare-with='1']")!.GetAttribute("href").ShouldBe("/Scoring/Compare?one=3&other=1");
        (await _admin.GetAsync("/Scoring/Versions/3")).Page.QuerySelector("[data-compare-with]")!.GetAttribute("href").ShouldBe("/Scoring/Compare?other=3");
        (await _admin.GetAsync("/Scoring/Versions/1")).Page.QuerySelector("[data-compare-with]")!.GetAttribute("href").ShouldBe("/Scoring/Compare?one=1");
    }

    /// <summary>As the button of the page sends it, with the token of any form.</summary>
    private async Task<Answer> MoversAsync(string query)
    {
        var token = (await _admin.GetAsync("/Scoring/Compare?one=1&other=2")).Page.QuerySelector("[data-movers-file] input[type=hidden]")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Scoring/Compare?handler=Movers&" + query)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create(token.GetAttribute("name")!, token.GetAttribute("value")!)]),
        };
        return await _admin.SendAsync(request);
    }

    private async Task<Answer> PostAsync(Answer shown, string address, (string, string)[] fields)
    {
        var hidden = shown.Page.QuerySelectorAll("#policy input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!));
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(hidden.Concat(fields).GroupBy(f => f.Item1).Select(f => KeyValuePair.Create(f.Key, f.Last().Item2))),
        };
        return await _admin.SendAsync(request);
    }

    private Task<int> DraftAsync(ScoringPolicy policy) => _factory.WithDbAsync(async db =>
    {
        (await db.PolicyDrafts.SingleAsync()).Replace(policy, DateTimeOffset.UtcNow, "tester").ShouldBeEmpty();
        return await db.SaveChangesAsync();
    });

    private Task<Dictionary<string, Stood>> StandingAsync() => _factory.WithDbAsync(db => db.CurrentScores
        .Select(s => new { s.Customer.CustomerKey, s.ShownTier, s.Composite })
        .ToDictionaryAsync(s => s.CustomerKey, s => new Stood(s.ShownTier, s.Composite)));

    private sealed record Stood(Tier Tier, int? Composite)
    {
        public string Points => Composite is { } c ? (c / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";
    }

    private sealed record Row(string Key, short Tier, int? Composite);
}
