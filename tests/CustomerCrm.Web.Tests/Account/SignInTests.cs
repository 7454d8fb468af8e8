using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Account;

public sealed class SignInTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Fact]
    public async Task SignIn_RightPassword_OpensTheAddressAskedFor()
    {
        var user = await crm.UserAsync(Roles.SalesRep);
        using var browser = crm.Browser();
        var sent = await browser.GetAsync("/Account/Profile");
        sent.Location.ShouldEndWith("/Account/SignIn?returnUrl=%2FAccount%2FProfile");

        var answer = await browser.SignInAsync(user.Email!, CrmFactory.Password, sent.Location!);

        answer.Status.ShouldBe(302);
        answer.Location.ShouldBe("/Account/Profile");
        var profile = await browser.GetAsync("/Account/Profile");
        profile.Status.ShouldBe(200);
        profile.Words(".dropmenu-who strong").ShouldBe(user.DisplayName);
    }

    [Fact]
    public async Task SignIn_WrongPasswordUnknownAddressOrLocked_AreAnsweredAlike()
    {
        await crm.UserAsync(Roles.Manager);
        using var browser = crm.Browser();
        var unknown = await browser.SignInAsync("nobody@firm.example", "wrong");
        var wrong = await browser.SignInAsync("manager@firm.example", "wrong");
        for (var i = 0; i < 10; i++)
            await browser.SignInAsync("manager@firm.example", "wrong");

        var locked = await browser.SignInAsync("manager@firm.example", CrmFactory.Password);

        var answers = new[] { unknown, wrong, locked };
        answers.ShouldAllBe(a => a.Status == 400);
        answers.Select(a => a.Words("[role=alert]")).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task SignIn_AfterThePause_TakesTheRightPassword()
    {
        var user = await crm.UserAsync(Roles.SalesRep, "paused@firm.example");
        using var browser = crm.Browser();
        for (var i = 0; i < 10; i++)
            await browser.SignInAsync(user.Email!, "wrong");
        (await browser.SignInAsync(user.Email!, CrmFactory.Password)).Status.ShouldBe(400);

        await crm.WithDbAsync(db => db.Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(u => u.SetProperty(p => p.LockoutEnd, DateTimeOffset.UtcNow.AddSeconds(-1))));

        (await browser.SignInAsync(user.Email!, CrmFactory.Password)).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task SignIn_ForeignReturnAddress_OpensTheStartPage(string returnUrl)
    {
        var user = await crm.UserAsync(Roles.SalesRep);
        using var browser = crm.Browser();

        var answer = await browser.SignInAsync(
            user.Email!, CrmFactory.Password, "/Account/SignIn?returnUrl=" + Uri.EscapeDataString(returnUrl));

        answer.Location.ShouldBe("/");
    }

    [Fact]
    public async Task SignIn_EmptyForm_SaysWhatIsNeededBesideTheField()
    {
        using var browser = crm.Browser();

        var answer = await browser.SignInAsync("", "");

        answer.Status.ShouldBe(400);
        answer.Words("#Form_Email-error").ShouldBe("Email is needed.");
        answer.Page.QuerySelector("#Form_Password")!.GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var browser = crm.Browser();
        using var content = new FormUrlEncodedContent([new("Form.Email", "a@firm.example"), new("Form.Password", "x")]);

        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/Account/SignIn") { Content = content });

        answer.Status.ShouldBe(400);
        answer.Words("h1").ShouldBe("This could not be accepted");
    }

    [Fact]
    public async Task SignIn_MoreOftenThanAMinuteAllows_IsToldToWait()
    {
        await using var strict = await CrmFactory.StartAsync(("SignIn:AttemptsPerMinute", "2"));
        using var browser = strict.Browser();
        await browser.SignInAsync("a@firm.example", "x");
        await browser.SignInAsync("a@firm.example", "x");

        var answer = await browser.SignInAsync("a@firm.example", "x");

        answer.Status.ShouldBe(429);
        answer.Words("h1").ShouldBe("Too many attempts");
    }

    [Fact]
    public async Task SignIn_WithoutAnyUser_NamesTheCommandThatMakesTheFirstAdmin()
    {
        await using var empty = await CrmFactory.StartAsync();
        using var browser = empty.Browser();

        var before = await browser.GetAsync("/Account/SignIn");
        await empty.UserAsync(Roles.Admin);
        var after = await browser.GetAsync("/Account/SignIn");

        before.Words("[data-first-admin] code").ShouldBe(
            "dotnet run --project src/CustomerCrm.Cli -- create-admin --email you@firm.example --name \"Your name\"");
        after.Page.QuerySelector("[data-first-admin]").ShouldBeNull();
    }

    [Fact]
    public async Task SignOut_ByItsForm_EndsTheSession()
    {
        using var browser = await crm.SignedInAsync(Roles.Admin);

        var answer = await browser.SubmitAsync("/Account/Profile", "form[data-choice=sign-out]");

        answer.Location.ShouldBe("/Account/SignIn");
        (await browser.GetAsync("/Account/SignIn")).Words("[role=status]").ShouldBe("You are signed out.");
        (await browser.GetAsync("/Account/Profile")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task SignOut_ByAnAddressAlone_IsNotFound()
    {
        using var browser = await crm.SignedInAsync(Roles.Admin);

        (await browser.GetAsync("/Account/SignOut")).Status.ShouldBe(404);

        (await browser.GetAsync("/Account/Profile")).Status.ShouldBe(200);
    }
}
