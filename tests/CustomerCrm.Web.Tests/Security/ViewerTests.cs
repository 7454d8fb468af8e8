using System.Globalization;
using System.Security.Claims;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerCrm.Web.Tests.Security;

public sealed class ViewerTests(CrmFactory crm) : IClassFixture<CrmFactory>
{
    [Theory]
    [InlineData(Roles.SalesRep, Visibility.All, Visibility.All, true, "")]
    [InlineData(Roles.SalesRep, Visibility.Own, Visibility.All, false, "me")]
    [InlineData(Roles.Manager, Visibility.Own, Visibility.All, true, "")]
    [InlineData(Roles.Manager, Visibility.Own, Visibility.Team, false, "me mate")]
    [InlineData(Roles.Admin, Visibility.Own, Visibility.Team, true, "")]
    [InlineData(null, Visibility.All, Visibility.All, false, "")]
    public async Task Viewer_ByRoleAndSettings_SeesWhatTheFirmAllows(
        string? role, Visibility repsSee, Visibility managersSee, bool seesAll, string owners)
    {
        var (me, mate) = await TeamAsync();
        await crm.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(f => f
            .SetProperty(p => p.RepsSee, repsSee).SetProperty(p => p.ManagersSee, managersSee)));
        await crm.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);

        var viewer = await ViewerOfAsync(me, role);

        viewer.SeesAll.ShouldBe(seesAll);
        viewer.OwnerIds.Order().ShouldBe(owners.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => o == "me" ? me : mate).Order());
        viewer.Actor.ShouldBe(new Actor(me, "Mia"));
    }

    [Fact]
    public async Task Viewer_WithoutASignIn_IsNobody() => (await ViewerOfAsync(null, null)).ShouldBe(Viewer.Nobody);

    [Fact]
    public async Task Viewer_ManagerWithoutATeam_SeesHisOwn()
    {
        var loner = await crm.UserAsync(Roles.Manager, "loner@firm.example");
        await crm.UserAsync(Roles.Manager, "another-loner@firm.example");
        await crm.WithDbAsync(db => db.Firms.ExecuteUpdateAsync(f => f.SetProperty(p => p.ManagersSee, Visibility.Team)));
        await crm.Services.GetRequiredService<FirmSettings>().RefreshAsync(default);

        (await ViewerOfAsync(loner.Id, Roles.Manager)).OwnerIds.ShouldBe([loner.Id]);
    }

    private async Task<Viewer> ViewerOfAsync(long? id, string? role)
    {
        var claims = new List<Claim>();
        if (id is { } known)
        {
            claims.Add(new Claim(ClaimTypes.NameIdentifier, known.ToString(CultureInfo.InvariantCulture)));
            claims.Add(new Claim(CrmClaims.DisplayName, "Mia"));
        }

        if (role is not null)
            claims.Add(new Claim(ClaimTypes.Role, role));
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity(claims, id is null ? null : "test")) };
        var viewer = new ViewerContext();
        var middleware = ActivatorUtilities.CreateInstance<ViewerMiddleware>(crm.Services, (RequestDelegate)(_ => Task.CompletedTask));
        await middleware.InvokeAsync(context, viewer);
        return viewer.Current;
    }

    private async Task<(long Me, long Mate)> TeamAsync()
    {
        var me = await crm.UserAsync(Roles.Manager, "mia@firm.example");
        var mate = await crm.UserAsync(Roles.SalesRep, "mate@firm.example");
        await crm.UserAsync(Roles.SalesRep, "stranger@firm.example");
        await crm.WithDbAsync(async db =>
        {
            var team = await db.Teams.SingleOrDefaultAsync() ?? db.Teams.Add(new Team { Name = "North" }).Entity;
            await db.SaveChangesAsync();
            return await db.Users.Where(u => u.Id == me.Id || u.Id == mate.Id)
                .ExecuteUpdateAsync(u => u.SetProperty(p => p.TeamId, team.Id));
        });
        return (me.Id, mate.Id);
    }
}
