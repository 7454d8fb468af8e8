using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Admin;

/// <summary>People who sign in: made, changed, disabled, and never without an admin.</summary>
public sealed class UsersTests : IAsyncLifetime
{
    private CrmFactory _crm = null!;
    private CrmBrowser _admin = null!;

    public async Task InitializeAsync()
    {
        _crm = await CrmFactory.StartAsync();
        _admin = await _crm.SignedInAsync(Roles.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _crm.DisposeAsync();
    }

    [Fact]
    public async Task New_MadeByAnAdmin_SetsHisPasswordByTheLinkAndSignsIn()
    {
        var made = await _admin.SubmitAsync(
            "/Admin/Users/New", "main form", ("Form.Name", "  Li   Wei "), ("Form.Email", "li@firm.example"), ("Form.Role", Roles.Manager));
        made.Status.ShouldBe(302);
        var page = await _admin.GetAsync(made.Location!);
        var link = page.Words("[data-password-link] code")!;
        (await _admin.GetAsync(made.Location!)).Page.QuerySelector("[data-password-link]").ShouldBeNull();

        using var him = _crm.Browser();
        var address = new Uri(link).PathAndQuery;
        (await him.SubmitAsync(address, "main form", ("Form.Password", "a new long password"), ("Form.Repeat", "a new long password"))).Status.ShouldBe(302);
        (await him.SignInAsync("li@firm.example", "a new long password")).Status.ShouldBe(302);

        (await him.GetAsync("/Dashboard")).Status.ShouldBe(200);
        (await him.GetAsync(address)).Status.ShouldBe(410);
        (await _crm.WithDbAsync(db => db.Users.SingleAsync(u => u.Email == "li@firm.example"))).DisplayName.ShouldBe("Li Wei");
    }

    [Theory]
    [InlineData("Name", "", "Email", "x@firm.example", "Name")]
    [InlineData("Name", "X", "Email", "no address", "Email")]
    [InlineData("Name", "X", "Email", "admin@firm.example", "Email")]
    [InlineData("Name", "X", "Role", "Owner", "Role")]
    public async Task New_BadInput_IsRefusedBesideItsFieldAndChangesNothing(string one, string first, string other, string second, string refused)
    {
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        var answer = await _admin.SubmitAsync(
            "/Admin/Users/New", "main form", ("Form.Name", "X"), ("Form.Email", "x@firm.example"), ($"Form.{one}", first), ($"Form.{other}", second));

        answer.Status.ShouldBe(400);
        answer.Words($"#Form_{refused}-error")!.Length.ShouldBeGreaterThan(5);
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Disabled_SignedInSomewhere_IsOutWithinAMinuteAndNotInAgain()
    {
        using var rep = await _crm.SignedInAsync(Roles.SalesRep);
        var id = (await _crm.UserAsync(Roles.SalesRep)).Id;
        (await rep.GetAsync("/Customers")).Status.ShouldBe(200);

        (await _admin.SubmitAsync($"/Admin/Users/{id}", "form[data-disable]")).Status.ShouldBe(302);

        _crm.Clock.Now += TimeSpan.FromSeconds(31);
        (await rep.GetAsync("/Customers")).Status.ShouldBe(302);
        using var again = _crm.Browser();
        (await again.SignInAsync("salesrep@firm.example", CrmFactory.Password)).Status.ShouldNotBe(302);
        (await _admin.SubmitAsync($"/Admin/Users/{id}", "form[data-enable]")).Status.ShouldBe(302);
        (await again.SignInAsync("salesrep@firm.example", CrmFactory.Password)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task Role_TakenAway_HoldsWithinAMinute()
    {
        using var manager = await _crm.SignedInAsync(Roles.Manager);
        var id = (await _crm.UserAsync(Roles.Manager)).Id;
        (await manager.GetAsync("/Dashboard")).Status.ShouldBe(200);

        (await _admin.SubmitAsync($"/Admin/Users/{id}", "main form", ("Form.Role", Roles.SalesRep))).Status.ShouldBe(302);

        _crm.Clock.Now += TimeSpan.FromSeconds(31);
        (await manager.GetAsync("/Dashboard")).Status.ShouldBe(302);
        using var again = await _crm.SignedInAsync(Roles.Manager);
        (await again.GetAsync("/Dashboard")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task LastAdmin_CannotBeDisabledOrMadeLess()
    {
        var id = (await _crm.UserAsync(Roles.Admin)).Id;
        var before = await _crm.WithDbAsync(Fingerprint.OfAsync);

        var lessened = await _admin.SubmitAsync($"/Admin/Users/{id}", "main form", ("Form.Role", Roles.SalesRep));
        var disabled = await _admin.SubmitAsync($"/Admin/Users/{id}", "form[data-disable]");

        lessened.Status.ShouldBe(400);
        lessened.Words("#Form_Role-error").ShouldBe("He is the last admin who may sign in. Make somebody else admin first.");
        disabled.Status.ShouldBe(400);
        (await _crm.WithDbAsync(Fingerprint.OfAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task TwoAdmins_RemoveEachOtherAtOnce_OneStays()
    {
        var other = await _crm.UserAsync(Roles.Admin, "other@firm.example");
        var me = await _crm.UserAsync(Roles.Admin);
        using var second = _crm.Browser();
        await second.SignInAsync(other.Email!, CrmFactory.Password);
        var (mine, his) = (await _admin.GetAsync($"/Admin/Users/{other.Id}"), await second.GetAsync($"/Admin/Users/{me.Id}"));

        await Task.WhenAll(
            _admin.SubmitAsync(mine, $"/Admin/Users/{other.Id}", "form[data-disable]"),
            second.SubmitAsync(his, $"/Admin/Users/{me.Id}", "form[data-disable]"));

        (await _crm.WithDbAsync(db => db.Users.CountAsync(u => u.DisabledAt == null))).ShouldBe(1);
    }

    [Fact]
    public async Task Edit_ByTwo_MeetAndLoseNothing()
    {
        var id = (await _crm.UserAsync(Roles.SalesRep)).Id;
        var mine = await _admin.GetAsync($"/Admin/Users/{id}");
        await _admin.SubmitAsync($"/Admin/Users/{id}", "main form", ("Form.Name", "Theirs"));

        var met = await _admin.SubmitAsync(mine, $"/Admin/Users/{id}", "main form", ("Form.Name", "Mine"));

        met.Status.ShouldBe(409);
        met.Page.QuerySelectorAll("[data-clash=Name] td").Select(c => c.TextContent.Trim()).ShouldBe(["Test SalesRep", "Theirs", "Mine"]);
        (await _admin.SubmitAsync(met, $"/Admin/Users/{id}", "main form")).Status.ShouldBe(302);
        (await _crm.WithDbAsync(db => db.Users.SingleAsync(u => u.Id == id))).DisplayName.ShouldBe("Mine");
    }

    [Fact]
    public async Task Teams_AddedJoinedRemoved_LeaveTheirMembers()
    {
        (await _admin.SubmitAsync("/Admin/Teams", "form[action*=Add]", ("Form.Name", "North"))).Status.ShouldBe(302);
        (await _admin.SubmitAsync("/Admin/Teams", "form[action*=Add]", ("Form.Name", "North"))).Status.ShouldBe(400);
        var id = (await _crm.UserAsync(Roles.SalesRep)).Id;
        var team = await _crm.WithDbAsync(db => db.Teams.Select(t => t.Id).SingleAsync());
        (await _admin.SubmitAsync($"/Admin/Users/{id}", "main form", ("Form.Team", $"{team}"))).Status.ShouldBe(302);
        (await _admin.GetAsync("/Admin/Teams")).Text.ShouldContain("Test SalesRep");

        (await _admin.SubmitAsync("/Admin/Teams", "form[action*=Remove]")).Status.ShouldBe(302);

        (await _crm.WithDbAsync(db => db.Users.SingleAsync(u => u.Id == id))).TeamId.ShouldBeNull();
    }
}
