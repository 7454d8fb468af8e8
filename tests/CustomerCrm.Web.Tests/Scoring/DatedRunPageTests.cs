using CustomerCrm.Domain.Policies;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Imports;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>Any past date under any version, by page: beside the current scores, with its tiers and its file.</summary>
public sealed class DatedRunPageTests : IAsyncLifetime
{
    private CrmFactory _factory = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _factory = await ScoringFirm.StartAsync(doesJobs: false);
        _admin = await _factory.SignedInAsync(Roles.Admin);
        await _factory.WithDbAsync(async db =>
        {
            var first = await db.PolicyVersions.SingleAsync();
            db.Add(first.RollBack(1, new Publication("mia", "same again", DateTimeOffset.UnixEpoch)));
            return await db.SaveChangesAsync();
        });
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _factory.DisposeAsync();
    }

    [Fact]
    public async Task Score_APastDateUnderAVersion_IsListedWithItsTiersAndItsFileAndChangesNothing()
    {
        var before = await _factory.ScoresAsync();
        var asked = await _admin.SubmitAsync("/Scoring", "[data-score-date]", ("Form.AsOf", "2026-03-31"), ("Form.Version", "2"));
        asked.Location.ShouldStartWith("/Jobs/");
        var job = await _factory.LastJobAsync();
        (job.Kind, DatedRunOrder.Parse(job.Payload)).ShouldBe((JobKind.Recompute, new DatedRunOrder(new DateOnly(2026, 3, 31), 2)));
        await JobRounds.RunAsync(_factory.Services);

        (await _admin.GetAsync(asked.Location!)).Page.QuerySelector("[data-made]")!.GetAttribute("href").ShouldBe("/Scoring/Runs");
        var page = await _admin.GetAsync("/Scoring/Runs");
        var run = page.Page.QuerySelectorAll("[data-run]").ShouldHaveSingleItem();
        run.QuerySelector("a")!.GetAttribute("href").ShouldBe("/Scoring/Versions/2");
        run.QuerySelectorAll("[data-tier]").Sum(t => int.Parse(t.TextContent.Trim().Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(60);
        var file = await _admin.SubmitAsync(page, "/Scoring/Runs", "[data-run] [data-export=scores]");
        file.Status.ShouldBe(200);
        file.Text.TrimEnd().Split('\n').Length.ShouldBe(61);
        file.Text.ShouldContain(",2026-03-31,2,");
        (await _factory.ScoresAsync()).ShouldBe(before);
        (await _factory.WithDbAsync(db => db.TierChanges.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "1", "AsOf")]
    [InlineData("some day", "1", "AsOf")]
    [InlineData("2026-02-30", "1", "AsOf")]
    [InlineData("2026-06-30", "1", "AsOf")]
    [InlineData("2027-01-01", "1", "AsOf")]
    [InlineData("1999-12-31", "1", "AsOf")]
    [InlineData("0001-01-01", "1", "AsOf")]
    [InlineData("2026-03-31", "", "Version")]
    [InlineData("2026-03-31", "0", "Version")]
    [InlineData("2026-03-31", "3", "Version")]
    [InlineData("2026-03-31", "-1", "Version")]
    [InlineData("2026-03-31", "99999999999", "Version")]
    public async Task Score_DateOrVersionThatCannotBe_IsRefusedBesideTheField(string date, string version, string field)
    {
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SubmitAsync("/Scoring/Runs", "[data-score-date]", ("Form.AsOf", date), ("Form.Version", version));

        answer.Status.ShouldBe(400);
        answer.Words(field == "AsOf" ? "#run-date-error" : "#run-version-error").ShouldNotBeNullOrEmpty();
        answer.Page.QuerySelector("#run-date")!.GetAttribute("value").ShouldBe(date.Length == 0 ? null : date);
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Runs_MoreThanAPage_AreReadPageByPageWithFewStatements()
    {
        await _factory.WithDbAsync(async db =>
        {
            for (var i = 1; i <= 12; i++)
            {
                db.Add(new Infrastructure.Scoring.ScoreRun
                {
                    Kind = Infrastructure.Scoring.RunKind.Dated,
                    State = Infrastructure.Scoring.RunState.Done,
                    AsOf = new DateOnly(2026, 1, i),
                    PolicyVersion = 1,
                    StartedAt = DateTimeOffset.UnixEpoch,
                    StartedBy = "<b>mia</b>",
                });
            }

            return await db.SaveChangesAsync();
        });
        using var sent = StatementCount.Of(_factory.Database);
        var first = await _admin.GetAsync("/Scoring/Runs");
        sent.Statements.Count.ShouldBeLessThanOrEqualTo(8);
        var second = await _admin.GetAsync(first.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        (first.Page.QuerySelectorAll("[data-run]").Length, second.Page.QuerySelectorAll("[data-run]").Length).ShouldBe((10, 2));
        second.Page.QuerySelector("a[rel=next]").ShouldBeNull();
        first.Page.QuerySelector("main b").ShouldBeNull();
        (await _admin.GetAsync("/Scoring/Runs?before=x")).Status.ShouldBe(404);
    }
}
