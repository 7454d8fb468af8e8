using CustomerCrm.Infrastructure.Identity;

namespace CustomerCrm.Web.Tests.Account;

public sealed class ProfileTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    private const string NewPassword = "four words and more";

    [Fact]
    public async Task Change_RightPassword_KeepsThisSessionAndEndsTheOthersWithinAMinute()
    {
        using var here = await crm.SignedInAsync(Roles.SalesRep);
        using var elsewhere = await crm.SignedInAsync(Roles.SalesRep);

        var answer = await here.SubmitAsync(
            "/Account/Profile", "main form",
            ("Form.Current", CrmFactory.Password), ("Form.Password", NewPassword), ("Form.Repeat", NewPassword));
        crm.Clock.Now += TimeSpan.FromSeconds(60);

        answer.Status.ShouldBe(302);
        (await here.GetAsync("/Account/Profile")).Words("[role=status]").ShouldStartWith("The password is changed.");
        (await elsewhere.GetAsync("/Account/Profile")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Change_WrongCurrentPassword_SaysSoBesideTheField()
    {
        using var browser = await crm.SignedInAsync(Roles.Manager);

        var answer = await browser.SubmitAsync(
            "/Account/Profile", "main form", ("Form.Current", "wrong"), ("Form.Password", NewPassword), ("Form.Repeat", NewPassword));

        answer.Status.ShouldBe(400);
        answer.Words("#Form_Current-error").ShouldBe("The current password is not right.");
    }

    [Fact]
    public async Task Session_UnusedForHours_IsOver()
    {
        await using var own = await CrmFactory.StartAsync();
        using var browser = await own.SignedInAsync(Roles.Admin);

        own.Clock.Now += TimeSpan.FromHours(9);

        (await browser.GetAsync("/Account/Profile")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Session_UsedForMoreThanAWeek_IsOver()
    {
        await using var own = await CrmFactory.StartAsync();
        using var browser = await own.SignedInAsync(Roles.Admin);
        for (var hours = 0; hours < 7 * 24; hours += 6)
        {
            (await browser.GetAsync("/Account/Profile")).Status.ShouldBe(200);
            own.Clock.Now += TimeSpan.FromHours(6);
        }

        own.Clock.Now += TimeSpan.FromMinutes(1);

        (await browser.GetAsync("/Account/Profile")).Status.ShouldBe(302);
    }
}
