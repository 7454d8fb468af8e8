using CustomerCrm.Domain.Backtesting;
using CustomerCrm.Domain.Scoring;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Lab;
using CustomerCrm.Infrastructure.Lab.Backtests;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>An admin tests his draft against the past and takes suggested weights over, where they are better.</summary>
public sealed class LabPagesTests : IAsyncLifetime
{
    private CrmFactory _factory = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _factory = await ScoringFirm.StartAsync(doesJobs: true);
        _admin = await _factory.SignedInAsync(Roles.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _factory.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "Customers judged")]
    [InlineData("zh-Hans", "参与检验的客户")]
    public async Task Backtest_OfTheUsualDate_ShowsItsFigures(string language, string words)
    {
        await _admin.ChooseLanguageAsync(language, "/Scoring");
        var form = await _admin.GetAsync("/Scoring/Backtests");

        var asked = await _admin.SubmitAsync(form, "/Scoring/Backtests", "#ask");

        asked.Status.ShouldBe(302);
        var report = await DoneAsync(asked.Location!);
        report.Text.ShouldContain(words);
        report.Page.QuerySelector("[data-warnings]")!.GetAttribute("data-warnings").ShouldBe("2");
        report.Page.QuerySelectorAll("[data-correlation]").Length.ShouldBe(2);
        report.Page.QuerySelectorAll("[data-tier]").Count(t => t.TagName == "TR").ShouldBe(5);
        (await _admin.GetAsync("/Scoring/Backtests")).Page.QuerySelectorAll("[data-report]").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-04-02")]
    [InlineData("2027-01-01")]
    [InlineData("2019-01-01")]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-45")]
    public async Task Backtest_OfADateThatCannotBeJudged_IsRefusedBesideTheField(string on)
    {
        var answer = await _admin.SubmitAsync("/Scoring/Backtests", "#ask", ("On", on));

        answer.Status.ShouldBe(400);
        answer.Words(".field-error")!.ShouldNotBeEmpty();
        (await _factory.WithDbAsync(db => db.LabReports.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Suggest_OnTheFirm_SaysWhetherItIsBetter()
    {
        var asked = await _admin.SubmitAsync("/Scoring/Suggestions", "#ask");

        var report = await DoneAsync(asked.Location!);

        report.Page.QuerySelectorAll("[data-tried]").Length.ShouldBe(66);
        var isBetter = report.Page.QuerySelector("[data-better]")!.GetAttribute("data-better") == "1";
        (report.Page.QuerySelector("#take") is not null).ShouldBe(isBetter);
    }

    [Fact]
    public async Task Take_WhatIsBetter_ChangesTheThreeWeightsAndNothingElse()
    {
        await _admin.SaveDraftAsync(("CutoffsPlatinum", "90"));
        var address = await SuggestedAsync(new RankGain(0.05, 0.01));

        var taken = await _admin.SubmitAsync(address, "#take");

        (taken.Status, taken.Location).ShouldBe((302, "/Scoring/Draft"));
        var draft = await DraftAsync();
        Weights.Of(draft).ShouldBe(new Weights(10, 60, 30));
        draft.Cutoffs.Platinum.ShouldBe(90);
        new Weights(40, 40, 20).In(draft).IsSameAs(new ScoringPolicy { Cutoffs = new Cutoffs { Platinum = 90 } }).ShouldBeTrue();
        (await _factory.WithDbAsync(db => db.AuditEntries.CountAsync(a => a.Subject == "policy draft"))).ShouldBe(2);
        (await _admin.GetAsync(address)).Page.QuerySelector("#take").ShouldBeNull();
    }

    [Fact]
    public async Task Take_ADraftChangedMeanwhile_IsAConflictAndChangesNothing()
    {
        var address = await SuggestedAsync(new RankGain(0.05, 0.01));
        var shown = await _admin.GetAsync(address);
        await _admin.SaveDraftAsync(("CutoffsPlatinum", "90"));

        var taken = await _admin.SubmitAsync(shown, address, "#take");

        taken.Status.ShouldBe(409);
        taken.Page.QuerySelector("[data-conflict]").ShouldNotBeNull();
        Weights.Of(await DraftAsync()).ShouldBe(new Weights(40, 40, 20));
        (await _admin.SubmitAsync(taken, address, "#take")).Status.ShouldBe(302);
    }

    // The interval holds nothing: it is no better, and cannot be taken over as such, not by a form of one's own either.
    [Fact]
    public async Task Take_WhatIsNoBetter_IsNotOffered()
    {
        var better = await _admin.GetAsync(await SuggestedAsync(new RankGain(0.05, 0.01)));
        var address = await SuggestedAsync(new RankGain(0.01, 0.01));

        var shown = await _admin.GetAsync(address);

        shown.Words("#verdict h2").ShouldBe("No better than yours");
        shown.Page.QuerySelector("#take").ShouldBeNull();
        better.Page.QuerySelector("#take")!.SetAttribute("action", address + "?handler=Take");
        (await _admin.SubmitAsync(better, address, "#take")).Status.ShouldBe(404);
        Weights.Of(await DraftAsync()).ShouldBe(new Weights(40, 40, 20));
    }

    private async Task<Answer> DoneAsync(string address)
    {
        for (var i = 0; i < 600; i++)
        {
            var page = await _admin.GetAsync(address);
            if (page.Page.QuerySelector("#how") is not null)
                return page;
            await Task.Delay(100);
        }

        throw new TimeoutException(address);
    }

    private Task<ScoringPolicy> DraftAsync() => _factory.WithDbAsync(async db => (await db.PolicyDrafts.AsNoTracking().SingleAsync()).Content);

    /// <summary>A finished report with this gain.</summary>
    private Task<string> SuggestedAsync(RankGain gain) => _factory.WithDbAsync(async db =>
    {
        var (today, suggested) = (new Weights(40, 40, 20), new Weights(10, 60, 30));
        var tenth = new BestTenth(6, 100, 0.5, 5);
        var result = new SuggestionResult(
            ScoringFirm.Today.AddDays(-400), ScoringFirm.Today.AddDays(-150), 365, 50, 60, 55,
            [.. Weights.Grid.Select(w => new WeightsTried(w, 0.4))], new WeightsTried(today, 0.3), suggested,
            new WeightsJudged(0.3, tenth), new WeightsJudged(0.3 + gain.Difference, tenth), gain);
        var report = new LabReport
        {
            Kind = LabReportKind.SuggestedWeights,
            AsOf = ScoringFirm.Today.AddDays(-300),
            Until = ScoringFirm.Today,
            Draft = new ScoringPolicy(),
            PolicyVersion = 1,
            RequestedById = null,
            RequestedBy = "Ada",
            RequestedAt = DateTimeOffset.UnixEpoch,
            Result = LabResultJson.Write(result),
        };
        db.LabReports.Add(report);
        await db.SaveChangesAsync();
        return $"/Scoring/Suggestions/{report.Id}";
    });
}
