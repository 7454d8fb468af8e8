using CustomerCrm.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_WithItsDatabase_IsLiveAndReady()
    {
        await using var crm = await CrmFactory.StartAsync();
        using var browser = crm.Browser();

        (await browser.GetAsync("/health/live")).Status.ShouldBe(200);
        (await browser.GetAsync("/health/ready")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Health_DatabaseGone_IsLiveButNotReady_AndPagesSayWhy()
    {
        await using var crm = await CrmFactory.StartAsync();
        using var stranger = crm.Browser();
        using var browser = await crm.SignedInAsync(Roles.Admin);
        await crm.Database.DisposeAsync();

        (await stranger.GetAsync("/health/live")).Status.ShouldBe(200);
        (await stranger.GetAsync("/health/ready")).Status.ShouldBe(503);
        // Past the age of the security stamp, the sign-in itself asks the database.
        crm.Clock.Now += TimeSpan.FromMinutes(1);
        foreach (var answer in new[] { await stranger.GetAsync("/Account/SignIn"), await browser.GetAsync("/Account/Profile") })
        {
            answer.Status.ShouldBeOneOf(500, 503);
            answer.Words("h1").ShouldNotBeNullOrEmpty();
            answer.Text.ShouldNotContain("Npgsql");
        }
    }

    [Fact]
    public async Task Health_SchemaBehindThisVersion_IsNotReady()
    {
        await using var crm = await CrmFactory.StartAsync();
        using var browser = crm.Browser();
        await crm.WithDbAsync(async db =>
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            await db.Database.OpenConnectionAsync();
            command.CommandText = "DELETE FROM \"__EFMigrationsHistory\"";
            return await command.ExecuteNonQueryAsync();
        });

        (await browser.GetAsync("/health/ready")).Status.ShouldBe(503);
    }
}
