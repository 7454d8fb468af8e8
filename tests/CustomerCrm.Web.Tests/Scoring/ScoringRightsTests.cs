using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.TestSupport;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>Only admins edit, publish and roll back; everybody reads a version; a job is its asker's and the admins'.</summary>
public sealed class ScoringRightsTests : IAsyncLifetime
{
    private const int MostStatements = 8;

    private static readonly string[] ForAdmins = ["/Scoring", "/Scoring/Draft", "/Scoring/Draft?handler=File", "/Scoring/Publish", "/Scoring/Publish?to=1", "/Scoring/Compare", "/Jobs"];

    private CrmFactory _factory = null!;

    public async Task InitializeAsync() => _factory = await ScoringFirm.StartAsync(doesJobs: false);

    public async Task DisposeAsync() => await _factory.DisposeAsync();

    [Theory]
    [InlineData(Roles.SalesRep, 403)]
    [InlineData(Roles.Manager, 403)]
    [InlineData(Roles.Admin, 200)]
    public async Task Pages_ByRole_AreReadByWhoMay(string role, int status)
    {
        using var browser = await _factory.SignedInAsync(role);
        foreach (var address in ForAdmins)
            (await browser.GetAsync(address)).Status.ShouldBe(status, address);
        (await browser.GetAsync("/Scoring/Versions/1")).Status.ShouldBe(200);
        (await browser.GetAsync("/Scoring/Versions/1?handler=File")).Status.ShouldBe(200);
        (await browser.GetAsync("/Scoring/Versions/9")).Status.ShouldBe(404);
        (await browser.GetAsync("/Scoring/Versions/9?handler=File")).Status.ShouldBe(404);
        (await browser.GetAsync("/Tiers")).Page.QuerySelector("a[href='/Scoring/Versions/1']").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Roles.SalesRep)]
    [InlineData(Roles.Manager)]
    public async Task Posts_OfOthers_AreRefusedAndChangeNothing(string role)
    {
        var job = await AskAsync(900);
        using var browser = await _factory.SignedInAsync(role);
        var token = (await browser.GetAsync("/Account/Profile")).Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);
        foreach (var (address, status) in new[]
        {
            ("/Scoring?handler=Recompute", 403), ("/Scoring/Draft", 403), ("/Scoring/Draft?handler=Defaults", 403), ("/Scoring/Draft?handler=InForce", 403),
            ("/Scoring/Draft?handler=File", 403), ("/Scoring/Publish", 403), ("/Scoring/Publish?to=1", 403),
            ($"/Jobs/{job}?handler=Cancel", 404), ($"/Jobs/{job}?handler=Retry", 404), ("/Jobs/99?handler=Cancel", 404),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent([new("form-token", token), new("Form.Note", "x"), new("Form.ProfitWeight", "1")]),
            };
            (await browser.SendAsync(request)).Status.ShouldBe(status, address);
        }

        (await browser.GetAsync($"/Jobs/{job}")).Status.ShouldBe(404);
        (await browser.GetAsync($"/Jobs/{job}?handler=Progress")).Status.ShouldBe(404);
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Job_OfARep_IsHisToWatchAndCancelButNotToAskForAgain()
    {
        var rep = await _factory.UserAsync(Roles.SalesRep);
        using var browser = await _factory.SignedInAsync(Roles.SalesRep);
        var job = await AskAsync(rep.Id);

        (await browser.GetAsync($"/Jobs/{job}")).Status.ShouldBe(200);
        (await browser.SubmitAsync($"/Jobs/{job}", "[data-cancel]")).Status.ShouldBe(302);

        (await _factory.LastJobAsync()).State.ShouldBe(JobState.Cancelled);
        var ended = await browser.GetAsync($"/Jobs/{job}");
        ended.Page.QuerySelector("[data-retry]").ShouldBeNull();
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        var again = await admin.SubmitAsync($"/Jobs/{job}", "[data-retry]");
        again.Location.ShouldBe($"/Jobs/{job + 1}");
        (await _factory.LastJobAsync()).RequestedBy.ShouldBe("Test Admin");
        var token = ended.Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/Jobs/{job}?handler=Retry") { Content = new FormUrlEncodedContent([new("form-token", token)]) };
        (await browser.SendAsync(request)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Publish_WhileOneWaits_IsToldWhichAndKeepsTheNote()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        var other = await _factory.Services.GetRequiredService<JobQueue>().EnqueueAsync(
            JobKind.Publish, PublishOrder.Key, new Actor(900, "Bob"), default, new PublishOrder(Guid.NewGuid(), "his", null, 1, null).Written());

        var second = await admin.SubmitAsync("/Scoring/Publish", "#publish", ("Form.Note", "mine"));

        second.Status.ShouldBe(409);
        second.Page.QuerySelector("[data-running]")!.GetAttribute("data-running").ShouldBe(other.ToString(System.Globalization.CultureInfo.InvariantCulture));
        second.Page.QuerySelector("#Form_Note")!.GetAttribute("value").ShouldBe("mine");
        (await _factory.WithDbAsync(db => db.Jobs.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_DraftChangedSinceItWasShown_IsShownAnew()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        var shown = await admin.GetAsync("/Scoring/Publish");
        await admin.SaveDraftAsync(("ProfitWeight", "70"));

        var answer = await admin.SubmitAsync(shown, "/Scoring/Publish", "#publish", ("Form.Note", "x"));

        answer.Status.ShouldBe(409);
        answer.Page.QuerySelector("[data-change=profitWeight]").ShouldNotBeNull();
        (await admin.SubmitAsync(answer, "/Scoring/Publish", "#publish")).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("a\u0001b", "")]
    [InlineData("\uFFFE", "")]
    [InlineData("fine", "2026-07-01")]
    [InlineData("fine", "0001-01-01")]
    [InlineData("fine", "infinity")]
    [InlineData("fine", "2026-02-30")]
    public async Task Publish_NoteOrDateThatCannotBe_IsRefusedBesideTheField(string note, string date)
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        var shown = await admin.GetAsync("/Scoring/Publish");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        var answer = await admin.SubmitAsync(shown, "/Scoring/Publish", "#publish", ("Form.Note", note), ("Form.ScalesAsOf", date));

        answer.Status.ShouldBe(400);
        answer.Words(date.Length > 0 ? "#Form_ScalesAsOf-error" : "#Form_Note-error").ShouldNotBeNullOrEmpty();
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Publish_NoteOfTenThousandCharactersOrBackToWhatIsInForce_IsRefused()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);

        (await admin.SubmitAsync("/Scoring/Publish", "#publish", ("Form.Note", new string('字', 10_000)))).Status.ShouldBe(400);
        (await admin.GetAsync("/Scoring/Publish?to=1")).Page.QuerySelector("#publish").ShouldBeNull();
        (await admin.GetAsync("/Scoring/Publish?to=9")).Status.ShouldBe(404);
        (await admin.GetAsync("/Scoring/Publish?to=x")).Status.ShouldBe(404);
        (await _factory.WithDbAsync(db => db.Jobs.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Pages_Statements_AreFew()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        var job = await AskAsync(900);
        foreach (var address in (string[])[.. ForAdmins, "/Scoring/Versions/1", $"/Jobs/{job}", $"/Jobs/{job}?handler=Progress"])
        {
            await admin.GetAsync(address);
            using var count = StatementCount.Of(_factory.Database);
            await admin.GetAsync(address);
            count.Statements.Count.ShouldBeLessThanOrEqualTo(MostStatements, address + "\n" + string.Join("\n---\n", count.Statements));
        }
    }

    [Fact]
    public async Task Jobs_MoreThanAPage_AreReadPageByPage()
    {
        using var admin = await _factory.SignedInAsync(Roles.Admin);
        for (var i = 0; i < 55; i++)
            await _factory.Services.GetRequiredService<JobQueue>().EnqueueAsync(JobKind.Recompute, $"k{i}", new Actor(null, "<b>x</b>"), default);

        var first = await admin.GetAsync("/Jobs");
        var second = await admin.GetAsync(first.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        first.Page.QuerySelectorAll("[data-job]").Length.ShouldBe(50);
        second.Page.QuerySelectorAll("[data-job]").Length.ShouldBe(5);
        second.Page.QuerySelector("a[rel=next]").ShouldBeNull();
        first.Page.QuerySelector("main b").ShouldBeNull();
        (await admin.GetAsync("/Jobs?before=x")).Status.ShouldBe(404);
    }

    private Task<long> AskAsync(long by) => _factory.Services.GetRequiredService<JobQueue>().EnqueueAsync(
        JobKind.Recompute, "recompute", new Actor(by, "Somebody"), default);
}
