using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Jobs;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Tests.Imports;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Scoring;

/// <summary>Where the firm wants four eyes: one admin asks, a second one decides about exactly that, once.</summary>
public sealed class ApprovalTests : IAsyncLifetime
{
    private CrmFactory _factory = null!;
    private CrmBrowser _anna = null!;
    private CrmBrowser _bob = null!;

    public async Task InitializeAsync()
    {
        _factory = await ScoringFirm.StartAsync(doesJobs: false);
        _anna = await _factory.SignedInAsync(Roles.Admin);
        _bob = await SignedInAsync("bob@firm.example");
        await NeedAsync(true);
    }

    public async Task DisposeAsync()
    {
        _anna.Dispose();
        _bob.Dispose();
        await _factory.DisposeAsync();
    }

    [Fact]
    public async Task Publish_ApprovedBySecond_IsTheAskersPublicationOfThatDraft()
    {
        await _anna.SaveDraftAsync(("ProfitWeight", "400"));
        var asked = await _anna.SubmitAsync("/Scoring/Publish", "#publish", ("Form.Note", "<b>more</b> profit"));
        asked.Location.ShouldBe("/Scoring");
        (await JobsAsync()).ShouldBe(0);
        var mine = await _anna.GetAsync("/Scoring");
        mine.Page.QuerySelector("[data-decide]").ShouldBeNull();
        mine.Page.QuerySelector("[data-take-back]").ShouldNotBeNull();

        var his = await _bob.GetAsync("/Scoring");
        his.Words("[data-request-note]").ShouldBe("<b>more</b> profit");
        his.Page.QuerySelectorAll("[data-request] [data-change]").Select(c => c.GetAttribute("data-change")).ShouldBe(["profitWeight"]);
        var approved = await DecideAsync(_bob, his, "Approve");

        var job = await _factory.LastJobAsync();
        approved.Location.ShouldBe($"/Jobs/{job.Id}");
        (job.Kind, job.RequestedBy).ShouldBe((JobKind.Publish, "Test Admin"));
        var draft = await _factory.WithDbAsync(db => db.PolicyDrafts.Select(d => d.Version).SingleAsync());
        PublishOrder.Parse(job.Payload)!.Draft.ShouldBe(draft);
        (await _bob.GetAsync("/Scoring")).Page.QuerySelector("[data-decided='Approval.Approved']").ShouldNotBeNull();
        (await _factory.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.Subject == "publication_requests"))).ShouldBe(2);
        (await _bob.GetAsync("/Admin/Audit")).Text.ShouldContain("publication request");
    }

    [Fact]
    public async Task Approve_ByTheAskerHimself_IsForbiddenAndChangesNothing()
    {
        await AskAsync(_anna);
        var page = await _anna.GetAsync("/Scoring/Approval");
        var before = await _factory.WithDbAsync(Fingerprint.OfAsync);

        (await DecideAsync(_anna, page, "Approve")).Status.ShouldBe(403);
        (await DecideAsync(_bob, await _bob.GetAsync("/Scoring/Approval"), "TakeBack")).Status.ShouldBe(403, "only who asked takes it back");
        (await _factory.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);

        (await DecideAsync(_anna, page, "TakeBack")).Status.ShouldBe(302);
        (await _anna.GetAsync("/Scoring/Approval")).Page.QuerySelector("[data-decided='Approval.TakenBack']").ShouldNotBeNull();
        (await JobsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Approve_DraftChangedSince_IsRefusedAndSaysSo()
    {
        await AskAsync(_anna);
        var page = await _bob.GetAsync("/Scoring/Approval");
        await _bob.SaveDraftAsync(("ProfitWeight", "41"));

        var answer = await DecideAsync(_bob, page, "Approve");

        answer.Status.ShouldBe(409);
        answer.Words("#answer-error")!.ShouldContain("changed the draft");
        answer.Page.QuerySelector("[data-approve]").ShouldBeNull();
        (await JobsAsync()).ShouldBe(0);
        (await DecideAsync(_bob, answer, "Decline", "")).Words("#answer-error")!.ShouldContain("told why");
        (await DecideAsync(_bob, answer, "Decline", "x\0y")).Status.ShouldBe(400);
        (await DecideAsync(_bob, answer, "Decline", new string('字', 10_000))).Status.ShouldBe(400);
        (await DecideAsync(_bob, answer, "Decline", "<i>ask anew</i>")).Status.ShouldBe(302);
        var said = await _anna.GetAsync("/Scoring");
        said.Words("[data-last-request]")!.ShouldContain("<i>ask anew</i>");
        said.Page.QuerySelector("main i").ShouldBeNull();
    }

    [Fact]
    public async Task Approve_ByTwoAtOnce_OneWinsAndTheOtherIsTold()
    {
        using var carol = await SignedInAsync("carol@firm.example");
        await AskAsync(_anna);
        var (his, hers) = (await _bob.GetAsync("/Scoring"), await carol.GetAsync("/Scoring"));

        var answers = await Task.WhenAll(DecideAsync(_bob, his, "Approve"), DecideAsync(carol, hers, "Decline", "no"));

        answers.Select(a => a.Status).Order().ShouldBe([302, 409]);
        answers.Single(a => a.Status == 409).Words("[data-conflict]")!.ShouldContain("decided meanwhile");
        (await JobsAsync()).ShouldBe(answers[0].Status == 302 ? 1 : 0);
    }

    [Fact]
    public async Task Ask_WhileOneWaits_IsToldWhoseAndTheSameFormTwiceIsOne()
    {
        var shown = await _anna.GetAsync("/Scoring/Publish");
        (await _anna.SubmitAsync(shown, "/Scoring/Publish", "#publish", ("Form.Note", "mine"))).Status.ShouldBe(302);
        (await _anna.SubmitAsync(shown, "/Scoring/Publish", "#publish", ("Form.Note", "mine"))).Status.ShouldBe(302);

        var second = await _bob.SubmitAsync("/Scoring/Publish", "#publish", ("Form.Note", "his"));

        second.Status.ShouldBe(409);
        second.Words("[data-open-request]")!.ShouldContain("Test Admin");
        second.Page.QuerySelector("#Form_Note")!.GetAttribute("value").ShouldBe("his");
        (await _factory.WithDbAsync(db => db.PublicationRequests.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task RollBack_NeedsApprovalToo()
    {
        await _factory.WithDbAsync(async db =>
        {
            var first = await db.PolicyVersions.SingleAsync();
            db.Add(first.RollBack(1, new Domain.Policies.Publication("mia", "again", DateTimeOffset.UnixEpoch)));
            return await db.SaveChangesAsync();
        });
        (await _anna.SubmitAsync("/Scoring/Publish?to=2", "#publish", ("Form.Note", "back"))).Status.ShouldBe(302);

        var page = await _bob.GetAsync("/Scoring/Approval");
        (await DecideAsync(_bob, page, "Approve")).Status.ShouldBe(302);

        PublishOrder.Parse((await _factory.LastJobAsync()).Payload)!.RollBackTo.ShouldBe(2);
    }

    [Fact]
    public async Task Approve_AskerIsNoAdminAnyMore_IsRefused()
    {
        await AskAsync(_anna);
        var page = await _bob.GetAsync("/Scoring/Approval");
        await _factory.WithDbAsync(db => db.Users.Where(u => u.Email == "admin@firm.example").ExecuteUpdateAsync(s => s.SetProperty(u => u.DisabledAt, DateTimeOffset.UnixEpoch)));

        (await DecideAsync(_bob, page, "Approve")).Status.ShouldBe(409);
        (await JobsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Setting_OneActiveAdmin_CannotBeSwitchedOn()
    {
        await NeedAsync(false);
        await _factory.WithDbAsync(db => db.Users.Where(u => u.Email == "bob@firm.example").ExecuteUpdateAsync(s => s.SetProperty(u => u.DisabledAt, DateTimeOffset.UnixEpoch)));

        var refused = await _anna.SubmitAsync("/Admin/Firm", ".admin-form", ("Form.Name", "A firm"), ("Form.PublishingNeedsApproval", "True"));
        refused.Status.ShouldBe(400);
        refused.Words("[data-valmsg-for='Form.PublishingNeedsApproval']")!.ShouldContain("one active admin");

        await _factory.WithDbAsync(db => db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.DisabledAt, (DateTimeOffset?)null)));
        (await _anna.SubmitAsync("/Admin/Firm", ".admin-form", ("Form.Name", "A firm"), ("Form.PublishingNeedsApproval", "True"))).Status.ShouldBe(302);
        (await _factory.WithDbAsync(db => db.Firms.Select(f => f.PublishingNeedsApproval).SingleAsync())).ShouldBeTrue();
        (await _factory.WithDbAsync(db => db.AuditEntries.Where(e => e.Subject == "firm").Select(e => e.Details).ToListAsync()))
            .ShouldContain(details => details!.Contains("publishingNeedsApproval"));

        await _factory.WithDbAsync(db => db.Users.Where(u => u.Email == "bob@firm.example").ExecuteUpdateAsync(s => s.SetProperty(u => u.DisabledAt, DateTimeOffset.UnixEpoch)));
        (await _anna.GetAsync("/Scoring/Publish")).Words("[data-needs-approval]")!.ShouldContain("only active one");
        (await _anna.SubmitAsync("/Admin/Firm", ".admin-form", ("Form.Name", "Other"))).Status.ShouldBe(302, "what is on may stay on");
        (await _anna.SubmitAsync("/Admin/Firm", ".admin-form", ("Form.PublishingNeedsApproval", "False"))).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Job_NotApproved_IsRefusedHoweverItWasAskedFor()
    {
        var queue = _factory.Services.GetRequiredService<JobQueue>();
        var order = new PublishOrder(Guid.NewGuid(), "past the page", null, 1, null);
        await queue.EnqueueAsync(JobKind.Publish, PublishOrder.Key, new Actor(900, "Eve"), default, order.Written());

        await JobRounds.RunAsync(_factory.Services);

        var job = await _factory.LastJobAsync();
        (job.State, job.Ended!.Key).ShouldBe((JobState.Failed, "NeedsApproval"));
        (await _factory.WithDbAsync(db => db.PolicyVersions.CountAsync())).ShouldBe(1);
    }

    // Back in the browser and sent again: it is not taken for the request that was declined, and asks anew when it is meant.
    [Fact]
    public async Task Ask_SameFormAfterItWasDeclined_IsToldAndAskedAnew()
    {
        var form = await _anna.GetAsync("/Scoring/Publish");
        (await _anna.SubmitAsync(form, "/Scoring/Publish", "#publish", ("Form.Note", "why"))).Status.ShouldBe(302);
        await DecideAsync(_bob, await _bob.GetAsync("/Scoring/Approval"), "Decline", "no");

        var again = await _anna.SubmitAsync(form, "/Scoring/Publish", "#publish", ("Form.Note", "why"));

        again.Status.ShouldBe(409);
        (await _bob.GetAsync("/Scoring/Approval")).Page.QuerySelector("[data-approve]").ShouldBeNull();
        (await _anna.SubmitAsync(again, "/Scoring/Publish", "#publish", ("Form.Note", "why"))).Status.ShouldBe(302);
        (await _bob.GetAsync("/Scoring/Approval")).Page.QuerySelector("[data-approve]").ShouldNotBeNull();
    }

    private async Task AskAsync(CrmBrowser browser) =>
        (await browser.SubmitAsync("/Scoring/Publish", "#publish", ("Form.Note", "why"))).Status.ShouldBe(302);

    private static async Task<Answer> DecideAsync(CrmBrowser browser, Answer shown, string handler, string? answer = null)
    {
        var token = shown.Page.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Scoring/Approval?handler=" + handler)
        {
            Content = new FormUrlEncodedContent(
            [
                new("form-token", token), new("id", shown.Page.QuerySelector("[data-request]")!.GetAttribute("data-request")!), new("answer", answer ?? ""),
            ]),
        };
        return await browser.SendAsync(request);
    }

    private async Task<CrmBrowser> SignedInAsync(string email)
    {
        await _factory.UserAsync(Roles.Admin, email);
        var browser = _factory.Browser();
        (await browser.SignInAsync(email, CrmFactory.Password)).Status.ShouldBe(302);
        return browser;
    }

    private Task<int> JobsAsync() => _factory.WithDbAsync(db => db.Jobs.CountAsync());

    private Task<int> NeedAsync(bool needed) =>
        _factory.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(s => s.SetProperty(f => f.PublishingNeedsApproval, needed)));
}
