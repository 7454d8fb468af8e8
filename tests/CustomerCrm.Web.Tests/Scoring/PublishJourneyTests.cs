using CustomerCrm.Infrastructure.Identity;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>An admin raises the weight of profit, publishes, watches and rolls back: the tiers are as before to the last customer.</summary>
public sealed class PublishJourneyTests : IAsyncLifetime
{
    private CrmFactory _factory = null!;

    public async Task InitializeAsync() => _factory = await ScoringFirm.StartAsync(doesJobs: true);

    public async Task DisposeAsync() => await _factory.DisposeAsync();

    [Theory]
    [InlineData("en", "Version 2 is in force: 60 customers scored as of 30 Jun 2026.")]
    [InlineData("zh-Hans", "版本 2 已生效：截至 2026年6月30日 为 60 位客户评分。")]
    public async Task Publish_ThenRollBack_EveryTierIsAsBefore(string language, string sentence)
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        await admin.ChooseLanguageAsync(language, "/Scoring");
        var before = await _factory.ScoresAsync();
        (await admin.SaveDraftAsync(("ProfitWeight", "400"))).Status.ShouldBe(302);
        var draft = await admin.GetAsync("/Scoring/Draft");
        draft.Page.QuerySelectorAll("[data-change]").Select(c => c.GetAttribute("data-change")).ShouldBe(["profitWeight"]);

        var asked = await admin.SubmitAsync("/Scoring/Publish", "#publish", ("Form.Note", "<b>more</b> \u202E profit 😀 =1+1 {0}"));
        asked.Status.ShouldBe(302);
        var job = await admin.EndedAsync(asked.Location!);
        job.Words("[data-outcome]").ShouldBe(sentence);
        job.Page.QuerySelector("[data-note]")!.TextContent.ShouldBe("<b>more</b> \u202E profit 😀 =1+1 {0}");
        (await _factory.ScoresAsync()).ShouldNotBe(before);

        var version = await admin.GetAsync(job.Page.QuerySelector("[data-made]")!.GetAttribute("href")!);
        version.Page.QuerySelector("[data-note]")!.TextContent.ShouldBe("<b>more</b> \u202E profit 😀 =1+1 {0}");
        version.Page.QuerySelector("main b").ShouldBeNull();
        version.Page.QuerySelectorAll("[data-change]").Select(c => c.GetAttribute("data-change")).ShouldContain("profitWeight");
        (await admin.GetAsync("/Scoring")).Page.QuerySelector("main b").ShouldBeNull();

        var back = await admin.SubmitAsync("/Scoring/Publish?to=1", "#publish", ("Form.Note", "back"));
        (await admin.EndedAsync(back.Location!)).Words(".job-state")!.ShouldNotBeEmpty();
        (await _factory.ScoresAsync()).ShouldBe(before);
        (await admin.GetAsync("/Scoring")).Page.QuerySelector("[data-in-force]")!.GetAttribute("data-in-force").ShouldBe("3");
    }

    [Fact]
    public async Task Publish_TheSameFormTwice_PublishesOnce()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        var shown = await admin.GetAsync("/Scoring/Publish");
        var first = await admin.SubmitAsync(shown, "/Scoring/Publish", "#publish", ("Form.Note", "once"));
        await admin.EndedAsync(first.Location!);

        var second = await admin.SubmitAsync(shown, "/Scoring/Publish", "#publish", ("Form.Note", "once"));

        second.Location.ShouldBe(first.Location);
        (await _factory.WithDbAsync(db => Task.FromResult(db.PolicyVersions.Count()))).ShouldBe(2);
    }

    [Fact]
    public async Task Recompute_Now_IsDoneAndSaysSo()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);

        var asked = await admin.SubmitAsync("/Scoring", "[data-recompute]");

        (await admin.EndedAsync(asked.Location!)).Words("[data-outcome]").ShouldBe("60 customers scored as of 30 Jun 2026 under version 1.");
        (await admin.GetAsync(asked.Location + "?handler=Progress")).Headers.GetValues("HX-Refresh").ShouldBe(["true"]);
    }
}
